import type { DatabaseSync } from 'node:sqlite';
import type { MediaStore } from '../../ports/prompts.ts';
import { whenUnlocked } from './store-fault.ts';
import type { WriteQueue } from './write-queue.ts';

/** Content-addressed sounds. The same hash always means the same bytes, so the first put wins and repeats are free. */
export function mediaTable(database: DatabaseSync, writes: WriteQueue): MediaStore {
  const select = database.prepare('SELECT bytes FROM media WHERE hash = ?');
  const exists = database.prepare('SELECT 1 FROM media WHERE hash = ?');
  const insert = database.prepare('INSERT INTO media (hash, bytes) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING');

  return {
    put: async (hash, bytes) => {
      const there = await whenUnlocked('look for a sound', () => exists.get(hash) !== undefined);
      if (!there) await writes.run('keep a sound', () => void insert.run(hash, bytes)); // Asked first: a repeat takes no write lock.
    },
    get: async (hash) =>
      whenUnlocked('read a sound', () => {
        const bytes = select.get(hash)?.bytes;
        return bytes instanceof Uint8Array ? bytes : undefined;
      }),
    has: async (hash) => whenUnlocked('look for a sound', () => exists.get(hash) !== undefined),
  };
}
