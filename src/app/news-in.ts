import type { CallEvent } from '../core/call/call-event.ts';
import type { CompiledFlow } from '../core/flow/compiled-flow.ts';
import { play } from '../core/flow/play/play.ts';
import type { CallDocument } from '../ports/call-store.ts';

/**
 * The events that a document has not heard of: those that would change something, played after what waits in its inbox.
 * What makes two events the same one is the core's to say (ADR 1), so it is asked.
 */
export function newsIn(
  flow: CompiledFlow,
  { call, inbox }: CallDocument,
  events: readonly CallEvent[],
  now: number,
): readonly CallEvent[] {
  let known = play(flow, call, inbox, now).call;
  return events.filter((event) => {
    const turn = play(flow, known, [event], now);
    known = turn.call;
    return turn.changed;
  });
}
