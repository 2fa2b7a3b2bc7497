import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCallDocument, aCallId } from '../../../test/stores/a-call-document.ts';
import type { Fault } from '../../core/call/fault.ts';
import { type Log, type LogFields, silentLog } from '../../ports/log.ts';
import { dueQuery } from './call-table.ts';
import { loadSqlite } from './load-sqlite.ts';
import { databaseFile, openDatabase } from './open-database.ts';
import { type EmbeddedStore, openEmbeddedStore } from './open-embedded-store.ts';
import { migrate } from './schema.ts';

const id = aCallId('7e57ab1e-1111-4000-8000-000000000001');
let dir: string;
let opened: EmbeddedStore[];
let now: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'teams-ivr-embedded-'));
  opened = [];
  now = 1_000_000;
});
afterEach(async () => {
  for (const store of opened) await store.close();
  rmSync(dir, { recursive: true, force: true });
});

function open(log: Log = silentLog, at = dir): EmbeddedStore {
  const store = openEmbeddedStore({ dir: at, log, clock: { now: () => now } });
  opened.push(store);
  return store;
}

/** Another program at the same file. */
function withFile<Result>(work: (database: InstanceType<ReturnType<typeof loadSqlite>['DatabaseSync']>) => Result): Result {
  const database = new (loadSqlite().DatabaseSync)(join(dir, databaseFile));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

async function faultOf(work: () => unknown): Promise<Pick<Fault, 'code' | 'message' | 'retryable' | 'cause'>> {
  try {
    await work();
  } catch (error) {
    // jest's module registry may hold Fault twice, so its members are looked at instead of its class.
    return error as Fault;
  }
  throw new Error('Expected a fault.');
}

describe('the file', () => {
  test('a call is there again after the bot was closed and started anew', async () => {
    const document = aCallDocument(id);
    await open().calls.create(document);
    await opened[0]?.close();
    expect(await open().calls.load(id)).toMatchObject({ kind: 'found', document });
  });

  test('other users of the machine can read neither the folder nor the files, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      const inside = join(dir, 'new', 'state');
      await open(silentLog, inside).calls.create(aCallDocument(id));
      expect(statSync(inside).mode & 0o777).toBe(0o700);
      const files = readdirSync(inside);
      expect(files).toContain(`${databaseFile}-wal`);
      for (const file of files) expect([file, statSync(join(inside, file)).mode & 0o777]).toEqual([file, 0o600]);
    } finally {
      process.umask(before);
    }
  });

  test('a folder that was there before keeps the rights that its owner gave it', () => {
    chmodSync(dir, 0o750);
    open();
    expect(statSync(dir).mode & 0o777).toBe(0o750);
  });

  test('a STATE_DIR that cannot be written is named, with what to do', async () => {
    const file = join(dir, 'a-file');
    writeFileSync(file, '');
    const fault = await faultOf(() => openEmbeddedStore({ dir: join(file, 'state'), log: silentLog }));
    expect(fault).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: false });
    expect(fault.message).toContain(join(file, 'state'));
    expect(fault.message).toContain('set STATE_DIR');
  });

  test('a file that is no database is called damaged and is left as it is', async () => {
    const path = join(dir, databaseFile);
    writeFileSync(path, 'This is my diary, not a database. '.repeat(200));
    const fault = await faultOf(() => openEmbeddedStore({ dir, log: silentLog }));
    expect(fault).toMatchObject({ code: 'STORE_CORRUPT', retryable: false });
    expect(statSync(path).size).toBe(34 * 200);
  });

  test('an older program refuses the file of a newer one instead of spoiling it', async () => {
    await open().close();
    withFile((database) => database.exec('PRAGMA user_version = 99'));
    const fault = await faultOf(() => openEmbeddedStore({ dir, log: silentLog }));
    expect(fault).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: false });
    expect(fault.message).toContain('layout 99');
  });

  test('a layout is brought up to date once, and a migration that fails changes nothing', () => {
    open();
    withFile((database) => {
      const tables = () => database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name LIKE 'extra%'").get()?.n;
      const current = Number(database.prepare('PRAGMA user_version').get()?.user_version);
      const sofar = Array.from({ length: current }, () => 'SELECT no_such_thing()');
      expect(() => migrate(database, [...sofar, 'CREATE TABLE extra_one (a); CREATE TABLE oops (;'])).toThrow();
      expect(tables()).toBe(0);
      migrate(database, [...sofar, 'CREATE TABLE extra_one (a)']);
      migrate(database, [...sofar, 'CREATE TABLE extra_one (a)']);
      expect(tables()).toBe(1);
    });
  });

  test('writes are flushed to the disk before they are answered', () => {
    const database = openDatabase(dir);
    expect(database.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 }); // FULL
    database.close();
  });
});

describe('faults', () => {
  test('a corrupt document names its call and quotes nothing of it', async () => {
    const { calls } = open();
    await calls.create(aCallDocument(id));
    for (const broken of ['{"call":{"vars":{"pin":"4711"', '"4711"', '{"schema":1,"call":{"id":"4711"}}', '{"schema":4711}']) {
      withFile((database) => database.prepare('UPDATE calls SET document = ?').run(broken));
      const fault = await faultOf(() => calls.load(id));
      expect(fault).toMatchObject({ code: 'STORE_CORRUPT', retryable: false });
      expect(fault.message).toContain(id);
      expect(`${fault.message} ${String(fault.cause)}`).not.toContain('4711');
    }
  });

  test("one call's document in another call's row is not handed to the wrong caller", async () => {
    const { calls } = open();
    const other = aCallId('7e57ab1e-1111-4000-8000-000000000002');
    await calls.create(aCallDocument(id));
    await calls.create(aCallDocument(other));
    withFile((database) =>
      database.prepare('UPDATE calls SET document = (SELECT document FROM calls WHERE id = ?) WHERE id = ?').run(other, id),
    );
    expect(await faultOf(() => calls.load(id))).toMatchObject({ code: 'STORE_CORRUPT' });
    expect((await calls.load(other)).kind).toBe('found');
  });

  test('a store that is closed says unavailable', async () => {
    const store = open();
    await store.close();
    expect(await faultOf(() => store.calls.load(id))).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
    expect(await store.calls.ping()).toBe(false);
    await store.calls.close(); // Again: no complaint.
  });

  test('a write that another process holds up for too long is unavailable and may be retried; reading goes on', async () => {
    const store = open();
    await store.calls.create(aCallDocument(id));
    const other = openDatabase(dir);
    other.exec('BEGIN IMMEDIATE');
    const fault = await faultOf(() => store.calls.create(aCallDocument(aCallId('another'))));
    expect(fault).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
    expect((await store.calls.load(id)).kind).toBe('found');
    other.close();
    expect((await store.calls.create(aCallDocument(aCallId('another')))).kind).toBe('created');
  }, 15_000);

  test('health turns bad when the file is taken away under the running bot', async () => {
    const { calls } = open();
    expect(await calls.ping()).toBe(true);
    renameSync(join(dir, databaseFile), join(dir, 'elsewhere'));
    expect(await calls.ping()).toBe(false);
    mkdirSync(join(dir, databaseFile));
    expect(await calls.ping()).toBe(false);
  });

  test('a job that cannot be read is set aside with a line in the log, and the next one is done', async () => {
    const lines: [string, LogFields | undefined][] = [];
    const { queue } = open({ ...silentLog, error: (event, fields) => lines.push([event, fields]) });
    const job = {
      kind: 'storeRecording',
      recordingId: 'good',
      callId: id,
      line: 'main',
      source: { location: 'https://media.example.net/1', accessToken: 'opaque' },
      notify: [],
      recordedAt: 1,
    } as const;
    await queue.add(job);
    withFile((database) => database.exec(`UPDATE jobs SET job = '{"kind":"makeTea"}'`));
    await queue.add(job);
    expect((await queue.claim(now, 1_000))?.job).toEqual(job);
    expect(await queue.counts()).toEqual({ waiting: 1, poisoned: 1 });
    expect(lines).toEqual([['queue.unreadableJob', undefined]]);
  });
});

describe('housekeeping', () => {
  test('the sweep removes expired calls in bounded batches and leaves live ones', async () => {
    const store = open();
    for (let n = 0; n < 5; n++) await store.calls.create(aCallDocument(aCallId(`old-${n}`), { expiresAt: now + 10 }));
    await store.calls.create(aCallDocument(id, { expiresAt: now + 1_000 }));
    await store.calls.create(aCallDocument(aCallId('live')));
    now += 10;
    const rows = () => withFile((database) => database.prepare('SELECT count(*) AS n FROM calls').get()?.n);
    expect(store.purge(2)).toBe(2);
    expect(rows()).toBe(5);
    await store.calls.due(now, 10);
    expect(rows()).toBe(2);
    expect(store.purge(2)).toBe(0);
    expect((await store.calls.load(id)).kind).toBe('found');
  });

  test('the sweep reads an index, however many calls sleep', () => {
    open();
    const plan = withFile((database) => database.prepare(`EXPLAIN QUERY PLAN ${dueQuery}`).all(1, 1, 1));
    expect(plan.map((step) => String(step.detail))).toEqual(['SEARCH calls USING INDEX calls_due (wake_at<?)']);
  });

  test('a folder emptied between runs starts afresh', async () => {
    await open().calls.create(aCallDocument(id));
    await opened[0]?.close();
    rmSync(dir, { recursive: true });
    expect(await open().calls.load(id)).toEqual({ kind: 'missing' });
    expect(existsSync(join(dir, databaseFile))).toBe(true);
  });
});

test("another process's long write does not put every other call of this process to sleep", async () => {
  const store = open();
  const other = new (loadSqlite().DatabaseSync)(join(dir, databaseFile));
  try {
    other.exec('BEGIN IMMEDIATE');
    const order: string[] = [];
    // Nothing but this timer ends the other's write: if the store slept in SQLite, the timer would never be served.
    setTimeout(() => {
      order.push('another call was served');
      other.exec('COMMIT');
    }, 20);
    await store.media.put('a'.repeat(64), new Uint8Array(10));
    order.push('the write came through');
    expect(order).toEqual(['another call was served', 'the write came through']);
  } finally {
    other.close();
  }
});
