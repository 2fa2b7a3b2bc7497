import type { Call } from '../core/call/call.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import { Fault } from '../core/call/fault.ts';
import { type CallId, readCallId } from '../core/call/ids.ts';
import { isGathering, type Leg, type LegPlan } from '../core/call/leg.ts';
import type { Destination, Party } from '../core/call/party.ts';
import { beginPlaced } from '../core/flow/play/begin-call.ts';
import type { CommandOutcome, PlacementOrigin } from '../ports/call-control.ts';
import { StorePatience } from './store-patience.ts';
import type { TurnPorts } from './turn-ports.ts';

/**
 * Places a call for another one, and makes its document.
 *
 * 1. The plan of a leg is durable before it is placed (I1), and its origin stands in the address of all its notifications:
 *    when the performer dies in between, or Graph's answer is lost, whoever hears of the leg first adopts it.
 * 2. A leg whose plan is gone, because nobody counts on it any more, is hung up when it tells of itself (I9).
 */
export async function placeLeg(ports: TurnPorts, call: Call, number: number, deadline: number): Promise<Placed> {
  const leg = legOf(call, number);
  if (leg?.plan === undefined) return { kind: 'accepted' }; // Dropped before it was placed.
  const { target, from } = leg.plan;
  const outcome = await ports.control.place(
    {
      tenantId: call.tenantId,
      target,
      origin: originOf(call.id, number),
      ...(from === undefined ? {} : { from }),
      ...(call.callChainId === undefined ? {} : { callChainId: call.callChainId }),
    },
    deadline,
  );
  if (outcome.kind !== 'placed') return outcome;
  const { plan } = leg;
  const made = await insisting(ports, deadline, () => makeLeg(ports, call, number, plan, outcome));
  // It rings all the same: whoever hears of it first makes its document, as long as its plan is kept.
  return made ? { kind: 'brought', event: placedNews(call.id, number, outcome.callId) } : { kind: 'accepted' };
}

/** Asks a store that does not answer again, for as long as there is time. What was begun for the caller must not end with it. */
async function insisting(ports: TurnPorts, deadline: number, work: () => Promise<void>): Promise<boolean> {
  const patience = new StorePatience(ports.clock, deadline);
  try {
    let answer = await patience.ask(work);
    while (answer === 'unknown') answer = await patience.ask(work);
    return true;
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    ports.log.warn('call.legUnmade', { code: fault.code });
    return false;
  }
}

export type Placed = CommandOutcome | { readonly kind: 'brought'; readonly event: CallEvent };

/** Somebody tells of a call that nobody knows, and its address says who placed it. `adopted`: it has a document now. */
export async function adoptLeg(
  ports: TurnPorts,
  { callId, origin }: { readonly callId: CallId; readonly origin: PlacementOrigin },
): Promise<{ readonly kind: 'adopted'; readonly news: CallEvent } | { readonly kind: 'unwanted' }> {
  const placedBy = readOrigin(origin);
  const stored = placedBy === undefined ? undefined : await ports.calls.load(placedBy.callId);
  const placer = stored?.kind === 'found' ? stored.document.call : undefined;
  const leg = placer === undefined || placedBy === undefined ? undefined : legOf(placer, placedBy.leg);
  if (placer === undefined || leg?.plan === undefined) return { kind: 'unwanted' };
  await makeLeg(ports, placer, leg.number, leg.plan, { callId });
  return { kind: 'adopted', news: placedNews(placer.id, leg.number, callId) };
}

/** Create-if-absent: two who hear of it at the same moment make one leg. */
async function makeLeg(
  ports: TurnPorts,
  placer: Call,
  number: number,
  plan: LegPlan,
  placed: { readonly callId: CallId; readonly callChainId?: string },
): Promise<void> {
  const now = ports.clock.now();
  const flow = await ports.flows.version(placer.flow.name, placer.flow.version);
  if (flow === undefined) {
    ports.log.error('call.flowLost', { callId: placed.callId, flow: placer.flow.name });
    return; // Its first notification finds no document, and no plan that can be played.
  }
  const callChainId = placed.callChainId ?? placer.callChainId;
  const call = beginPlaced(
    flow,
    {
      callId: placed.callId,
      tenantId: placer.tenantId,
      ...(callChainId === undefined ? {} : { callChainId }),
      line: placer.line,
      ...sidesOf(placer, plan),
      placedBy: { callId: placer.id, leg: number },
      vars: placer.vars,
      language: placer.language,
      ringMs: plan.ringMs,
      start: plan.start,
      memory: plan.memory,
      ...(placer.frames === undefined ? {} : { frames: placer.frames }),
    },
    now,
  );
  const created = await ports.calls.create({ call, outbox: [], inbox: [], wakeAt: call.wakeAt });
  // Made by somebody else, or so the store says: the plan is forgotten only when it is certain.
  if (created.kind === 'exists' && created.stored === undefined && (await ports.calls.load(placed.callId)).kind === 'missing')
    throw new Fault('STORE_UNAVAILABLE', 'The store has a document that is not there.', { retryable: true });
}

function legOf({ legs = [] }: Call, number: number): Leg | undefined {
  return legs.find((leg) => leg.number === number);
}

function placedNews(placer: CallId, leg: number, from: CallId): CallEvent {
  return { kind: 'legNews', callId: placer, leg, from, state: 'placed' };
}

const originOf = (placer: CallId, leg: number): PlacementOrigin => `call.${placer}.${leg}`;

/** Undefined when it is not the origin of a leg. */
export function readOrigin(origin: PlacementOrigin): { readonly callId: CallId; readonly leg: number } | undefined {
  const [, id = '', number = ''] = /^call\.(.{1,128})\.(\d{1,6})$/.exec(origin) ?? [];
  const callId = readCallId(id);
  return callId === undefined ? undefined : { callId, leg: Number(number) };
}

/** A call with several people is the caller's own call in another place: whoever called stays who called. */
function sidesOf({ caller, called }: Call, { target, from }: LegPlan): Pick<Call, 'caller' | 'called' | 'multiparty'> {
  if (isGathering(target)) return { caller, called, multiparty: true };
  return {
    caller: from === undefined ? called : { kind: 'applicationInstance', id: from },
    called: partyOf(target),
    multiparty: false,
  };
}

/** A voicemail is a mailbox of a user. */
function partyOf(target: Destination): Party {
  return target.kind === 'voicemail' ? { kind: 'user', id: target.id } : target;
}
