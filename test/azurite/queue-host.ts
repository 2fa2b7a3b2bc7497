import { readFileSync } from 'node:fs';
import { QueueServiceClient } from '@azure/storage-queue';
import { z } from 'zod';

/** What host.json tells the Functions host about queues. */
export const queueSettings = z
  .object({
    extensions: z.object({
      queues: z.object({
        maxPollingInterval: z.string(),
        visibilityTimeout: z.string(),
        batchSize: z.int(),
        newBatchThreshold: z.int(),
        maxDequeueCount: z.int(),
        messageEncoding: z.literal('base64'),
      }),
    }),
  })
  .parse(JSON.parse(readFileSync('host.json', 'utf8'))).extensions.queues;

/** `00:00:15` in seconds. */
export function secondsOf(timeSpan: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = timeSpan.split(':').map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}

/** How long a message is hidden while its function runs; the host renews it for as long as it does. */
const hiddenSeconds = 600;

/**
 * The Functions host's side of a queue trigger, which cannot be installed here: takes what is visible, hands it over as
 * the Node library would, deletes what was done, gives back what was not, and moves to `<queue>-poison` what has failed
 * `maxDequeueCount` times
 * (https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger, "Poison messages").
 * Returns how many messages it has taken.
 */
export async function serveQueueOnce(options: {
  readonly connectionString: string;
  readonly queueName: string;
  readonly handler: (message: unknown, tries: number) => Promise<void>;
}): Promise<number> {
  const service = QueueServiceClient.fromConnectionString(options.connectionString);
  const queue = service.getQueueClient(options.queueName);
  const batch = await queue.receiveMessages({
    numberOfMessages: queueSettings.batchSize,
    visibilityTimeout: hiddenSeconds,
  });
  await Promise.all(
    batch.receivedMessageItems.map(async ({ messageId, popReceipt, messageText, dequeueCount }) => {
      try {
        await options.handler(asTheLibraryReads(Buffer.from(messageText, 'base64').toString('utf8')), dequeueCount);
        await queue.deleteMessage(messageId, popReceipt);
      } catch {
        if (dequeueCount < queueSettings.maxDequeueCount) {
          await queue.updateMessage(messageId, popReceipt, undefined, secondsOf(queueSettings.visibilityTimeout));
          return;
        }
        await service.getQueueClient(`${options.queueName}-poison`).sendMessage(messageText);
        await queue.deleteMessage(messageId, popReceipt);
      }
    }),
  );
  return batch.receivedMessageItems.length;
}

/** `fromRpcTypedData` of @azure/functions: whatever is JSON becomes what it says. */
function asTheLibraryReads(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
