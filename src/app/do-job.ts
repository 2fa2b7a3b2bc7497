import { unreachable } from '../core/call/unreachable.ts';
import type { CallHistory, CallRecord } from '../ports/call-history.ts';
import type { Job, JobOutcome, NotifyContact, PlaceOutbound, StoreRecording, WorkQueue } from '../ports/work-queue.ts';
import { tellOfMessage } from './tell-contact.ts';

export interface JobDoers {
  readonly storeRecording: (job: StoreRecording) => Promise<JobOutcome>;
  readonly notifyContact: (job: NotifyContact) => Promise<JobOutcome>;
  readonly queue: WorkQueue;
  readonly history: CallHistory;
  readonly placeOutbound: (job: PlaceOutbound) => Promise<JobOutcome>;
  /** A call that was asked for has ended. */
  readonly endOutbound: (record: CallRecord) => Promise<void>;
}

/** Does one job, whatever its kind. Throws what its doer throws: a reason to try again. */
export function doJob({
  storeRecording,
  notifyContact,
  queue,
  history,
  placeOutbound,
  endOutbound,
}: JobDoers): (job: Job) => Promise<JobOutcome> {
  return async (job) => {
    switch (job.kind) {
      case 'storeRecording': {
        const outcome = await storeRecording(job);
        if (outcome.kind === 'done') await tellOfMessage(queue, job, outcome.lengthMs);
        return outcome;
      }
      case 'notifyContact':
        return notifyContact(job);
      case 'recordHistory':
        await history.append(job.record);
        await endOutbound(job.record);
        return { kind: 'done' };
      case 'placeOutbound':
        return placeOutbound(job);
      default:
        return unreachable(job);
    }
  };
}
