import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../core/call/fault.ts';
import type { CallHistory } from '../../ports/call-history.ts';
import type { CallStore } from '../../ports/call-store.ts';
import { type Clock, systemClock } from '../../ports/clock.ts';
import type { FlowVersionStore } from '../../ports/flow-versions.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Log } from '../../ports/log.ts';
import type { MediaStore } from '../../ports/prompts.ts';
import type { Register } from '../../ports/register.ts';
import type { QueueConsumer, WorkQueue } from '../../ports/work-queue.ts';
import type { WorkspaceStore } from '../../ports/workspace-store.ts';
import { callHistoryTable } from './call-history-table.ts';
import { callTable } from './call-table.ts';
import { flowVersionTable } from './flow-version-table.ts';
import { jobTable } from './job-table.ts';
import { ledgerTable } from './ledger-table.ts';
import { mediaTable } from './media-table.ts';
import { databaseFile, openDatabase } from './open-database.ts';
import { registerTable } from './register-table.ts';
import { guarded } from './store-fault.ts';
import { workspaceTable } from './workspace-table.ts';
import { WriteQueue } from './write-queue.ts';

export interface EmbeddedStore {
  readonly calls: CallStore;
  readonly media: MediaStore;
  readonly versions: FlowVersionStore;
  readonly workspace: WorkspaceStore;
  readonly history: CallHistory;
  readonly ledger: Ledger;
  readonly register: Register;
  readonly queue: WorkQueue & QueueConsumer;
  /** Removes at most `limit` expired calls; the sweep's `due` does this by itself. */
  readonly purge: (limit: number) => number;
  /** Closes the file for all of them. Closing twice is fine. */
  close(): Promise<void>;
}

export interface EmbeddedStoreOptions {
  /** STATE_DIR. Made with rights for its owner only when it is not there. */
  readonly dir: string;
  readonly log: Log;
  /** Says what has expired. Default: the system's. */
  readonly clock?: Pick<Clock, 'now'>;
  /** How often a job is tried before it is set aside. Default 8. */
  readonly maxTries?: number;
}

/**
 * Everything durable on one machine, in one SQLite file that several processes may share. What was answered survives
 * `kill -9` and a power cut: write-ahead log with `synchronous=FULL`.
 *
 * 1. Every write is conditional where the port says so, and answered when it is on the disk (write-queue.ts).
 * 2. A write waits about two seconds for other processes and then fails as STORE_UNAVAILABLE, retryable.
 * 3. Expired means absent, purged or not.
 *
 * @throws Fault STORE_UNAVAILABLE when the folder cannot be written or the file is of a newer program, STORE_CORRUPT
 * when it is not a database.
 */
export function openEmbeddedStore(options: EmbeddedStoreOptions): EmbeddedStore {
  const { dir, log, clock = systemClock, maxTries = 8 } = options;
  const database = openDatabase(dir);
  const path = join(dir, databaseFile);
  const opened = statSync(path);
  const writes = new WriteQueue(database);
  const { calls, purge } = callTable(database, writes, clock);

  const close = async (): Promise<void> => {
    if (database.isOpen) guarded('close its file', () => database.close());
  };
  const ping = async (): Promise<boolean> => {
    try {
      // A file that was deleted under us takes writes and forgets them.
      if (statSync(path).ino !== opened.ino) return false;
      await writes.run('answer', () => undefined); // The lock is had, and the disk takes it.
      return true;
    } catch {
      return false;
    }
  };
  const due: CallStore['due'] = async (now, limit) => {
    const ids = await calls.due(now, limit);
    try {
      await writes.run('purge expired calls', () => purge(purgeBatch));
    } catch (error) {
      // Housekeeping must not keep a caller waiting: the next sweep tries again.
      log.warn('store.purgeFailed', { code: error instanceof Fault ? error.code : 'unknown' });
    }
    return ids;
  };

  return {
    calls: { ...calls, due, ping, close },
    media: mediaTable(database, writes),
    versions: flowVersionTable(database, writes),
    workspace: workspaceTable(database, writes),
    history: callHistoryTable(database, writes, clock),
    ledger: ledgerTable(database, writes, clock),
    register: registerTable(database, writes, clock),
    queue: jobTable(database, writes, { clock, maxTries, onUnreadable: () => log.error('queue.unreadableJob') }),
    purge,
    close,
  };
}

/** Small enough that the lock is held for milliseconds, large enough to keep up with any laptop's calls. */
const purgeBatch = 200;
