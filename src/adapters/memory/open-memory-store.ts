import type { CallHistory } from '../../ports/call-history.ts';
import type { CallStore } from '../../ports/call-store.ts';
import { type Clock, systemClock } from '../../ports/clock.ts';
import type { FlowVersionRecord, FlowVersionStore } from '../../ports/flow-versions.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { MediaStore } from '../../ports/prompts.ts';
import type { Register } from '../../ports/register.ts';
import type { QueueConsumer, WorkQueue } from '../../ports/work-queue.ts';
import type { WorkspaceStore } from '../../ports/workspace-store.ts';
import { memoryCallHistory } from './memory-call-history.ts';
import { memoryCallStore } from './memory-call-store.ts';
import { memoryJobQueue } from './memory-job-queue.ts';
import { memoryLedger } from './memory-ledger.ts';
import { memoryRegister } from './memory-register.ts';
import { memoryWorkspace } from './memory-workspace.ts';

export interface MemoryStore {
  readonly calls: CallStore;
  readonly media: MediaStore;
  readonly versions: FlowVersionStore;
  readonly workspace: WorkspaceStore;
  readonly history: CallHistory;
  readonly ledger: Ledger;
  readonly register: Register;
  readonly queue: WorkQueue & QueueConsumer;
  close(): Promise<void>;
}

/** The embedded store's shape and semantics without its file: for tests, the terminal, and simulations in virtual time. */
export function openMemoryStore(
  options: {
    /** Says what has expired. Default: the system's. */
    readonly clock?: Pick<Clock, 'now'>;
    /** How often a job is tried before it is set aside. Default 8. */
    readonly maxTries?: number;
  } = {},
): MemoryStore {
  const { clock = systemClock, maxTries = 8 } = options;
  return {
    calls: memoryCallStore(clock),
    media: memoryMedia(),
    versions: memoryFlowVersions(),
    workspace: memoryWorkspace(),
    history: memoryCallHistory(),
    ledger: memoryLedger(clock),
    register: memoryRegister(clock),
    queue: memoryJobQueue({ clock, maxTries }),
    close: async () => {},
  };
}

function memoryMedia(): MediaStore {
  const sounds = new Map<string, Uint8Array>();
  return {
    put: async (hash, bytes) => {
      if (!sounds.has(hash)) sounds.set(hash, bytes.slice());
    },
    get: async (hash) => sounds.get(hash)?.slice(),
    has: async (hash) => sounds.has(hash),
  };
}

function memoryFlowVersions(): FlowVersionStore {
  const records = new Map<string, string>();
  const key = (name: string, version: string) => JSON.stringify([name, version]);
  return {
    put: async (record) => {
      const at = key(record.name, record.version);
      if (!records.has(at)) records.set(at, JSON.stringify(record));
    },
    get: async (name, version) => {
      const json = records.get(key(name, version));
      if (json === undefined) return undefined;
      const record: FlowVersionRecord = JSON.parse(json);
      return record;
    },
  };
}
