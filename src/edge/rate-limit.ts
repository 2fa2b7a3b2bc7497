import type { Clock } from '../ports/clock.ts';

/**
 * Lets so many through a second, with a burst of as many. One for each instance: it protects the bot and Microsoft's limits
 * from a program in a loop, and is no quota.
 */
export class RateLimit {
  readonly #perSecond: number;
  readonly #clock: Pick<Clock, 'now'>;
  #left: number;
  #at: number;

  constructor(perSecond: number, clock: Pick<Clock, 'now'>) {
    this.#perSecond = perSecond;
    this.#clock = clock;
    this.#left = perSecond;
    this.#at = clock.now();
  }

  /** Undefined: it may pass. Otherwise the seconds after which it may come again. */
  refuses(): number | undefined {
    const now = this.#clock.now();
    this.#left = Math.min(this.#perSecond, this.#left + (Math.max(0, now - this.#at) / 1_000) * this.#perSecond);
    this.#at = now;
    if (this.#left < 1) return Math.max(1, Math.ceil((1 - this.#left) / this.#perSecond));
    this.#left -= 1;
    return undefined;
  }
}
