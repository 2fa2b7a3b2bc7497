import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '../../core/call/fault.ts';
import { loadSqlite } from './load-sqlite.ts';
import { migrate } from './schema.ts';
import { guarded, isBusy } from './store-fault.ts';

/** The store's one file in STATE_DIR; SQLite keeps `-wal` and `-shm` beside it with the same rights. */
export const databaseFile = 'teams-ivr.sqlite';

/** How long a statement waits for another process while the file is opened. Later nothing waits in here: see whenUnlocked. */
const busyTimeoutMs = 2_000;

/** Opens the file, makes it first if need be, and brings its layout up to date. */
export function openDatabase(dir: string): DatabaseSync {
  const path = preparedFile(dir);
  return guarded('open its file', () => {
    const database = new (loadSqlite().DatabaseSync)(path);
    try {
      configure(database);
      migrate(database);
      database.exec('PRAGMA busy_timeout = 0');
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

function configure(database: DatabaseSync): void {
  database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
  turnOnWriteAheadLog(database);
  // An answered write survives a power cut, not only the end of the process (I4).
  database.exec('PRAGMA synchronous = FULL');
  // Callers are people: what was deleted is overwritten where that costs no extra write.
  database.exec('PRAGMA secure_delete = FAST');
  database.exec('PRAGMA journal_size_limit = 67108864');
}

/**
 * Turning the write-ahead log on for the first time needs the file alone, and SQLite does not always wait for that: of
 * two processes that start together on a new folder, one may be told "busy" at once.
 */
function turnOnWriteAheadLog(database: DatabaseSync): void {
  for (let attempt = 1; ; attempt++) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (attempt === 20 || !isBusy(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25); // A synchronous pause, at start only.
    }
  }
}

/** Makes folder and file with our own rights before SQLite would make them with everybody's. */
function preparedFile(dir: string): string {
  const path = join(dir, databaseFile);
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 }); // A folder that is there already keeps its owner's choice.
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
    return path;
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
    throw new Fault(
      'STORE_UNAVAILABLE',
      `STATE_DIR cannot be written: ${dir} (${code}). Give the user that runs the bot write access to this folder, ` +
        'or set STATE_DIR to a folder where it has it.',
      { cause: error },
    );
  }
}
