import { Fault } from '../core/call/fault.ts';
import type { TurnPorts } from './turn-ports.ts';

/** The first rest after a store that did not answer; each further one is twice as long. */
const firstRestMs = 50;

/**
 * A store that is throttled, fails over or loses an answer is itself again in a moment. Whoever asks it again must first
 * look what is there: a write of which nobody knows may have been made.
 */
export class StorePatience {
  readonly #clock: TurnPorts['clock'];
  readonly #until: number;
  #restMs = firstRestMs;

  /** `until`: epoch milliseconds; no rest ends later. */
  constructor(clock: TurnPorts['clock'], until: number) {
    this.#clock = clock;
    this.#until = until;
  }

  /** What the store answered. `unknown`: nothing, and a moment has passed. Throws its fault when patience is at an end. */
  async ask<Answer>(question: () => Promise<Answer>): Promise<Answer | 'unknown'> {
    try {
      return await question();
    } catch (fault) {
      if (!(fault instanceof Fault) || !fault.retryable || !(await this.rest())) throw fault;
      return 'unknown';
    }
  }

  /** Lets a moment pass; false when there is no time left for it. */
  async rest(): Promise<boolean> {
    if (this.#clock.now() + this.#restMs > this.#until) return false;
    await this.#clock.sleep(this.#restMs);
    this.#restMs *= 2;
    return true;
  }
}
