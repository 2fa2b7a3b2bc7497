import { bot, storageResources } from '../src/compose.ts';
import type { QueueTrigger } from '../src/edge/trigger.ts';

/** Slow work in the cloud: one message, one job. A job that was not done throws, and the queue tries again. */
export const workQueue: QueueTrigger = {
  kind: 'queue',
  name: 'work-queue',
  queueName: storageResources.queues.work,
  connection: 'AzureWebJobsStorage',
  handler: async (message, { triggerMetadata }) => (await bot()).job(message, Number(triggerMetadata?.dequeueCount)),
};
