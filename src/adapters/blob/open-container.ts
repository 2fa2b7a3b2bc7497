import type { ContainerClient } from '@azure/storage-blob';
import { lazily, type StorageConnection, storageRetries } from '../storage-connection.ts';

/** A container, with the library loaded and the container there (with an emulator), when it is first asked for. */
export function openContainer(connection: StorageConnection, name: string): () => Promise<ContainerClient> {
  return lazily(async () => {
    const { BlobServiceClient } = await import('@azure/storage-blob'); // 75 ms of a cold start.
    const options = { retryOptions: storageRetries };
    if (connection.kind === 'account') {
      return new BlobServiceClient(connection.endpoint, connection.credential, options).getContainerClient(name);
    }
    const container = BlobServiceClient.fromConnectionString(connection.connectionString, options).getContainerClient(name);
    await container.createIfNotExists(); // Private: without a level of public access.
    return container;
  });
}
