/**
 * Time that passes only when nothing is left to do.
 *
 * V1 The clock moves to the next timer only when every tracked work has ended or waits in `sleep` or `waitFor`.
 * V2 Timers of the same moment run in the order in which they were scheduled.
 * V3 Work is awaited, never guessed: crypto threads and sockets inside tracked work hold the clock for as long as they take.
 * V4 Work that never ends is named after `stuckAfterRealMs` of real time, instead of hanging the test.
 *
 * Work that awaits real work and a `sleep` at once (a race) counts as waiting: put time-outs on `schedule`.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CancelTimer, SimClock } from './sim-clock.ts';

export interface VirtualClockOptions {
  /** Epoch milliseconds. Default 2026-01-05 09:00 UTC, a Monday in office hours. */
  readonly startAt?: number;
  /** Real milliseconds. Default 15 seconds. */
  readonly stuckAfterRealMs?: number;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

interface Work {
  readonly name: string;
  readonly parent: Work | undefined;
  /** Sleeps and tracked works inside it. While there are any, the work itself waits. */
  waitsFor: number;
}

/** The work that is running. One storage for all clocks: before Node 24 each storage costs every promise of the process. */
const current = new AsyncLocalStorage<Work | undefined>();

/** More timers than this in one run is a loop, not a call. */
const timerBudget = 2_000_000;
const endless = 'The virtual clock ran too many timers: something schedules itself without end.';

export class VirtualClock implements SimClock {
  #now: number;
  #order = 0;
  /** Sorted by time, then by order. */
  readonly #timers: Timer[] = [];
  readonly #works = new Set<Work>();
  readonly #stuckAfterRealMs: number;
  #stepping: Promise<boolean> | undefined;
  readonly #waiters = new Set<() => void>();

  constructor(options: VirtualClockOptions = {}) {
    this.#now = options.startAt ?? Date.UTC(2026, 0, 5, 9);
    this.#stuckAfterRealMs = options.stuckAfterRealMs ?? 15_000;
  }

  now(): number {
    return this.#now;
  }

  schedule(atMs: number, run: () => void): CancelTimer {
    const timer: Timer = { at: Math.max(atMs, this.#now), order: this.#order++, run };
    this.#timers.splice(this.#placeFor(timer), 0, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  sleep(ms: number): Promise<void> {
    const work = current.getStore();
    if (work) work.waitsFor += 1;
    this.#noticeIdle();
    return new Promise((resolve) => {
      this.schedule(this.#now + ms, () => {
        if (work) work.waitsFor -= 1;
        resolve();
      });
    });
  }

  /** Waits for somebody whom the clock need not wait for: work that is tracked elsewhere, or that may never end. */
  async waitFor<Result>(promise: Promise<Result>): Promise<Result> {
    const work = current.getStore();
    if (work) work.waitsFor += 1;
    this.#noticeIdle();
    try {
      return await promise;
    } finally {
      if (work) work.waitsFor -= 1;
    }
  }

  async track<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const parent = current.getStore();
    const mine: Work = { name, parent, waitsFor: 0 };
    this.#works.add(mine);
    if (parent) parent.waitsFor += 1;
    try {
      return await current.run(mine, work);
    } finally {
      this.#works.delete(mine);
      if (parent) parent.waitsFor -= 1;
      this.#noticeIdle();
    }
  }

  /** Lets `ms` pass, with everything that happens in it. `advance(0)` does what is due now. */
  async advance(ms: number): Promise<void> {
    await this.runUntil(() => false, ms);
  }

  /** Until no work and no timer is left, long ones included. */
  async runUntilQuiet(): Promise<void> {
    for (let run = 0; run < timerBudget; run += 1) if (!(await this.#stepOnce())) return;
    throw new Error(endless);
  }

  /** Until `isSo()`. False when it still is not after `limitMs` on this clock. */
  async runUntil(isSo: () => boolean, limitMs: number): Promise<boolean> {
    let limitReached = false;
    // A timer, so that somebody else who waits on this clock cannot carry it past our limit unseen.
    const cancel = this.schedule(this.#now + limitMs, () => {
      limitReached = true;
    });
    try {
      for (let run = 0; run < timerBudget; run += 1) {
        await this.settle();
        if (isSo()) return true;
        if (limitReached) return false;
        await this.#stepOnce();
      }
    } finally {
      cancel();
    }
    throw new Error(endless);
  }

  /** Until all tracked work has ended or sleeps. Time stands still. */
  async settle(): Promise<void> {
    for (let quietTurns = 0; quietTurns < 2; ) {
      if (this.#isBusy()) {
        quietTurns = 0;
        await this.#becomesIdle();
      } else {
        quietTurns += 1;
      }
      // One turn of the loop lets whoever awaited the finished work go on and start the next.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Several callers may wait on one clock; they share each step. False when no timer was left. */
  #stepOnce(): Promise<boolean> {
    this.#stepping ??= this.#step().finally(() => {
      this.#stepping = undefined;
    });
    return this.#stepping;
  }

  async #step(): Promise<boolean> {
    await this.settle();
    const next = this.#timers.shift();
    if (!next) return false;
    this.#now = next.at;
    current.run(undefined, next.run); // A timer belongs to nobody's work.
    return true;
  }

  #isBusy(): boolean {
    for (const work of this.#works) if (work.waitsFor === 0) return true;
    return false;
  }

  #becomesIdle(): Promise<void> {
    return new Promise((resolve, reject) => {
      const complaint = setTimeout(() => {
        this.#waiters.delete(wake);
        const names = [...this.#works].filter((work) => work.waitsFor === 0).map((work) => work.name);
        reject(new Error(`Still not done after ${this.#stuckAfterRealMs} ms of real time: ${names.join(', ')}.`));
      }, this.#stuckAfterRealMs);
      const wake = (): void => {
        clearTimeout(complaint);
        this.#waiters.delete(wake);
        resolve();
      };
      this.#waiters.add(wake);
    });
  }

  #noticeIdle(): void {
    if (this.#isBusy()) return;
    for (const wake of [...this.#waiters]) wake();
  }

  #placeFor(timer: Timer): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#timers[middle];
      if (other && other.at <= timer.at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
