import type { QueueClient } from '@azure/storage-queue';
import { lazily, type StorageConnection, storageRetries } from '../storage-connection.ts';

export interface QueueNames {
  readonly work: string;
  readonly poison: string;
}

export interface Queues {
  readonly work: QueueClient;
  readonly poison: QueueClient;
}

/** Both queues, with the library loaded and the queues there (with an emulator), when they are first asked for. */
export function openQueues(connection: StorageConnection, names: QueueNames): () => Promise<Queues> {
  return lazily(async () => {
    const { QueueServiceClient } = await import('@azure/storage-queue'); // Not needed before the first recording.
    const options = { retryOptions: storageRetries };
    const service =
      connection.kind === 'account'
        ? new QueueServiceClient(connection.endpoint, connection.credential, options)
        : QueueServiceClient.fromConnectionString(connection.connectionString, options);
    const queues = { work: service.getQueueClient(names.work), poison: service.getQueueClient(names.poison) };
    if (connection.kind === 'emulator') await Promise.all([queues.work.createIfNotExists(), queues.poison.createIfNotExists()]);
    return queues;
  });
}
