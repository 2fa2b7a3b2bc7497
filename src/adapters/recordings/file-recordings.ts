import { randomUUID } from 'node:crypto';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../core/call/fault.ts';
import type { RecordingStore } from '../../ports/work-queue.ts';

/**
 * Recordings as files: `{recordingId}.wav` with its facts in `{recordingId}.json` beside it.
 *
 * 1. A name that is visible is complete: files are written aside, flushed, and renamed.
 * 2. The facts come first, so a sound never lies there without them; the sound's presence means "stored".
 * 3. Only the owner can read them: callers are people.
 *
 * @param dir `STATE_DIR/recordings`; made when first needed.
 */
export function fileRecordings(dir: string): RecordingStore {
  return {
    save: async (recordingId, wav, about) => {
      const path = pathOf(dir, recordingId);
      await guarded('keep a recording', async () => {
        await mkdir(dir, { recursive: true, mode: 0o700 });
        await writeWhole(dir, `${path}.json`, `${JSON.stringify({ schema: 1, recordingId, ...about }, null, 2)}\n`);
        await writeWhole(dir, `${path}.wav`, wav);
      });
    },
    has: async (recordingId) => {
      const path = `${pathOf(dir, recordingId)}.wav`;
      return guarded('look for a recording', async () => {
        try {
          await access(path);
          return true;
        } catch (error) {
          if (codeOf(error) === 'ENOENT') return false;
          throw error;
        }
      });
    },
  };
}

/**
 * Ids are ours, but they hold Graph's call id and have crossed a queue: nothing that could leave the folder becomes a
 * path. A dot is harmless because `.wav` follows.
 */
const safeName = /^[A-Za-z0-9._~-]{1,160}$/;

function pathOf(dir: string, recordingId: string): string {
  if (!safeName.test(recordingId)) throw new Fault('STORE_CORRUPT', 'A recording has a name that cannot be a file name.');
  return join(dir, recordingId);
}

async function writeWhole(dir: string, path: string, content: string | Uint8Array): Promise<void> {
  const aside = join(dir, `.${randomUUID()}.part`);
  try {
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(dir);
}

/** The new name itself must survive a power cut before the job is called done. */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return; // Windows has no such thing; its rename is journaled.
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function guarded<Result>(doing: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new Fault('STORE_UNAVAILABLE', `The folder of recordings could not ${doing} (${codeOf(error)}).`, { retryable: true });
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
}
