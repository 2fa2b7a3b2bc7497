import { Fault } from '../../core/call/fault.ts';
import type { RecordingStore } from '../../ports/work-queue.ts';
import type { StorageConnection } from '../storage-connection.ts';
import { guarded } from '../storage-fault.ts';
import { storageResources } from '../storage-resources.ts';
import { openContainer } from './open-container.ts';
import { putOnce } from './put-once.ts';

const lookTimeoutMs = 5_000;
/** Two minutes of sound are up to 23 MB; together with the download it must end before the queue gives the job away. */
const saveTimeoutMs = 20_000;

/**
 * Recordings as private blobs: `{recordingId}.wav` with its facts in `{recordingId}.json` beside it.
 *
 * 1. A blob that is visible is complete: the service shows it after the last byte.
 * 2. The facts come first, so a sound never lies there without them; the sound's presence means "stored".
 * 3. What has been stored is not written again: doing the job twice is doing it once.
 */
export function blobRecordings(
  connection: StorageConnection,
  containerName: string = storageResources.containers.recordings,
): RecordingStore {
  const open = openContainer(connection, containerName);
  return {
    save: async (recordingId, wav, about) => {
      const name = nameOf(recordingId);
      const facts = new TextEncoder().encode(`${JSON.stringify({ schema: 1, recordingId, ...about }, null, 2)}\n`);
      await guarded('keep a recording', saveTimeoutMs, async (signal) => {
        const container = await open();
        const put = (ending: string, bytes: Uint8Array, blobContentType: string) =>
          putOnce(
            container,
            { name: `${name}.${ending}`, bytes, headers: { blobContentType, blobCacheControl: 'no-store' } },
            signal,
          );
        await put('json', facts, 'application/json');
        await put('wav', wav, 'audio/wav');
      });
    },
    has: async (recordingId) => {
      const name = nameOf(recordingId);
      return guarded('look for a recording', lookTimeoutMs, async (signal) =>
        (await open()).getBlobClient(`${name}.wav`).exists({ abortSignal: signal }),
      );
    },
  };
}

/** Ids are ours, but they hold Graph's call id and have crossed a queue: nothing that could be read as a path becomes a name. */
const safeName = /^[A-Za-z0-9._~-]{1,160}$/;

function nameOf(recordingId: string): string {
  if (!safeName.test(recordingId)) throw new Fault('STORE_CORRUPT', 'A recording has a name that cannot be a file name.');
  return recordingId;
}
