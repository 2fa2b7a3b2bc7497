import { Fault } from '../../core/call/fault.ts';

/** Runs one piece of database work; whatever goes wrong becomes a Fault that says what was being done. */
export function guarded<Result>(doing: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw storeFault(doing, error);
  }
}

/** How long a write waits for another process's, which takes milliseconds. */
const lockPatienceMs = 2_000;
/** Rests are short and drawn by chance, so that of two busy processes neither always comes too late. */
const longestRestMs = 8;

/**
 * The same for work that may find the lock taken. SQLite itself would wait by putting the whole process to sleep, with
 * every other call in it; this lets the others go on meanwhile. `work` has changed nothing when it found the lock taken.
 */
export async function whenUnlocked<Result>(doing: string, work: () => Result): Promise<Result> {
  const until = performance.now() + lockPatienceMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= until) throw storeFault(doing, error);
    }
    await new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * longestRestMs));
  }
}

/**
 * A database error as a Fault. The message holds SQLite's own word for the result code (https://sqlite.org/rescode.html)
 * and nothing of the document (I8): SQLite's longer message may quote what was written.
 */
export function storeFault(doing: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { code, word } = resultOf(error);
  if (code !== undefined && damaged.has(code)) {
    return new Fault(
      'STORE_CORRUPT',
      `The embedded store is damaged; could not ${doing} (${word}). Restore its file from a backup.`,
    );
  }
  const retryable = code === undefined || !lasting.has(code);
  return new Fault('STORE_UNAVAILABLE', `The embedded store could not ${doing} (${word}).`, { retryable });
}

/** SQLITE_CORRUPT, SQLITE_NOTADB. */
const damaged = new Set([11, 26]);
/** SQLITE_PERM, SQLITE_READONLY, SQLITE_MISMATCH, SQLITE_MISUSE, SQLITE_AUTH: the next attempt would end alike. */
const lasting = new Set([3, 8, 20, 21, 23]);

/** True when another connection held the lock: SQLITE_BUSY, SQLITE_LOCKED. */
export function isBusy(error: unknown): boolean {
  const { code } = resultOf(error);
  return code === 5 || code === 6;
}

/** Looks at members instead of classes, so that an error from another realm (a test's sandbox) reads the same. */
function resultOf(error: unknown): { code?: number; word: string } {
  if (typeof error !== 'object' || error === null) return { word: 'unknown error' };
  if ('errcode' in error && typeof error.errcode === 'number') {
    const code = error.errcode & 0xff; // The low byte is the primary code, the rest its variety.
    return { code, word: 'errstr' in error && typeof error.errstr === 'string' ? error.errstr : `SQLite code ${code}` };
  }
  // Node's and the system's codes are words such as ERR_INVALID_STATE (closed) or ENOENT.
  return { word: 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error' };
}
