import type { Call } from '../core/call/call.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import { Fault } from '../core/call/fault.ts';
import { type CallId, readCallId } from '../core/call/ids.ts';
import { isGathering, type Leg, type LegPlan, meetingBehind } from '../core/call/leg.ts';
import type { Destination, Party } from '../core/call/party.ts';
import type { CompiledFlow } from '../core/flow/compiled-flow.ts';
import { beginPlaced } from '../core/flow/play/begin-call.ts';
import { lookSoonMs } from '../core/flow/play/wake.ts';
import type { CommandOutcome, PlacementOrigin } from '../ports/call-control.ts';
import { StorePatience } from './store-patience.ts';
import type { TurnPorts } from './turn-ports.ts';

/**
 * Places a call for another one, and makes its document.
 *
 * 1. The plan of a leg is durable before it is placed (I1), and its origin stands in the address of all its notifications:
 *    when the performer dies in between, or Graph's answer is lost, whoever hears of the leg first adopts it.
 * 2. A leg whose plan is gone, because nobody counts on it any more, is hung up when it tells of itself (I9).
 * 3. Nobody is rung for a flow that cannot meet them: one whose version is lost is not placed, and one that rings already is
 *    hung up, and over for the call that counted on it.
 */
export async function placeLeg(ports: TurnPorts, call: Call, number: number, deadline: number): Promise<Placed> {
  const leg = legOf(call, number);
  if (leg?.plan === undefined) return { kind: 'accepted' }; // Dropped before it was placed.
  const flow = await insisting(ports, deadline, () => flowOf(ports, call));
  if (flow === 'unknown') return { kind: 'busy', retryAfterMs: 1_000 };
  if (flow === undefined) return { kind: 'refused', code: 'FLOW_UNAVAILABLE' };
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
  const made = await insisting(ports, deadline, () => makeLeg(ports, flow, call, number, plan, outcome));
  // It rings all the same: whoever hears of it first makes its document, as long as its plan is kept.
  return made === 'unknown' ? { kind: 'accepted' } : { kind: 'brought', event: news(call.id, number, outcome.callId, 'placed') };
}

/** Asks a store that does not answer again, for as long as there is time. What was begun for the caller must not end with it. */
async function insisting<Answer>(ports: TurnPorts, deadline: number, work: () => Promise<Answer>): Promise<Answer | 'unknown'> {
  const patience = new StorePatience(ports.clock, deadline);
  try {
    let answer = await patience.ask(work);
    while (answer === 'unknown') answer = await patience.ask(work);
    return answer;
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    ports.log.warn('call.legUnmade', { code: fault.code });
    return 'unknown';
  }
}

export type Placed = CommandOutcome | { readonly kind: 'brought'; readonly event: CallEvent };

/**
 * Somebody tells of a call that nobody knows, and its address says who placed it. `adopted`: it has a document now. `flowLost`:
 * nothing can meet whoever answers. `news` are for the call that has placed it.
 */
export async function adoptLeg(
  ports: TurnPorts,
  { callId, origin }: { readonly callId: CallId; readonly origin: PlacementOrigin },
): Promise<{ readonly kind: 'adopted' | 'flowLost'; readonly news: CallEvent } | { readonly kind: 'unwanted' }> {
  const placedBy = readOrigin(origin);
  const stored = placedBy === undefined ? undefined : await ports.calls.load(placedBy.callId);
  const placer = stored?.kind === 'found' ? stored.document.call : undefined;
  const leg = placer === undefined || placedBy === undefined ? undefined : legOf(placer, placedBy.leg);
  if (placer === undefined || leg?.plan === undefined) return { kind: 'unwanted' };
  const flow = await flowOf(ports, placer);
  if (flow === undefined) {
    ports.log.error('call.flowLost', { callId, flow: placer.flow.name });
    return { kind: 'flowLost', news: news(placer.id, leg.number, callId, 'ended', 'FLOW_UNAVAILABLE') };
  }
  // What it told while nobody heard it is not told again: Graph is asked soon.
  await makeLeg(ports, flow, placer, leg.number, leg.plan, { callId, lookAt: ports.clock.now() + lookSoonMs });
  return { kind: 'adopted', news: news(placer.id, leg.number, callId, 'placed') };
}

/** A leg is played by the version that the call began with which has placed it (I6). */
function flowOf({ flows }: TurnPorts, { flow }: Call): Promise<CompiledFlow | undefined> {
  return flows.version(flow.name, flow.version);
}

/** Create-if-absent: two who hear of it at the same moment make one leg. */
async function makeLeg(
  ports: TurnPorts,
  flow: CompiledFlow,
  placer: Call,
  number: number,
  plan: LegPlan,
  placed: { readonly callId: CallId; readonly callChainId?: string; readonly lookAt?: number },
): Promise<void> {
  const callChainId = placed.callChainId ?? placer.callChainId;
  const begun = beginPlaced(
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
    ports.clock.now(),
  );
  const { lookAt } = placed;
  const call = lookAt === undefined ? begun : { ...begun, lookAt, wakeAt: lookAt };
  const created = await ports.calls.create({ call, outbox: [], inbox: [], wakeAt: call.wakeAt });
  // Made by somebody else, or so the store says: the plan is forgotten only when it is certain.
  if (created.kind === 'exists' && created.stored === undefined && (await ports.calls.load(placed.callId)).kind === 'missing')
    throw new Fault('STORE_UNAVAILABLE', 'The store has a document that is not there.', { retryable: true });
}

function legOf({ legs = [] }: Call, number: number): Leg | undefined {
  return legs.find((leg) => leg.number === number);
}

function news(placer: CallId, leg: number, from: CallId, state: 'placed' | 'ended', outcome?: string): CallEvent {
  return { kind: 'legNews', callId: placer, leg, from, state, ...(outcome === undefined ? {} : { outcome }) };
}

const originOf = (placer: CallId, leg: number): PlacementOrigin => `call.${placer}.${leg}`;

/** Undefined when it is not the origin of a leg. */
export function readOrigin(origin: PlacementOrigin): { readonly callId: CallId; readonly leg: number } | undefined {
  const [, id = '', number = ''] = /^call\.(.{1,128})\.(\d{1,6})$/.exec(origin) ?? [];
  const callId = readCallId(id);
  return callId === undefined ? undefined : { callId, leg: Number(number) };
}

/** A call with several people is the caller's own call in another place: whoever called stays who called. */
function sidesOf(
  { caller, called }: Call,
  { target, from }: LegPlan,
): Pick<Call, 'caller' | 'called' | 'multiparty' | 'meeting'> {
  if (isGathering(target)) return { caller, called, multiparty: true, ...meetingBehind(target) };
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
