import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { QueueConsumer } from '../ports/work-queue.ts';

export interface WatchSetAsideOptions {
  readonly queue: Pick<QueueConsumer, 'counts'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** How often the queue is asked at the most. Default five minutes. */
  readonly everyMs?: number;
}

/**
 * Tells the operator, again and again, that jobs were set aside: each may be a message that somebody left and nobody has
 * heard. They stay in the queue until a person removes them. Call the watch as often as you like.
 */
export function watchSetAside(options: WatchSetAsideOptions): () => Promise<void> {
  const { queue, clock, log, everyMs = 5 * 60_000 } = options;
  let askedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (clock.now() - askedAt < everyMs) return;
    askedAt = clock.now();
    try {
      const { waiting, poisoned } = await queue.counts();
      if (poisoned > 0) log.error('queue.setAside', { poisoned, waiting });
    } catch {
      log.warn('queue.unavailable', { code: 'STORE_UNAVAILABLE' }); // Counting is the only thing that a store may fail at here.
    }
  };
}
