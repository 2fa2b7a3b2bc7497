import type { Clock } from '../ports/clock.ts';
import type { Log, LogFields } from '../ports/log.ts';
import type { ClaimedJob, Job, JobOutcome, QueueConsumer } from '../ports/work-queue.ts';

export interface WorkOffOptions {
  readonly queue: QueueConsumer;
  readonly perform: (job: Job) => Promise<JobOutcome>;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a claimed job stays hidden; longer than `perform` takes. Default one minute. */
  readonly visibilityMs?: number;
  /** No job is begun after this long. Default 20 seconds. */
  readonly forMs?: number;
}

/** Jobs that one run takes at the most. */
const mostJobs = 500;

/** Does the jobs of a queue one by one until none is due or the time is up. A queue that cannot be reached is left for the next run. */
export async function workOff(options: WorkOffOptions): Promise<void> {
  const { queue, clock, log, visibilityMs = 60_000, forMs = 20_000 } = options;
  const stopAt = clock.now() + forMs;
  try {
    for (let done = 0; done < mostJobs && clock.now() < stopAt; done += 1) {
      const claimed = await queue.claim(clock.now(), visibilityMs);
      if (claimed === undefined) return;
      await doOne(options, claimed);
    }
  } catch (error) {
    log.warn('queue.unavailable', { code: codeOf(error) });
  }
}

/** How long a job rests after its nth try: 2 s, doubled each time, at most five minutes. Recordings do not wait for long. */
export function backoffMs(tries: number): number {
  return Math.min(300_000, 2_000 * 2 ** (Math.min(tries, 20) - 1));
}

async function doOne({ queue, perform, clock, log }: WorkOffOptions, claimed: ClaimedJob): Promise<void> {
  const { job, tries } = claimed;
  const fields = { ...namesOf(job), tries };
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

/** What became of the job this time; a fault is a reason to try again. */
export async function outcomeOf(perform: WorkOffOptions['perform'], job: Job): Promise<JobOutcome> {
  try {
    return await perform(job);
  } catch (error) {
    return { kind: 'retry', why: codeOf(error) };
  }
}

/** A job in the log: kind and ids. */
export function namesOf(job: Job): LogFields {
  if (job.kind === 'placeOutbound') return { job: job.kind, outboundId: job.outboundId };
  const names = { job: job.kind, callId: job.callId };
  return job.kind === 'storeRecording' ? { ...names, recordingId: job.recordingId } : names;
}

/** A fault's code; messages of foreign errors may hold anything. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unexpected';
}
