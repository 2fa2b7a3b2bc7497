import type { BlobHTTPHeaders, ContainerClient } from '@azure/storage-blob';
import { answeredWith } from '../storage-fault.ts';

/** Writes a blob unless it is there already; of several writers the first wins and the others are content. */
export async function putOnce(
  container: ContainerClient,
  blob: { readonly name: string; readonly bytes: Uint8Array; readonly headers: BlobHTTPHeaders },
  signal: AbortSignal,
): Promise<void> {
  const { name, bytes, headers } = blob;
  try {
    await container.getBlockBlobClient(name).upload(bytes, bytes.byteLength, {
      abortSignal: signal,
      conditions: { ifNoneMatch: '*' },
      blobHTTPHeaders: headers,
    });
  } catch (error) {
    // The same answer comes when our own first try had taken effect and its answer was lost.
    if (answeredWith(error, 409, 'BlobAlreadyExists') || answeredWith(error, 412)) return;
    throw error;
  }
}
