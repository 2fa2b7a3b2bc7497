import { unavailable } from './answer.ts';

/** One operation of a store, all its attempts together. Well inside a turn's budget, which may need several. */
export const operationMs = 1_500;
/** A request that gets less than this is not worth starting. */
const shortestAttemptMs = 50;
const firstWaitMs = 15;

/**
 * What one operation may still spend on trying again.
 *
 * 1. Whoever asked has an answer or a fault when `operationMs` have passed, whatever the service does.
 * 2. After that no further request is started.
 */
export class Patience {
  readonly doing: string;
  readonly #until = performance.now() + operationMs;
  #waits = 0;

  constructor(doing: string) {
    this.doing = doing;
  }

  /** Rests before another attempt. Throws the fault when there is no time for one. */
  async again(failure: { readonly why: string; readonly retryAfterMs?: number }): Promise<void> {
    const backoff = firstWaitMs * 2 ** Math.min(this.#waits, 5);
    const waitMs = failure.retryAfterMs ?? backoff * (0.5 + Math.random());
    this.#waits += 1;
    this.#expectTimeFor(waitMs, failure);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    this.#expectTimeFor(0, failure); // On a busy machine a rest takes longer than it should.
  }

  #expectTimeFor(waitMs: number, { why, retryAfterMs }: { readonly why: string; readonly retryAfterMs?: number }): void {
    if (performance.now() + waitMs + shortestAttemptMs > this.#until) throw unavailable(this.doing, why, retryAfterMs);
  }
}

/** Runs one operation under invariant 1. */
export async function patiently<Result>(doing: string, work: (patience: Patience) => Promise<Result>): Promise<Result> {
  const patience = new Patience(doing);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable(doing, 'timeout')), operationMs);
  });
  try {
    return await Promise.race([work(patience), late]);
  } finally {
    clearTimeout(timer);
  }
}
