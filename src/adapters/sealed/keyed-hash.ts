import { createHash, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { KeyFiles } from '../../ports/key-ring.ts';
import type { KeyedHash } from '../../ports/keyed-hash.ts';

const file = 'names.json';
const storedKey = z.object({ key: z.base64() });

/** One key for good, made when there is none, beside those that seal: a name must be the same next year. */
export function keyedHash(files: KeyFiles): KeyedHash {
  let known: Promise<Uint8Array> | undefined;
  const key = async (): Promise<Uint8Array> => {
    known ??= load(files);
    try {
      return await known;
    } catch (fault) {
      known = undefined;
      throw fault;
    }
  };
  return {
    nameOf: async (text) =>
      createHmac('sha256', await key())
        .update(text)
        .digest('hex')
        .slice(0, 40),
    keyId: async () =>
      createHash('sha256')
        .update(await key())
        .digest('hex')
        .slice(0, 12),
  };
}

async function load(files: KeyFiles): Promise<Uint8Array> {
  if ((await files.read(file)) === undefined)
    await files.create(file, JSON.stringify({ key: randomBytes(32).toString('base64') }));
  const text = await files.read(file); // Ours, or that of whoever was quicker.
  const read = storedKey.safeParse(parsed(text ?? ''));
  const bytes = read.success ? new Uint8Array(Buffer.from(read.data.key, 'base64')) : new Uint8Array();
  if (bytes.length !== 32) throw new Fault('STORE_CORRUPT', 'The key of the do-not-call list cannot be read.');
  return bytes;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
