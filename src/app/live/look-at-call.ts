import { type CallId, clientContext } from '../../core/call/ids.ts';
import type { ListedParticipant, RoomCommand } from '../../core/call/room-command.ts';
import { mayHaveSeveral } from '../../core/call/roster.ts';
import type { PeopleSeen, StateSeen } from '../../ports/live-calls.ts';
import type { TurnPorts } from '../turn-ports.ts';
import { liveDocument } from './live-calls.ts';

/** When to ask again after Graph gave no answer. */
const againMs = 1_000;

/**
 * Asks Graph who is in a call. It changes nothing, so it is no turn and needs no lease (I2 is about commands), and what Graph
 * says of people is kept nowhere.
 */
export async function seePeople(ports: TurnPorts, callId: CallId, participant?: string): Promise<PeopleSeen> {
  const call = (await liveDocument(ports, callId))?.call;
  if (call === undefined) return { kind: 'noCall' };
  if (!mayHaveSeveral(call)) return { kind: 'refused', code: 'onlyTogether' };
  const context = clientContext(call.epoch, 0);
  const question: RoomCommand =
    participant === undefined ? { kind: 'listParticipants', context } : { kind: 'getParticipant', context, participant };
  const outcome = await ports.control.perform(call, { ...question, number: 0 }, ports.clock.now() + ports.limits.requestMs);
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'seen', people: peopleIn(outcome.answer?.kind === 'operation' ? outcome.answer.value : undefined) };
    case 'callGone':
      return { kind: 'noCall' };
    case 'refused':
      return outcome;
    case 'busy':
      return { kind: 'noAnswer', retryAfterMs: outcome.retryAfterMs };
    case 'unclear':
      return { kind: 'noAnswer', retryAfterMs: againMs };
  }
}

/** Asks Graph what a call is. */
export async function seeState(ports: TurnPorts, callId: CallId): Promise<StateSeen> {
  const call = (await liveDocument(ports, callId))?.call;
  if (call === undefined) return { kind: 'noCall' };
  const seen = await ports.control.observe(call, ports.clock.now() + ports.limits.requestMs);
  switch (seen.kind) {
    case 'alive':
    case 'gone':
    case 'refused':
      return seen;
    case 'withSafeFlow':
      return { kind: 'gone' };
    case 'unclear':
      return { kind: 'noAnswer', retryAfterMs: againMs };
  }
}

/** The adapter's own words, one or many. */
function peopleIn(value: unknown): readonly ListedParticipant[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]) as readonly ListedParticipant[];
}
