import { type CallId, readCallId } from '../../../src/core/call/ids.ts';
import { after, type SimClock } from '../../clock/sim-clock.ts';
import { bounds, times } from '../graph-options.ts';
import type { RecordingShelf } from '../media/recording-shelf.ts';
import type { SimCall } from './sim-call.ts';

/** All calls of the bot: by id, until some time after their end. */
export class CallBook {
  readonly #calls = new Map<string, SimCall>();
  readonly #clock: SimClock;
  readonly #recordings: RecordingShelf;

  constructor(clock: SimClock, recordings: RecordingShelf) {
    this.#clock = clock;
    this.#recordings = recordings;
  }

  /** By any spelling of its id. */
  find(id: string | undefined): SimCall | undefined {
    const key: CallId | undefined = id === undefined ? undefined : readCallId(id);
    return key === undefined ? undefined : this.#calls.get(key);
  }

  all(): Iterable<SimCall> {
    return this.#calls.values();
  }

  /** Calls are forgotten some time after their end; recordings close to the bot before that. */
  remember(call: SimCall): void {
    this.#calls.set(call.id, call);
    if (this.#calls.size > bounds.calls) {
      const oldest = [...this.#calls.values()].find(({ endedAt }) => endedAt !== undefined);
      if (oldest) this.#forget(oldest);
    }
    call.whenEnded(() => {
      after(this.#clock, times.recordingOutlivesCallMs, () => this.#recordings.close(call.id));
      after(this.#clock, times.callKeptMs, () => this.#forget(call));
    });
  }

  #forget(old: SimCall): void {
    this.#calls.delete(old.id);
    this.#recordings.forget(old.id);
  }

  clear(): void {
    for (const call of this.#calls.values()) {
      call.forgetTimers();
      call.media.fallSilent();
    }
    this.#calls.clear();
  }
}
