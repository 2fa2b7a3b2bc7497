import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '../../core/call/fault.ts';
import type { WorkspaceStore } from '../../ports/workspace-store.ts';
import { whenUnlocked } from './store-fault.ts';
import type { WriteQueue } from './write-queue.ts';

/** The published workspace: one row a document, replaced only in the version that was read. */
export function workspaceTable(database: DatabaseSync, writes: WriteQueue): WorkspaceStore {
  const select = database.prepare('SELECT etag, body FROM workspace WHERE id = ?');
  const insert = database.prepare('INSERT INTO workspace (id, etag, body) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING');
  const update = database.prepare('UPDATE workspace SET etag = ?, body = ? WHERE id = ? AND etag = ?');

  return {
    get: async (id) =>
      whenUnlocked('read the workspace', () => {
        const row = select.get(id);
        return row === undefined ? undefined : { body: parsed(id, row.body), etag: String(row.etag) };
      }),
    create: async (id, body) => {
      const etag = randomUUID();
      const made = await writes.run('keep a part of the workspace', () => insert.run(id, etag, JSON.stringify(body)));
      return made.changes === 0 ? { kind: 'exists' } : { kind: 'saved', etag };
    },
    replace: async (id, body, before) => {
      const etag = randomUUID();
      const made = await writes.run('save the workspace', () => update.run(etag, JSON.stringify(body), id, before));
      return made.changes === 0 ? { kind: 'overtaken' } : { kind: 'saved', etag };
    },
  };
}

function parsed(id: string, text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw new Fault('STORE_CORRUPT', `The document ${id} of the workspace cannot be read from the embedded store.`);
  }
}
