import { Fault } from '../core/call/fault.ts';

/**
 * Runs one request to the storage account and gives up at the deadline, whatever the library is waiting for: a token, a
 * connection, or the rest of an answer. Whatever goes wrong becomes a fault that says what was being done.
 */
export async function guarded<Result>(
  doing: string,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const giveUp = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Fault('STORE_UNAVAILABLE', `The storage account could not ${doing} in time.`, { retryable: true }));
      giveUp.abort();
    }, timeoutMs);
  });
  try {
    const working = work(giveUp.signal);
    working.catch(() => {}); // It may still fail after the deadline has answered for it.
    return await Promise.race([working, late]);
  } catch (error) {
    throw storageFault(doing, error);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What the library threw, as a fault. The message holds the service's own code word and nothing else (I8): the library's
 * errors carry the whole request, in it the token of a recording.
 */
export function storageFault(doing: string, error: unknown): Fault {
  if (error instanceof Fault && error.code === 'TOKEN_UNAVAILABLE') {
    const message = `The storage account could not ${doing} (TOKEN_UNAVAILABLE).`;
    return new Fault('STORE_UNAVAILABLE', message, { retryable: error.retryable });
  }
  if (error instanceof Fault) return error;
  const { status, code } = answerIn(error);
  // Refused by the service: wrong rights or a missing container stay so until somebody mends them.
  const lasting = status !== undefined && status < 500 && status !== 408 && status !== 429;
  const word = code ?? (status === undefined ? 'unknown error' : `status ${status}`);
  return new Fault('STORE_UNAVAILABLE', `The storage account could not ${doing} (${word}).`, { retryable: !lasting });
}

/** True when the service answered with this status and, if words are given, with one of them as its code. */
export function answeredWith(error: unknown, status: number, ...codes: readonly string[]): boolean {
  const answer = answerIn(error);
  return answer.status === status && (codes.length === 0 || (answer.code !== undefined && codes.includes(answer.code)));
}

/** Looks at members instead of classes: the library is loaded late, and not by whoever reads this. */
function answerIn(error: unknown): { readonly status?: number; readonly code?: string } {
  if (typeof error !== 'object' || error === null) return {};
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? { status: error.statusCode } : {};
  const code = 'code' in error && typeof error.code === 'string' && /^\w{1,60}$/.test(error.code) ? { code: error.code } : {};
  return { ...status, ...code };
}
