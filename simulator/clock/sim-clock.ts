import type { Clock } from '../../src/ports/clock.ts';

/**
 * The simulator's time: real beside a browser, virtual in tests and in the terminal. Whatever the simulator does later
 * goes through `schedule`; whatever must be finished before time may move on goes through `track`.
 */
export interface SimClock extends Clock {
  /** Runs `run` once when the clock reaches `atMs` (epoch milliseconds); a time in the past means as soon as possible. */
  schedule(atMs: number, run: () => void): CancelTimer;
  /**
   * Starts a piece of work that virtual time waits for: a request being answered, a notification being handled, a
   * prompt being fetched. `name` appears in the complaint when it never ends.
   */
  track<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

/** Forgets the timer. Harmless when it has run. */
export type CancelTimer = () => void;

/** Runs `run` after `delayMs` on this clock. */
export function after(clock: SimClock, delayMs: number, run: () => void): CancelTimer {
  return clock.schedule(clock.now() + delayMs, run);
}

/** `work`'s result, or `onTimeout` when the clock gets there first. The work itself goes on; its failure is then nobody's. */
export async function within<Result, Late>(
  clock: SimClock,
  timeoutMs: number,
  work: Promise<Result>,
  onTimeout: Late,
): Promise<Result | Late> {
  let cancel: CancelTimer = () => {};
  const late = new Promise<Late>((resolve) => {
    cancel = after(clock, timeoutMs, () => resolve(onTimeout));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
}
