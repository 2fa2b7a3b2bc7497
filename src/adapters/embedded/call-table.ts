import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type CallId, readCallId } from '../../core/call/ids.ts';
import type { CallDocument, CallStore } from '../../ports/call-store.ts';
import type { Clock } from '../../ports/clock.ts';
import { documentSchema, readCallDocument } from '../call-document.ts';
import { guarded, whenUnlocked } from './store-fault.ts';
import type { WriteQueue } from './write-queue.ts';

export interface CallTable {
  readonly calls: Omit<CallStore, 'ping' | 'close'>;
  /** Removes at most `limit` expired documents and says how many. Reading never sees them, purged or not. */
  readonly purge: (limit: number) => number;
}

/**
 * Call documents with the semantics of Cosmos ETags. Every write is one statement, so it is atomic by itself, and its
 * `WHERE` is its condition; the number of changed rows says who won.
 */
export function callTable(database: DatabaseSync, writes: WriteQueue, clock: Pick<Clock, 'now'>): CallTable {
  const select = database.prepare('SELECT document, version FROM calls WHERE id = ? AND (expires_at IS NULL OR expires_at > ?)');
  // An expired document is absent, so its place is free even before it has been purged.
  const insert = database.prepare(`
    INSERT INTO calls (id, version, document, wake_at, expires_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      version = excluded.version, document = excluded.document, wake_at = excluded.wake_at, expires_at = excluded.expires_at
    WHERE calls.expires_at <= ?`);
  const update = database.prepare(`
    UPDATE calls SET version = ?, document = ?, wake_at = ?, expires_at = ?
    WHERE id = ? AND version = ? AND (expires_at IS NULL OR expires_at > ?)`);
  const selectDue = database.prepare(dueQuery);
  const anyExpired = database.prepare('SELECT 1 FROM calls WHERE expires_at <= ? LIMIT 1');
  const removeExpired = database.prepare(
    'DELETE FROM calls WHERE id IN (SELECT id FROM calls WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)',
  );

  return {
    calls: {
      load: async (id) =>
        whenUnlocked('load a call', () => {
          const row = select.get(id, clock.now());
          if (row === undefined) return { kind: 'missing' };
          const { document, version } = storedCall.parse(row);
          return { kind: 'found', document: readCallDocument(id, parsed(document)), version };
        }),
      create: async (document) =>
        writes.run('create a call', () => {
          const version = newVersion();
          const { wakeAt, expiresAt } = times(document);
          const written = insert.run(document.call.id, version, writeCallDocument(document), wakeAt, expiresAt, clock.now());
          return Number(written.changes) === 1 ? { kind: 'created', version } : { kind: 'exists' };
        }),
      replace: async (document, expected) =>
        writes.run('save a call', () => {
          const version = newVersion();
          const { wakeAt, expiresAt } = times(document);
          const text = writeCallDocument(document);
          const written = update.run(version, text, wakeAt, expiresAt, document.call.id, expected, clock.now());
          return Number(written.changes) === 1 ? { kind: 'saved', version } : { kind: 'overtaken' };
        }),
      due: async (now, limit) =>
        whenUnlocked('look for due calls', () =>
          selectDue.all(whole(now), clock.now(), bounded(limit)).flatMap((row) => readableId(row.id)),
        ),
    },
    purge: (limit) =>
      guarded('purge expired calls', () => {
        const now = clock.now();
        if (anyExpired.get(now) === undefined) return 0; // Usually there is nothing, and then no lock is taken.
        return Number(removeExpired.run(now, bounded(limit)).changes);
      }),
  };
}

/** One range scan of the index `calls_due`, whatever the number of sleeping calls. */
export const dueQuery =
  'SELECT id FROM calls WHERE wake_at <= ? AND (expires_at IS NULL OR expires_at > ?) ORDER BY wake_at LIMIT ?';

function writeCallDocument(document: CallDocument): string {
  return JSON.stringify({ schema: documentSchema, ...document });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The parser's message would quote the document.
  }
}

const storedCall = z.object({ document: z.string(), version: z.string() });

/** Random, so that no version ever comes back, not even for a call that was purged and created again. */
function newVersion(): string {
  return randomUUID();
}

function times(document: CallDocument): { wakeAt: number | null; expiresAt: number | null } {
  return {
    wakeAt: document.wakeAt === undefined ? null : whole(document.wakeAt),
    expiresAt: document.expiresAt === undefined ? null : whole(document.expiresAt),
  };
}

/** The columns hold whole milliseconds. Rounding up wakes a call late by less than one, never early. */
function whole(ms: number): number {
  return Math.ceil(ms);
}

/** SQLite reads a negative limit as none. */
function bounded(limit: number): number {
  return Math.max(0, Math.floor(limit));
}

function readableId(id: unknown): CallId[] {
  const read = typeof id === 'string' ? readCallId(id) : undefined;
  return read === undefined ? [] : [read];
}
