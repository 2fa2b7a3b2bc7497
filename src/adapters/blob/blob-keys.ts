import type { KeyFiles } from '../../ports/key-ring.ts';
import type { StorageConnection } from '../storage-connection.ts';
import { answeredWith, guarded } from '../storage-fault.ts';
import { storageResources } from '../storage-resources.ts';
import { bytesOf } from './blob-bytes.ts';
import { openContainer } from './open-container.ts';
import { putOnce } from './put-once.ts';

/** A call is waiting behind it. */
const timeoutMs = 3_000;

/** Sealing keys as blobs of a private container: whoever may read the calls' database cannot open what lies in it. */
export function blobKeys(connection: StorageConnection, containerName: string = storageResources.containers.keys): KeyFiles {
  const open = openContainer(connection, containerName);
  return {
    names: () =>
      guarded('list the sealing keys', timeoutMs, async (signal) => {
        const names: string[] = [];
        for await (const { name } of (await open()).listBlobsFlat({ abortSignal: signal })) names.push(name);
        return names;
      }),
    read: (name) =>
      guarded('read a sealing key', timeoutMs, async (signal) => {
        const blob = (await open()).getBlobClient(name);
        try {
          const { readableStreamBody } = await blob.download(0, undefined, { abortSignal: signal });
          return readableStreamBody === undefined ? undefined : new TextDecoder().decode(await bytesOf(readableStreamBody));
        } catch (error) {
          if (answeredWith(error, 404, 'BlobNotFound')) return undefined;
          throw error;
        }
      }),
    create: (name, text) =>
      guarded('keep a sealing key', timeoutMs, async (signal) => {
        const bytes = new TextEncoder().encode(text);
        await putOnce(await open(), { name, bytes, headers: { blobContentType: 'application/json' } }, signal);
      }),
  };
}
