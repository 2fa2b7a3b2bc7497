import type { Clock } from '../../ports/clock.ts';
import type { ClaimedJob, QueueConsumer, WorkQueue } from '../../ports/work-queue.ts';
import type { StorageConnection } from '../storage-connection.ts';
import { answeredWith, guarded } from '../storage-fault.ts';
import { storageResources, workQueueTries } from '../storage-resources.ts';
import { jobIn, messageTextOf } from './message-text.ts';
import { openQueues, type QueueNames, type Queues } from './open-queues.ts';

export interface StorageWorkQueueOptions {
  readonly connection: StorageConnection;
  readonly clock: Pick<Clock, 'now'>;
  /** A message that holds no job was set aside: worth a line in the log. */
  readonly onUnreadable: () => void;
  /** Default: what `infra/` creates. */
  readonly names?: QueueNames;
  /** Default: what host.json says. */
  readonly maxTries?: number;
}

/**
 * The work queue in an Azure Storage queue. In Azure only `add` and `counts` are used: the Functions host takes the
 * messages, tries again, and sets aside what fails too often. Where there is no such host the timer `work` does the same
 * with `claim`, `complete` and `retry`; visibility and poison queue then mean what they mean to the host.
 *
 * 1. Time is the service's: `claim` takes what is visible there now, and rests are whole seconds, rounded up.
 * 2. A message stays until its job is done, for months if need be (no time to live).
 * 3. A message is in the poison queue before it leaves the work queue: it may be there twice, but never nowhere.
 */
export function storageWorkQueue(options: StorageWorkQueueOptions): WorkQueue & QueueConsumer {
  const { connection, clock, onUnreadable, names = storageResources.queues, maxTries = workQueueTries } = options;
  const open = openQueues(connection, names);
  const on = <Result>(doing: string, work: (queues: Queues, signal: AbortSignal) => Promise<Result>) =>
    guarded(doing, timeoutMs, async (signal) => work(await open(), signal));

  const setAside = async ({ work, poison }: Queues, message: Received, signal: AbortSignal): Promise<void> => {
    await poison.sendMessage(message.messageText, { messageTimeToLive: forEver, abortSignal: signal });
    await work.deleteMessage(message.messageId, message.popReceipt, { abortSignal: signal });
  };

  return {
    add: async (job, notBefore = 0) => {
      const text = messageTextOf(job);
      const seconds = Math.min(longestRestSeconds - 60, Math.max(0, Math.ceil((notBefore - clock.now()) / 1_000)));
      const rest = seconds === 0 ? {} : { visibilityTimeout: seconds };
      await on('queue a job', ({ work }, signal) =>
        work.sendMessage(text, { messageTimeToLive: forEver, ...rest, abortSignal: signal }),
      );
    },

    claim: (_now, visibilityMs) =>
      on('claim a job', async (queues, signal) => {
        for (let attempt = 0; attempt < claimAttempts; attempt++) {
          const visibilityTimeout = Math.max(1, Math.ceil(visibilityMs / 1_000));
          const received = await queues.work.receiveMessages({ numberOfMessages: 1, visibilityTimeout, abortSignal: signal });
          const message = received.receivedMessageItems[0];
          if (message === undefined) return undefined;
          const job = jobIn(message.messageText);
          if (job !== undefined && message.dequeueCount <= maxTries) {
            return { id: message.messageId, claim: message.popReceipt, job, tries: message.dequeueCount };
          }
          await setAside(queues, message, signal); // No job at all, or one whose last worker died with it.
          if (job === undefined) onUnreadable();
        }
        return undefined; // Much rubbish in the queue: the next round goes on.
      }),

    complete: (claimed) =>
      on('complete a job', ({ work }, signal) =>
        unlessLost(async (): Promise<'completed'> => {
          await work.deleteMessage(claimed.id, claimed.claim, { abortSignal: signal });
          return 'completed';
        }),
      ),

    retry: (claimed, notBefore) =>
      on('return a job', (queues, signal) =>
        unlessLost(async (): Promise<'queued' | 'poisoned'> => {
          if (claimed.tries >= maxTries) {
            await setAside(queues, await stillOurs(queues, claimed, signal), signal);
            return 'poisoned';
          }
          const seconds = Math.min(longestRestSeconds, Math.max(0, Math.ceil((notBefore - clock.now()) / 1_000)));
          await queues.work.updateMessage(claimed.id, claimed.claim, undefined, seconds, { abortSignal: signal });
          return 'queued';
        }),
      ),

    counts: () =>
      on('count the jobs', async ({ work, poison }, signal) => {
        const [waiting, poisoned] = await Promise.all(
          [work, poison].map((queue) => queue.getProperties({ abortSignal: signal })),
        );
        return { waiting: waiting?.approximateMessagesCount ?? 0, poisoned: poisoned?.approximateMessagesCount ?? 0 };
      }),
  };
}

type Received = { readonly messageId: string; readonly popReceipt: string; readonly messageText: string };

/** A job is queued inside a turn, whose budget is 4 s. */
const timeoutMs = 3_000;
const forEver = -1;
const claimAttempts = 20;
/** The service's own limit: seven days. */
const longestRestSeconds = 7 * 24 * 3_600;

/** Holds the message for as long as it takes to set it aside; a claim that ran out fails here and moves nothing. */
async function stillOurs({ work }: Queues, { id, claim, job }: ClaimedJob, abortSignal: AbortSignal): Promise<Received> {
  const held = await work.updateMessage(id, claim, undefined, 30, { abortSignal });
  return { messageId: id, popReceipt: held.popReceipt ?? claim, messageText: messageTextOf(job) };
}

/** Somebody else has the message now, or it is over: the service knows the receipt no more. */
async function unlessLost<Result>(work: () => Promise<Result>): Promise<Result | 'lost'> {
  try {
    return await work();
  } catch (error) {
    if (answeredWith(error, 404, 'MessageNotFound') || answeredWith(error, 400, 'PopReceiptMismatch')) return 'lost';
    throw error;
  }
}
