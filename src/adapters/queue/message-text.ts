import { Fault } from '../../core/call/fault.ts';
import { readJob } from '../../ports/read-job.ts';
import type { Job } from '../../ports/work-queue.ts';

/** What a message of a storage queue may hold, in its base64 spelling. */
const mostBytes = 64 * 1024;

/**
 * A job as the text of a message: JSON in base64, which is what the Functions host expects (`messageEncoding` of
 * host.json). Throws `Fault('RECORD_TOO_LARGE')`, without a word of the job.
 */
export function messageTextOf(job: Job): string {
  const text = Buffer.from(JSON.stringify(job)).toString('base64');
  if (text.length > mostBytes) throw new Fault('RECORD_TOO_LARGE', 'A job is too large for a message of the storage queue.');
  return text;
}

/** The job in a message, or undefined when it holds none. */
export function jobIn(text: string): Job | undefined {
  try {
    return readJob(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  } catch {
    return undefined;
  }
}
