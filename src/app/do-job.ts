import { unreachable } from '../core/call/unreachable.ts';
import type { CallHistory } from '../ports/call-history.ts';
import type { Job, JobOutcome, StoreRecording } from '../ports/work-queue.ts';

export interface JobDoers {
  readonly storeRecording: (job: StoreRecording) => Promise<JobOutcome>;
  readonly history: CallHistory;
}

/** Does one job, whatever its kind. Throws what its doer throws: a reason to try again. */
export function doJob({ storeRecording, history }: JobDoers): (job: Job) => Promise<JobOutcome> {
  return async (job) => {
    switch (job.kind) {
      case 'storeRecording':
        return storeRecording(job);
      case 'recordHistory':
        await history.append(job.record);
        return { kind: 'done' };
      default:
        return unreachable(job);
    }
  };
}
