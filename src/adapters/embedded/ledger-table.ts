import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import { whenUnlocked } from './store-fault.ts';
import type { WriteQueue } from './write-queue.ts';

/** One row a key. Each write is one statement whose `WHERE` is its condition. Expired means absent. */
export function ledgerTable(database: DatabaseSync, writes: WriteQueue, clock: Pick<Clock, 'now'>): Ledger {
  const select = database.prepare('SELECT value, version, expires_at FROM ledger WHERE key = ? AND expires_at > ?');
  const insert = database.prepare(`
    INSERT INTO ledger (key, value, version, expires_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = excluded.version, expires_at = excluded.expires_at
    WHERE ledger.expires_at <= ?`);
  const update = database.prepare(
    'UPDATE ledger SET value = ?, version = ?, expires_at = ? WHERE key = ? AND version = ? AND expires_at > ?',
  );
  const purge = database.prepare(
    'DELETE FROM ledger WHERE key IN (SELECT key FROM ledger WHERE expires_at <= ? ORDER BY expires_at LIMIT 20)',
  );
  return {
    get: async (key) =>
      whenUnlocked('look something up', () => {
        const row = select.get(key, clock.now());
        if (row === undefined) return undefined;
        const { value, version, expires_at } = storedRow.parse(row);
        return { value: JSON.parse(value), version, expiresAt: expires_at };
      }),
    put: async (key, { value, expiresAt }, version) =>
      writes.run('note something down', () => {
        const now = clock.now();
        const json = JSON.stringify(value);
        const written =
          version === undefined
            ? insert.run(key, json, randomUUID(), expiresAt, now)
            : update.run(json, randomUUID(), expiresAt, key, version, now);
        purge.run(now); // A few at a time: writing makes room for itself.
        return Number(written.changes) === 1 ? 'saved' : 'overtaken';
      }),
  };
}

const storedRow = z.object({ value: z.string(), version: z.string(), expires_at: z.number() });
