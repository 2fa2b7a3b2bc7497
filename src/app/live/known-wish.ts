import { kindOfWish } from '../../core/call/wish.ts';
import type { CallDocument } from '../../ports/call-store.ts';
import type { KnownWish } from '../../ports/live-calls.ts';

/**
 * What has become of the wishes of a call, those included that its performer has not found yet. A keepAlive and a cancel of
 * media have no other end than that they were sent and not refused.
 */
export function wishesOf({ call, outbox, inbox }: CallDocument): readonly KnownWish[] {
  const isSent = (number: number): boolean => !outbox.some((command) => command.number === number);
  const taken = (call.wishes ?? []).map(({ number, notify: _, ...wish }): KnownWish => {
    const isDone = (wish.kind === 'keepAlive' || wish.kind === 'stopMedia') && wish.status === 'asked' && isSent(number);
    return isDone ? { ...wish, status: 'done' } : wish;
  });
  const waiting = inbox.flatMap((event): readonly KnownWish[] =>
    event.kind === 'controlled' ? [{ id: event.id, kind: kindOfWish(event.wish), status: 'asked' }] : [],
  );
  return [...taken, ...waiting];
}
