import type { ControlWish } from '../../core/call/call-event.ts';
import type { CallId } from '../../core/call/ids.ts';
import type { ControlOutcome, LiveCall } from '../../ports/live-calls.ts';
import { takeTurns } from '../take-turns.ts';
import type { TurnPorts } from '../turn-ports.ts';

/** Far beyond every `wakeAt`: every live call has one (I5), so this finds all of them. */
const always = Number.MAX_SAFE_INTEGER;

/** The calls that are going on, at most `limit`; those that are looked at soonest first. */
export async function listLiveCalls(ports: TurnPorts, limit: number): Promise<readonly LiveCall[]> {
  const ids = await ports.calls.due(always, limit);
  const found = await Promise.all(ids.map((id) => loadLiveCall(ports, id)));
  return found.filter((call) => call !== undefined);
}

/** Undefined when it is over, or never was. */
export async function loadLiveCall(ports: TurnPorts, id: CallId): Promise<LiveCall | undefined> {
  const stored = await ports.calls.load(id);
  if (stored.kind === 'missing' || stored.document.call.end !== undefined) return undefined;
  const { call } = stored.document;
  const other = call.direction === 'outgoing' ? call.called : call.caller;
  return {
    callId: call.id,
    line: call.line,
    flow: call.flow.name,
    version: call.flow.version,
    direction: call.direction ?? 'incoming',
    state: call.state,
    startedAt: call.startedAt,
    ...(call.answeredAt === undefined ? {} : { answeredAt: call.answeredAt }),
    step: call.path.at(-1) ?? call.at.step,
    path: call.path,
    with: other.kind,
  };
}

/** Brings somebody's wish to a call, as an event like any other. The same id twice is one wish. */
export async function controlCall(ports: TurnPorts, callId: CallId, id: string, wish: ControlWish): Promise<ControlOutcome> {
  const before = await ports.calls.load(callId);
  if (before.kind === 'missing' || before.document.call.end !== undefined) return { kind: 'noCall' };
  if (wish.kind !== 'hangUp' && (before.document.call.audio !== 'active' || before.document.call.asked === 'transfer'))
    return { kind: 'notNow' };
  const { kind } = await takeTurns(ports, callId, [{ kind: 'controlled', callId, id, wish }]);
  if (kind === 'unknownCall') return { kind: 'noCall' };
  return kind === 'settled' ? { kind: 'taken' } : { kind: 'notNow' };
}
