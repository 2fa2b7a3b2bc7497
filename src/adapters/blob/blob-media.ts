import type { MediaStore } from '../../ports/prompts.ts';
import type { StorageConnection } from '../storage-connection.ts';
import { answeredWith, guarded } from '../storage-fault.ts';
import { storageResources } from '../storage-resources.ts';
import { bytesOf } from './blob-bytes.ts';
import { openContainer } from './open-container.ts';
import { putOnce } from './put-once.ts';

/** A caller may be waiting for the prompt: a turn's budget is 4 s. */
const timeoutMs = 3_000;

/**
 * Content-addressed sounds as blobs, `{hash}.wav`. The same hash always means the same bytes: a blob is written once,
 * never changed, and may be cached for ever.
 */
export function blobMedia(connection: StorageConnection, containerName: string = storageResources.containers.media): MediaStore {
  const open = openContainer(connection, containerName);
  const nameOf = (hash: string) => `${hash}.wav`;

  return {
    put: (hash, bytes) =>
      guarded('keep a sound', timeoutMs, async (signal) =>
        putOnce(
          await open(),
          {
            name: nameOf(hash),
            bytes,
            headers: { blobContentType: 'audio/wav', blobCacheControl: 'public, max-age=31536000, immutable' },
          },
          signal,
        ),
      ),
    get: (hash) =>
      guarded('read a sound', timeoutMs, async (signal) => {
        const blob = (await open()).getBlobClient(nameOf(hash));
        try {
          const { readableStreamBody } = await blob.download(0, undefined, { abortSignal: signal });
          return readableStreamBody === undefined ? undefined : await bytesOf(readableStreamBody);
        } catch (error) {
          if (answeredWith(error, 404, 'BlobNotFound')) return undefined;
          throw error;
        }
      }),
    has: (hash) =>
      guarded('look for a sound', timeoutMs, async (signal) =>
        (await open()).getBlobClient(nameOf(hash)).exists({ abortSignal: signal }),
      ),
  };
}
