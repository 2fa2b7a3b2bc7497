import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { Log } from '../../ports/log.ts';
import type { JsonValue, SavedDocument, WorkspaceStore } from '../../ports/workspace-store.ts';
import { type Answer, unavailable } from './answer.ts';
import { maxDocumentBytes } from './containers.ts';
import type { CosmosItems, StoredItem } from './cosmos-items.ts';
import { type Patience, patiently } from './patience.ts';
import { repeated, rest } from './repeat.ts';

const reading = 'read the workspace';
const writing = 'save the workspace';

/**
 * The published workspace: one item a document, its own partition, so that everything is a point operation. Every write
 * has a name of its own in the item: when an answer is lost, the item itself says whether the write was made.
 */
export function cosmosWorkspace(items: CosmosItems, log: Log): WorkspaceStore {
  const get: WorkspaceStore['get'] = async (id) => {
    const answer = await repeated(reading, log, () => items.read(reading, keyOf(id)));
    if (answer.kind === 'missing') return undefined;
    if (answer.kind !== 'done') throw unavailable(reading, answer.kind);
    return { body: readItem(id, answer.body).body, etag: answer.etag };
  };

  /** Writes until there is a plain answer; `lost` is what the service says when somebody was there before us. */
  async function write<Lost extends 'exists' | 'overtaken'>(
    item: StoredItem & { readonly write: string },
    lost: Lost,
    request: () => Promise<Answer>,
  ): Promise<SavedDocument | { readonly kind: Lost }> {
    return patiently(writing, async (patience: Patience) => {
      let mayBeMade = false;
      for (;;) {
        const answer = await request();
        if (answer.kind === 'done') return { kind: 'saved', etag: answer.etag };
        if (answer.kind === lost || answer.kind === 'missing') return mayBeMade ? lookForOurs(item, lost) : { kind: lost };
        mayBeMade ||= answer.kind === 'unclear';
        await rest(patience, log, answer);
      }
    });
  }

  async function lookForOurs<Lost extends string>(item: StoredItem & { readonly write: string }, lost: Lost) {
    const found = await repeated(reading, log, () => items.read(reading, keyOf(item.id)));
    const ours = found.kind === 'done' && readItem(item.id, found.body).write === item.write;
    return ours ? ({ kind: 'saved', etag: found.etag } as const) : { kind: lost };
  }

  return {
    get,
    create: async (id, body) => {
      const item = itemOf(id, body);
      return write(item, 'exists', () => items.create(writing, item));
    },
    replace: async (id, body, etag) => {
      const item = itemOf(id, body);
      return write(item, 'overtaken', () => items.replace(writing, keyOf(id), item, etag));
    },
  };
}

const keyOf = (id: string) => ({ id, partition: id });

function itemOf(id: string, body: JsonValue) {
  const text = JSON.stringify(body);
  const packed = text.length < packFrom ? { body } : { packed: gzipSync(text).toString('base64') };
  const item = { id, write: randomUUID(), ...packed };
  if (Buffer.byteLength(JSON.stringify(item)) <= maxDocumentBytes) return item;
  const limit = Math.floor(maxDocumentBytes / 1_024);
  throw new Fault('RECORD_TOO_LARGE', `A file of the workspace is longer than the ${limit} KB that Cosmos DB keeps: split it.`);
}

/** A directory of ten thousand people is a megabyte of text, and a tenth of it packed. */
const packFrom = 200_000;

const storedItem = z.object({ write: z.string(), body: z.unknown().optional(), packed: z.string().optional() });

function readItem(id: string, stored: unknown): { readonly write: string; readonly body?: unknown } {
  const item = storedItem.safeParse(stored);
  if (!item.success) throw corrupt(id);
  const { write, body, packed } = item.data;
  return { write, body: packed === undefined ? body : unpacked(id, packed) };
}

function unpacked(id: string, packed: string): unknown {
  try {
    return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8'));
  } catch {
    throw corrupt(id);
  }
}

const corrupt = (id: string): Fault =>
  new Fault('STORE_CORRUPT', `The document ${id} of the workspace cannot be read from Cosmos DB.`);
