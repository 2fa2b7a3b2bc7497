import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '../../core/call/fault.ts';

/** Brings the file to the layout that this program knows. Several processes may start at the same moment. */
export function migrate(database: DatabaseSync, from: readonly string[] = migrations): void {
  if (layoutOf(database) === from.length) return; // The usual case takes no write lock.
  database.exec('BEGIN IMMEDIATE');
  try {
    const layout = layoutOf(database); // Again, now that nobody else can change it.
    if (layout > from.length) throw newerFile(layout, from.length);
    for (const migration of from.slice(layout)) database.exec(migration);
    database.exec(`PRAGMA user_version = ${from.length}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** One entry per layout, never edited once released; `PRAGMA user_version` counts those that were applied. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE calls (
    id TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    document TEXT NOT NULL,
    wake_at INTEGER,
    expires_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX calls_due ON calls (wake_at) WHERE wake_at IS NOT NULL;
  CREATE INDEX calls_expired ON calls (expires_at) WHERE expires_at IS NOT NULL;

  CREATE TABLE media (
    hash TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
  ) STRICT;

  CREATE TABLE flow_versions (
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (name, version)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job TEXT NOT NULL,
    visible_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    claim TEXT,
    poisoned INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX jobs_waiting ON jobs (visible_at, id) WHERE poisoned = 0;
  `,
  `
  CREATE TABLE call_history (
    call_id TEXT PRIMARY KEY,
    ended_at INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX call_history_ended ON call_history (ended_at);
  `,
  `
  CREATE TABLE ledger (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    version TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX ledger_expired ON ledger (expires_at);
  `,
  `
  CREATE TABLE workspace (
    id TEXT PRIMARY KEY,
    etag TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE register (
    list TEXT NOT NULL,
    id TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    expires_at INTEGER,
    version TEXT NOT NULL,
    PRIMARY KEY (list, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX register_due ON register (list, state, due_at);
  CREATE INDEX register_expired ON register (expires_at) WHERE expires_at IS NOT NULL;
  `,
];

function layoutOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}

function newerFile(found: number, known: number): Fault {
  return new Fault(
    'STORE_UNAVAILABLE',
    `The embedded store has layout ${found}, and this program knows layouts up to ${known}: ` +
      'start the newer program again, or set STATE_DIR to another folder.',
  );
}
