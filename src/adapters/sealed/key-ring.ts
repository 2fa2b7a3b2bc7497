import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { Clock } from '../../ports/clock.ts';
import type { KeyFiles, KeyRing, SealingKey } from '../../ports/key-ring.ts';

/** A key seals for this long; then a new one does. The old ones still open what they have sealed. */
const rotateEveryMs = 30 * 86_400_000;
/** How long the newest key is taken to be the newest. */
const lookAgainMs = 3_600_000;

const storedKey = z.object({
  id: z.string(),
  key: z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
  createdAt: z.number(),
});
type StoredKey = z.output<typeof storedKey>;

/**
 * Keys in files, `k000001` and so on, the last of which seals. The first one is made when there is none; of several instances
 * that find none, one makes it and all use it. A key once used is never given up: whoever holds one that nobody else has would
 * lose what it has sealed.
 */
export function keyRing(files: KeyFiles, clock: Pick<Clock, 'now'>): KeyRing {
  const known = new Map<string, StoredKey>();
  let newest: { readonly key: StoredKey; readonly lookedAt: number } | undefined;
  let looking: Promise<StoredKey> | undefined;

  async function read(id: string): Promise<StoredKey | undefined> {
    const found = known.get(id);
    if (found !== undefined) return found;
    const text = await files.read(`${id}.json`);
    if (text === undefined) return undefined;
    const key = parsed(text);
    if (key?.id !== id || key.key.length !== 32) throw new Fault('STORE_CORRUPT', `The sealing key ${id} cannot be read.`);
    known.set(id, key);
    return key;
  }

  async function look(): Promise<StoredKey> {
    const last = Math.max(0, ...(await files.names()).map(numberOf));
    const key = last === 0 ? undefined : await read(idOf(last));
    const isFresh = key !== undefined && clock.now() - key.createdAt < rotateEveryMs;
    const current = isFresh ? key : await make(last + 1);
    newest = { key: current, lookedAt: clock.now() };
    return current;
  }

  async function make(number: number): Promise<StoredKey> {
    const id = idOf(number);
    const text = JSON.stringify({ id, key: randomBytes(32).toString('base64'), createdAt: clock.now() });
    await files.create(`${id}.json`, text);
    const key = await read(id); // Ours, or that of whoever was quicker.
    if (key === undefined) throw new Fault('STORE_UNAVAILABLE', 'A sealing key could not be kept.', { retryable: true });
    return key;
  }

  return {
    current: async () => {
      if (newest !== undefined && clock.now() - newest.lookedAt < lookAgainMs) return sealing(newest.key);
      looking ??= look().finally(() => {
        looking = undefined;
      });
      try {
        return sealing(await looking);
      } catch (fault) {
        if (newest === undefined) throw fault;
        return sealing(newest.key); // It seals as well as ever; the next one may wait.
      }
    },
    byId: async (id) => {
      const key = await read(id.split('-')[0] ?? '');
      // A ring that was lost begins with the same names again, and with other keys.
      return key === undefined || sealing(key).id !== id ? undefined : sealing(key);
    },
  };
}

/** Its name, and a few digits by which it is told from another one of that name. */
const sealing = ({ id, key }: StoredKey): SealingKey => ({
  id: `${id}-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`,
  bytes: key,
});
const idOf = (number: number): string => `k${String(number).padStart(6, '0')}`;
const numberOf = (name: string): number => Number(/^k(\d{6})\.json$/.exec(name)?.[1] ?? 0);

function parsed(text: string): StoredKey | undefined {
  try {
    return storedKey.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
