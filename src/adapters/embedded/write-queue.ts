import type { DatabaseSync } from 'node:sqlite';
import { isBusy, storeFault } from './store-fault.ts';

/** How long a write waits for other processes before nobody can say any more when it would come through. */
const patienceMs = 2_000;
/** Rests are short and drawn by chance, so that of two busy processes neither always comes too late. */
const longestRestMs = 8;
/** Writes of one transaction: enough to share the wait for the disk, few enough to be over in some milliseconds. */
const mostAtOnce = 64;

interface Waiting {
  readonly doing: string;
  readonly since: number;
  readonly work: () => unknown;
  readonly done: (result: unknown) => void;
  readonly failed: (fault: unknown) => void;
}

/**
 * All writes of this process, one after the other in the order in which they were asked for.
 *
 * 1. A write is answered after its transaction is on the disk, never before (I4).
 * 2. Writes that wait together share one transaction, and with it one wait for the disk; each keeps its own result.
 * 3. While another process holds the lock this one goes on serving: SQLite's own waiting would put it to sleep.
 */
export class WriteQueue {
  readonly #database: DatabaseSync;
  #waiting: Waiting[] = [];
  #pumping = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Runs one piece of work that writes. Its fault says what was being done and nothing of the document. */
  run<Result>(doing: string, work: () => Result): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      // The queue hands each piece of work its own result back.
      this.#waiting.push({ doing, since: performance.now(), work, done: resolve as (result: unknown) => void, failed: reject });
      if (this.#pumping) return;
      this.#pumping = true;
      setImmediate(() => void this.#pump());
    });
  }

  async #pump(): Promise<void> {
    while (this.#waiting.length > 0) {
      const begun = this.#begin();
      if (begun === 'busy') await new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * longestRestMs));
      else if (begun === 'begun') this.#writeTogether(this.#waiting.splice(0, mostAtOnce));
    }
    this.#pumping = false;
  }

  /** `failed`: whoever could not be served any longer has been told. */
  #begin(): 'begun' | 'busy' | 'failed' {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      return 'begun';
    } catch (error) {
      const longest = performance.now() - patienceMs;
      const gone = isBusy(error) ? this.#waiting.filter(({ since }) => since < longest) : this.#waiting;
      this.#waiting = this.#waiting.filter((one) => !gone.includes(one));
      for (const { doing, failed } of gone) failed(storeFault(doing, error));
      return isBusy(error) ? 'busy' : 'failed';
    }
  }

  #writeTogether(batch: readonly Waiting[]): void {
    const answers = batch.map(({ doing, work, done, failed }) => {
      try {
        const result = work();
        return () => done(result);
      } catch (error) {
        return () => failed(storeFault(doing, error)); // SQLite has undone this statement alone.
      }
    });
    try {
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec('ROLLBACK');
      for (const { doing, failed } of batch) failed(storeFault(doing, error));
      return;
    }
    for (const answer of answers) answer();
  }
}
