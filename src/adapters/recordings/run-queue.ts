import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { ClaimedJob, Job, JobOutcome, QueueConsumer } from '../../ports/work-queue.ts';

export interface RunQueueOptions {
  readonly queue: QueueConsumer;
  readonly perform: (job: Job) => Promise<JobOutcome>;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends the worker: the job in hand is finished first, and no other is begun. */
  readonly signal: AbortSignal;
  /** How long a claimed job stays hidden; longer than `perform` takes. Default one minute. */
  readonly visibilityMs?: number;
  /** How long to rest when there is nothing to do. Default one second. */
  readonly idleMs?: number;
}

/**
 * Does the jobs of a queue one by one until it is told to stop. Resolves then, and never rejects: a queue that cannot
 * be reached is asked again later, because nobody would start this worker a second time.
 */
export async function runQueue(options: RunQueueOptions): Promise<void> {
  const { queue, clock, log, signal, visibilityMs = 60_000, idleMs = 1_000 } = options;
  let troubles = 0;
  while (!signal.aborted) {
    try {
      const claimed = await queue.claim(clock.now(), visibilityMs);
      if (claimed === undefined) await rest(clock, idleMs, signal);
      else await doOne(options, claimed);
      troubles = 0;
    } catch (error) {
      troubles++;
      log.warn('queue.unavailable', { code: codeOf(error) });
      await rest(clock, backoffMs(troubles), signal);
    }
  }
}

/** How long a job rests after its nth try: 2 s, doubled each time, at most five minutes. Recordings do not wait for long. */
export function backoffMs(tries: number): number {
  return Math.min(300_000, 2_000 * 2 ** (Math.min(tries, 20) - 1));
}

async function doOne({ queue, perform, clock, log }: RunQueueOptions, claimed: ClaimedJob): Promise<void> {
  const { job, tries } = claimed;
  const fields = { job: job.kind, callId: job.callId, recordingId: job.recordingId, tries };
  const outcome = await outcomeOf(perform, job);
  switch (outcome.kind) {
    case 'done':
      await queue.complete(claimed);
      log.info('job.done', fields);
      return;
    case 'gone':
      await queue.complete(claimed);
      log.warn('job.gone', { ...fields, why: outcome.why });
      return;
    case 'retry': {
      const afterMs = Math.max(backoffMs(tries), outcome.retryAfterMs ?? 0);
      const back = await queue.retry(claimed, clock.now() + afterMs);
      if (back === 'poisoned') log.error('job.poisoned', { ...fields, why: outcome.why });
      else log.warn('job.retry', { ...fields, why: outcome.why, afterMs });
      return;
    }
  }
}

async function outcomeOf(perform: RunQueueOptions['perform'], job: Job): Promise<JobOutcome> {
  try {
    return await perform(job);
  } catch (error) {
    return { kind: 'retry', why: codeOf(error) };
  }
}

/** Ends early when the worker is told to stop. */
async function rest(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => {
    stop = () => resolve();
  });
  signal.addEventListener('abort', stop, { once: true });
  await Promise.race([clock.sleep(ms), stopped]);
  signal.removeEventListener('abort', stop); // A worker rests often; its signal must not collect listeners.
}

/** A fault's code; messages of foreign errors may hold anything. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unexpected';
}
