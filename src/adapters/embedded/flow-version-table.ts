import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { FlowVersionRecord, FlowVersionStore } from '../../ports/flow-versions.ts';
import { whenUnlocked } from './store-fault.ts';
import type { WriteQueue } from './write-queue.ts';

/** What each flow version was compiled from. Immutable: putting one twice keeps the first (I6). */
export function flowVersionTable(database: DatabaseSync, writes: WriteQueue): FlowVersionStore {
  const select = database.prepare('SELECT record FROM flow_versions WHERE name = ? AND version = ?');
  const insert = database.prepare(
    'INSERT INTO flow_versions (name, version, record) VALUES (?, ?, ?) ON CONFLICT (name, version) DO NOTHING',
  );

  return {
    put: async (record) =>
      writes.run('keep a flow version', () => {
        if (select.get(record.name, record.version) === undefined) {
          insert.run(record.name, record.version, JSON.stringify(record));
        }
      }),
    get: async (name, version) =>
      whenUnlocked('read a flow version', () => {
        const row = select.get(name, version);
        return row === undefined ? undefined : readRecord(name, version, row.record);
      }),
  };
}

const storedRecord = z.object({
  name: z.string(),
  version: z.string(),
  text: z.string(),
  surroundings: z.looseObject({
    contacts: z.record(z.string(), z.looseObject({ kind: z.string() })),
    audio: z.record(z.string(), z.looseObject({})),
  }),
});

function readRecord(name: string, version: string, text: unknown): FlowVersionRecord {
  const record = storedRecord.safeParse(parsed(text));
  if (!record.success || record.data.name !== name || record.data.version !== version) {
    throw new Fault('STORE_CORRUPT', `Version ${version} of the flow ${name} cannot be read from the embedded store.`);
  }
  return record.data as unknown as FlowVersionRecord; // Our own writing; its frame has been checked above.
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
