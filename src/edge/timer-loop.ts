import { setTimeout as sleep } from 'node:timers/promises';
import { readSchedule } from './schedule.ts';

export interface TimerLoop {
  /** No new run begins; resolves when the present one is over. */
  stop(): Promise<void>;
}

export interface TimerLoopOptions {
  /** NCRONTAB, as in the trigger. */
  readonly schedule: string;
  readonly run: () => Promise<void>;
  /** A run threw. The loop goes on. */
  readonly failed: (error: unknown) => void;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** Rejects when the signal is aborted. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Node's timers cannot count further than 24.8 days. */
const longestWaitMs = 86_400_000;

/** Runs at every time of the schedule that finds the run before it finished: a timer never overlaps with itself. */
export function startTimerLoop({ schedule, run, failed, now = Date.now, wait = waitFor }: TimerLoopOptions): TimerLoop {
  const times = readSchedule(schedule);
  const stopping = new AbortController();
  const finished = loop();
  return {
    async stop() {
      stopping.abort();
      await finished;
    },
  };

  async function loop(): Promise<void> {
    for (let due = times.nextAfter(now()); due !== undefined; due = times.nextAfter(now())) {
      try {
        await wait(Math.min(due - now(), longestWaitMs), stopping.signal);
      } catch {
        return; // Only an abort ends the wait early.
      }
      if (stopping.signal.aborted) return;
      if (now() < due) continue; // A long way to go, or a timer that rang a moment early.
      await run().catch(failed);
    }
  }
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.max(0, ms), undefined, { signal });
}
