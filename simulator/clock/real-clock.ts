import type { CancelTimer, SimClock } from './sim-clock.ts';

/** `setTimeout` takes no more than this. Longer waits are taken in pieces. */
const longestTimeoutMs = 2_147_483_647;

/** The wall clock. Its timers do not keep the process alive: the simulator's server does that for as long as it is wanted. */
export class RealClock implements SimClock {
  now(): number {
    return Date.now();
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  schedule(atMs: number, run: () => void): CancelTimer {
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const leftMs = Math.max(0, atMs - Date.now());
      timer = setTimeout(leftMs > longestTimeoutMs ? wait : run, Math.min(leftMs, longestTimeoutMs));
      timer.unref();
    };
    wait();
    return () => clearTimeout(timer);
  }

  track<Result>(_name: string, work: () => Promise<Result>): Promise<Result> {
    return work(); // Real time waits for nobody.
  }
}
