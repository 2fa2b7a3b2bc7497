import { Fault } from '../core/call/fault.ts';
import type { Log } from '../ports/log.ts';
import { readJob } from '../ports/read-job.ts';
import type { Job, JobOutcome } from '../ports/work-queue.ts';
import { namesOf, outcomeOf } from './work-off.ts';

export interface DoMessageOptions {
  readonly perform: (job: Job) => Promise<JobOutcome>;
  readonly log: Log;
  /** The queue sets a message aside when it has failed this often. */
  readonly maxTries: number;
}

/**
 * Does the job in a message that a queue's host hands over. Returns when the job is over, done or gone for good. Throws
 * `Fault('JOB_UNDONE')` when it is not, which is how the host learns that it must try again; neither the fault nor a line
 * of the log holds anything of the message but the ids of call and recording (I8).
 *
 * @param message As the host parsed it: perhaps a number, perhaps rubbish.
 * @param tries How often the message has been handed over, this time included; not a number when the host did not say.
 */
export async function doMessage({ perform, log, maxTries }: DoMessageOptions, message: unknown, tries: number): Promise<void> {
  const job = readJob(message);
  const counted = Number.isFinite(tries) ? { tries } : {};
  const fields = job === undefined ? counted : { ...namesOf(job), ...counted };
  const outcome: JobOutcome = job === undefined ? { kind: 'retry', why: 'unreadable' } : await outcomeOf(perform, job);
  switch (outcome.kind) {
    case 'done':
      log.info('job.done', fields);
      return;
    case 'gone':
      log.warn('job.gone', { ...fields, why: outcome.why });
      return;
    case 'retry':
      // The host moves it after this very throw; nothing of ours runs when it does.
      if (tries >= maxTries) log.error('job.poisoned', { ...fields, why: outcome.why });
      else log.warn('job.retry', { ...fields, why: outcome.why });
      throw new Fault('JOB_UNDONE', `A job of the work queue was not done (${outcome.why}).`, { retryable: job !== undefined });
  }
}
