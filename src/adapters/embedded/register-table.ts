import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Register, RegisterEntry } from '../../ports/register.ts';
import { whenUnlocked } from './store-fault.ts';
import type { WriteQueue } from './write-queue.ts';

/** One row a record. Each write is one statement whose `WHERE` is its condition. Expired means absent. */
export function registerTable(database: DatabaseSync, writes: WriteQueue, clock: Pick<Clock, 'now'>): Register {
  const alive = '(expires_at IS NULL OR expires_at > ?)';
  const select = database.prepare(`SELECT * FROM register WHERE list = ? AND id = ? AND ${alive}`);
  const insert = database.prepare(`
    INSERT INTO register (list, id, state, due_at, body, expires_at, version) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (list, id) DO UPDATE SET state = excluded.state, due_at = excluded.due_at, body = excluded.body,
      expires_at = excluded.expires_at, version = excluded.version
    WHERE register.expires_at IS NOT NULL AND register.expires_at <= ?`);
  const update = database.prepare(`
    UPDATE register SET state = ?, due_at = ?, body = ?, expires_at = ?, version = ?
    WHERE list = ? AND id = ? AND version = ? AND ${alive}`);
  const erase = database.prepare('DELETE FROM register WHERE list = ? AND id = ?');
  const due = database.prepare(
    `SELECT * FROM register WHERE list = ? AND state = ? AND due_at <= ? AND ${alive} ORDER BY due_at LIMIT ?`,
  );
  const page = database.prepare(`SELECT * FROM register WHERE list = ? AND id > ? AND ${alive} ORDER BY id LIMIT ?`);
  const count = database.prepare(`SELECT count(*) AS records FROM register WHERE list = ? AND state = ? AND ${alive}`);
  const purge = database.prepare(
    'DELETE FROM register WHERE (list, id) IN (SELECT list, id FROM register WHERE expires_at <= ? ORDER BY expires_at LIMIT 20)',
  );
  return {
    get: async (list, id) =>
      whenUnlocked('look a record up', () => {
        const row = select.get(list, id, clock.now());
        return row && entryOf(row);
      }),
    put: async ({ list, id, state, dueAt, body, expiresAt }, version) =>
      writes.run('keep a record', () => {
        const now = clock.now();
        const [json, name] = [JSON.stringify(body), randomUUID()];
        const [at, expires] = [Math.ceil(dueAt), expiresAt === undefined ? null : Math.ceil(expiresAt)];
        const written =
          version === undefined
            ? insert.run(list, id, state, at, json, expires, name, now)
            : update.run(state, at, json, expires, name, list, id, version, now);
        purge.run(now); // A few at a time: writing makes room for itself.
        return Number(written.changes) === 1 ? 'saved' : 'overtaken';
      }),
    remove: async (list, id) =>
      writes.run('remove a record', () => {
        erase.run(list, id);
      }),
    due: async (list, state, until, limit) =>
      whenUnlocked('look for records that are due', () => due.all(list, state, until, clock.now(), limit).map(entryOf)),
    page: async (list, after, limit) =>
      whenUnlocked('read records', () => page.all(list, after, clock.now(), limit).map(entryOf)),
    count: async (list, state) =>
      whenUnlocked('count records', () => countRow.parse(count.get(list, state, clock.now())).records),
  };
}

const countRow = z.object({ records: z.int() });
const storedRow = z.object({
  list: z.string(),
  id: z.string(),
  state: z.string(),
  due_at: z.number(),
  body: z.string(),
  expires_at: z.number().nullable(),
  version: z.string(),
});

function entryOf(row: unknown): RegisterEntry {
  const { due_at: dueAt, expires_at: expiresAt, body, ...rest } = storedRow.parse(row);
  const value: unknown = JSON.parse(body);
  return { ...rest, dueAt, body: value, ...(expiresAt === null ? {} : { expiresAt }) };
}
