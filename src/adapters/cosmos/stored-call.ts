import { z } from 'zod';
import type { CallId } from '../../core/call/ids.ts';
import type { CallDocument } from '../../ports/call-store.ts';
import { documentSchema, readCallDocument } from '../call-document.ts';
import type { StoredItem } from './cosmos-items.ts';
import type { WriteId } from './held-version.ts';

/** The service removes an ended call this long after we stopped seeing it: its clock is not ours, and counts in seconds. */
const ttlMarginSeconds = 60;

/** The document as the container keeps it: the port's members, our writes' names, and the service's `id` and `ttl`. */
export function storedCall(document: CallDocument, writes: readonly WriteId[], now: number): StoredItem {
  const { expiresAt } = document;
  return {
    id: document.call.id,
    schema: documentSchema,
    ...document,
    writes,
    ...(expiresAt === undefined ? {} : { ttl: Math.max(1, Math.ceil((expiresAt - now) / 1_000) + ttlMarginSeconds) }),
  };
}

export interface ReadCall {
  readonly document: CallDocument;
  readonly writes: readonly WriteId[];
}

/** @throws Fault STORE_CORRUPT */
export function readStoredCall(id: CallId, stored: unknown): ReadCall {
  const { writes, ttl: _ttl, id: _id, _rid, _self, _etag, _attachments, _ts, _lsn, ...document } = members.parse(stored);
  return { document: readCallDocument(id, document), writes };
}

/** Ours and the service's own, taken off before the document itself is looked at. */
const members = z.looseObject({ writes: z.array(z.string()).catch([]) }).catch({ writes: [] });
