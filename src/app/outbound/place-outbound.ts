import type { CallId } from '../../core/call/ids.ts';
import { type CallTarget, isGathering, meetingBehind } from '../../core/call/leg.ts';
import type { Destination, Party } from '../../core/call/party.ts';
import { noTelephonesFrom } from '../../core/call/telephones.ts';
import type { CompiledFlow } from '../../core/flow/compiled-flow.ts';
import { beginPlaced } from '../../core/flow/play/begin-call.ts';
import type { PlacementOrigin } from '../../ports/call-control.ts';
import type { OutboundCall } from '../../ports/outbound-call.ts';
import type { JobOutcome, PlaceOutbound } from '../../ports/work-queue.ts';
import type { TurnPorts } from '../turn-ports.ts';
import { lastLook } from './last-look.ts';
import { loadOutbound, moveOutbound } from './outbound-calls.ts';

/** What placing needs besides: which account calls for a line, and the flow as it is now. */
export interface PlacingPorts extends TurnPorts {
  /** The bot's tenant: where its own calls take place. */
  readonly tenantId: string;
  readonly appId: string;
  /** Undefined: there is no such line. `account`: its resource account; `number`: the one that lines.jsonc gives it. */
  readonly lineNamed: (line: string) => { readonly account?: string; readonly number?: string } | undefined;
  readonly currentFlow: (flow: string) => Promise<CompiledFlow | undefined>;
  /** Asked at the last moment: a stable word for why the call is not to be placed after all. Absent: every call is. */
  readonly forbids?: (call: OutboundCall) => Promise<string | undefined>;
  /** Whether somebody is on the do-not-call list. Throws `Fault` when nobody can say. */
  readonly isListed: (to: Destination) => Promise<boolean>;
}

/** A request that was never answered is given up after this long: it may have rung, so it is not made again. */
const unansweredMs = 60_000;
/** The longest that a queue lets a job rest. */
const longestRestMs = 6 * 86_400_000;

/**
 * Places a call that was asked for.
 *
 * 1. It becomes `placing` by a conditional write before Graph is asked, so of several workers one asks, once.
 * 2. Its origin, `outbound.<id>`, stands in the address of all its notifications: whoever hears of it first makes its
 *    document, also when the worker has died or Graph's answer was lost (ADR 14).
 * 3. Doing the job twice is doing it once.
 */
export async function placeOutbound(ports: PlacingPorts, { outboundId }: PlaceOutbound): Promise<JobOutcome> {
  const known = await loadOutbound(ports, outboundId);
  if (known === undefined) return { kind: 'gone', why: 'forgotten' };
  const now = ports.clock.now();
  if (known.status === 'placing') {
    if (now < known.changedAt + unansweredMs) return again(ports, outboundId, known.changedAt + unansweredMs);
    await moveOutbound(ports, outboundId, ['placing'], { status: 'failed', code: 'UNCLEAR' });
    return { kind: 'done' };
  }
  if (known.status !== 'queued') return { kind: 'done' };
  if (now > known.notAfter) {
    await moveOutbound(ports, outboundId, ['queued'], { status: 'expired' });
    return { kind: 'done' };
  }
  if (now < known.notBefore) return again(ports, outboundId, Math.min(known.notBefore, now + longestRestMs));
  return placeNow(ports, known);
}

async function placeNow(ports: PlacingPorts, call: OutboundCall): Promise<JobOutcome> {
  const { id } = call;
  const flow = await ports.currentFlow(call.flow); // Looks at the workspace anew, where that is due; the lines are part of it.
  const line = ports.lineNamed(call.line);
  if (line === undefined || flow === undefined) {
    await moveOutbound(ports, id, ['queued'], { status: 'failed', code: line === undefined ? 'NO_LINE' : 'NO_FLOW' });
    return { kind: 'done' };
  }
  const look = await lastLook(ports, call, flow);
  if (look.kind === 'rest') return again(ports, id, Math.min(look.until, ports.clock.now() + longestRestMs));
  if (look.kind === 'drop') {
    await moveOutbound(ports, id, ['queued'], look.end);
    return { kind: 'done' };
  }
  // lines.jsonc may be another one by now.
  const forbidden = noTelephonesFrom(line, call.to);
  if (forbidden !== undefined) {
    await moveOutbound(ports, id, ['queued'], { status: 'failed', code: forbidden });
    return { kind: 'done' };
  }
  if ((await moveOutbound(ports, id, ['queued'], { status: 'placing' })) === undefined) return { kind: 'done' };
  const outcome = await ports.control.place(
    {
      tenantId: ports.tenantId,
      target: call.to,
      origin: originOfOutbound(id),
      ...(line.account === undefined ? {} : { from: line.account }),
    },
    ports.clock.now() + ports.limits.requestMs,
  );
  switch (outcome.kind) {
    case 'placed':
      await makePlaced(ports, call, flow, outcome);
      return { kind: 'done' };
    case 'busy':
      await moveOutbound(ports, id, ['placing'], { status: 'queued' });
      return again(ports, id, ports.clock.now() + outcome.retryAfterMs);
    case 'refused':
      await moveOutbound(ports, id, ['placing'], { status: 'failed', code: outcome.code });
      return { kind: 'done' };
    case 'unclear':
      return again(ports, id, ports.clock.now() + unansweredMs); // If it rings, it tells of itself.
  }
}

/** Resting does not use up the job's tries: it is another job. */
async function again(ports: PlacingPorts, outboundId: string, notBefore: number): Promise<JobOutcome> {
  await ports.queue.add({ kind: 'placeOutbound', outboundId }, notBefore);
  return { kind: 'done' };
}

/** Somebody tells of a call that nobody knows, and its address says that it was asked for. False: nobody waits for it any more. */
export async function adoptOutbound(
  ports: PlacingPorts,
  placed: PlacedCall & { readonly origin: PlacementOrigin },
): Promise<boolean> {
  const id = /^outbound\.([0-9a-z-]{1,64})$/.exec(placed.origin)?.[1];
  const known = id === undefined ? undefined : await loadOutbound(ports, id);
  const flow = known === undefined ? undefined : await ports.currentFlow(known.flow);
  if (known === undefined || flow === undefined || (known.status !== 'placing' && known.status !== 'placed')) return false;
  await makePlaced(ports, known, flow, placed);
  return true;
}

interface PlacedCall {
  readonly callId: CallId;
  readonly callChainId?: string;
}

/** Create-if-absent, like every call's document; the version that it begins with is the one that serves now (I6). */
async function makePlaced(ports: PlacingPorts, outbound: OutboundCall, flow: CompiledFlow, placed: PlacedCall): Promise<void> {
  const account = ports.lineNamed(outbound.line)?.account;
  const caller: Party =
    account === undefined ? { kind: 'application', id: ports.appId } : { kind: 'applicationInstance', id: account };
  const call = beginPlaced(
    flow,
    {
      callId: placed.callId,
      tenantId: ports.tenantId,
      ...(placed.callChainId === undefined ? {} : { callChainId: placed.callChainId }),
      line: outbound.line,
      caller,
      called: partyOf(outbound.to),
      multiparty: isGathering(outbound.to),
      ...meetingBehind(outbound.to),
      outbound: outbound.id,
      vars: outbound.vars,
      ...(outbound.language === undefined ? {} : { language: outbound.language }),
      ringMs: outbound.ringMs,
    },
    ports.clock.now(),
  );
  await ports.calls.create({ call, outbox: [], inbox: [], wakeAt: call.wakeAt });
  await moveOutbound(ports, outbound.id, ['placing', 'failed'], { status: 'placed', callId: placed.callId });
}

const originOfOutbound = (id: string): PlacementOrigin => `outbound.${id}`;

/** A voicemail is a mailbox of a user. Of several people, and of those in a meeting, the roster tells. */
function partyOf(target: CallTarget): Party {
  if (isGathering(target)) return { kind: 'unknown' };
  return target.kind === 'voicemail' ? { kind: 'user', id: target.id } : target;
}
