import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCallId } from '../../../test/stores/a-call-document.ts';
import type { FlowVersion } from '../../core/call/ids.ts';
import { type CallRecord, keepHistoryMs } from '../../ports/call-history.ts';
import { callHistoryTable } from './call-history-table.ts';
import { openDatabase } from './open-database.ts';
import { WriteQueue } from './write-queue.ts';

const record = (name: string, endedAt: number): CallRecord => ({
  callId: aCallId(name),
  line: 'main',
  flow: 'main-line',
  version: 'f00d' as FlowVersion, // A test's version need not be a hash.
  startedAt: endedAt - 1_000,
  endedAt,
  outcome: 'done',
  path: [],
});

test('records older than ninety days are not shown, and are removed as new ones come', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'teams-ivr-history-'));
  const database = openDatabase(dir);
  try {
    let now = 1_000_000;
    const history = callHistoryTable(database, new WriteQueue(database), { now: () => now });
    for (const name of ['one', 'two', 'three']) await history.append(record(name, now));
    now += keepHistoryMs;
    expect(await history.latest(10)).toEqual([]);
    await history.append(record('four', now));
    await history.append(record('five', now));
    expect((await history.latest(10)).map(({ callId }) => callId).sort()).toEqual(['five', 'four']);
    expect(database.prepare('SELECT count(*) AS rows FROM call_history').get()?.rows).toBe(2);
  } finally {
    database.close();
    rmSync(dir, { recursive: true });
  }
});
