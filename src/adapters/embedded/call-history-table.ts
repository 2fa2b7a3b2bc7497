import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '../../core/call/fault.ts';
import { type CallHistory, type CallRecord, keepHistoryMs } from '../../ports/call-history.ts';
import type { Clock } from '../../ports/clock.ts';
import { readCallRecord } from '../../ports/read-call-record.ts';
import { whenUnlocked } from './store-fault.ts';
import type { WriteQueue } from './write-queue.ts';

/** One row for each call that ended; appending it again keeps the first. Old rows go when new ones come. */
export function callHistoryTable(database: DatabaseSync, writes: WriteQueue, clock: Pick<Clock, 'now'>): CallHistory {
  const insert = database.prepare(
    'INSERT INTO call_history (call_id, ended_at, record) VALUES (?, ?, ?) ON CONFLICT (call_id) DO NOTHING',
  );
  const select = database.prepare('SELECT record FROM call_history WHERE ended_at > ? ORDER BY ended_at DESC LIMIT ?');
  const removeOld = database.prepare(
    'DELETE FROM call_history WHERE call_id IN (SELECT call_id FROM call_history WHERE ended_at <= ? ORDER BY ended_at LIMIT 2)',
  );
  const oldest = (): number => Math.ceil(clock.now() - keepHistoryMs);

  return {
    append: async (record) =>
      writes.run('record a call', () => {
        insert.run(record.callId, Math.ceil(record.endedAt), JSON.stringify(record));
        removeOld.run(oldest()); // Two for each new one: the table shrinks, and no append takes long.
      }),
    latest: async (limit) =>
      whenUnlocked('read the history', () =>
        select.all(oldest(), Math.max(0, Math.floor(limit))).map((row) => recordIn(row.record)),
      ),
  };
}

function recordIn(text: unknown): CallRecord {
  const record = typeof text === 'string' ? readCallRecord(JSON.parse(text)) : undefined;
  if (record === undefined)
    throw new Fault('STORE_CORRUPT', 'A record of the call history cannot be read from the embedded store.');
  return record;
}
