import { limits } from '../core/call/call.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import { Fault } from '../core/call/fault.ts';
import { bytesOf } from '../core/call/size.ts';
import type { CompiledFlow } from '../core/flow/compiled-flow.ts';
import { play } from '../core/flow/play/play.ts';
import type { CallDocument } from '../ports/call-store.ts';

/**
 * The events that a document has not heard of: those that would change something, played after what waits in its inbox.
 * What makes two events the same one is the core's to say (ADR 1), so it is asked.
 *
 * Throws `OVERTAKEN`, retryable, when they are more than an inbox holds besides what waits there: the performer empties it in a
 * moment, and until then nothing was accepted (I4). What finds an empty inbox always goes in.
 */
export function newsIn(
  flow: CompiledFlow,
  { call, inbox }: CallDocument,
  events: readonly CallEvent[],
  now: number,
): readonly CallEvent[] {
  let known = play(flow, call, inbox, now).call;
  const news = events.filter((event) => {
    const turn = play(flow, known, [event], now);
    known = turn.call;
    return turn.changed;
  });
  if (inbox.length > 0 && sizeOf([...inbox, ...news]) > limits.inboxBytes)
    throw new Fault('OVERTAKEN', 'More waits for a call than its document holds.', { retryable: true });
  return news;
}

function sizeOf(events: readonly CallEvent[]): number {
  return events.reduce((sum, { kind: _, callId: __, ...said }) => sum + bytesOf(said), 0);
}
