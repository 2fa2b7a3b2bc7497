import { Fault } from '../../core/call/fault.ts';
import type { CallId } from '../../core/call/ids.ts';
import type { CallDocument, CallStore, Exists } from '../../ports/call-store.ts';
import type { KeyRing } from '../../ports/key-ring.ts';
import { documentSchema, readCallDocument } from '../call-document.ts';
import { keyIdOf, open, seal } from './seal.ts';

/**
 * A store of calls that cannot read what it keeps. Everything of the caller's (variables, digits, parties, prompts, events and
 * commands) is one sealed text; in the clear stays what the sweep, the lease and the store itself need.
 *
 * 1. A document of before there was sealing opens as it is, and is sealed by its next write.
 * 2. What cannot be opened is `STORE_CORRUPT`, never an empty call.
 */
export function sealedCalls(store: CallStore, ring: KeyRing): CallStore {
  return {
    load: async (id) => {
      const [found] = await Promise.all([store.load(id), ring.current()]); // On a cold start both are on their way at once.
      return found.kind === 'missing' ? found : { ...found, document: await unsealed(id, found.document, ring) };
    },
    create: async (document) => {
      const created = await store.create(await sealed(document, ring));
      return created.kind === 'created' ? created : opened(document.call.id, created, ring);
    },
    replace: async (document, version) => store.replace(await sealed(document, ring), version),
    due: (now, limit) => store.due(now, limit),
    ping: () => store.ping(),
    close: () => store.close(),
  };
}

async function sealed({ call, outbox, inbox, ...clear }: CallDocument, ring: KeyRing): Promise<CallDocument> {
  const { id, tenantId, state, wakeAt } = call;
  const text = seal({ call, outbox, inbox }, id, await ring.current());
  // What a store looks at is there; the rest is behind the seal, and nobody but this file reads it.
  return { ...clear, call: { id, tenantId, state, wakeAt }, outbox: [], inbox: [], sealed: text } as unknown as CallDocument;
}

async function unsealed(
  id: CallId,
  document: CallDocument & { readonly sealed?: unknown },
  ring: KeyRing,
): Promise<CallDocument> {
  const { sealed: text, ...clear } = document;
  if (text === undefined) return document;
  const keyId = typeof text === 'string' ? keyIdOf(text) : undefined;
  const key = keyId === undefined ? undefined : await ring.byId(keyId);
  const inside = typeof text === 'string' && key !== undefined ? open(text, id, key) : undefined;
  if (typeof inside !== 'object' || inside === null) {
    const why =
      key === undefined ? 'the key that it was sealed with is not there' : 'it has been changed, or belongs to another call';
    throw new Fault('STORE_CORRUPT', `The stored document of call ${id} cannot be opened: ${why}.`);
  }
  return readCallDocument(id, { schema: documentSchema, ...clear, ...inside });
}

async function opened(id: CallId, { kind, stored }: Exists, ring: KeyRing): Promise<Exists> {
  return stored === undefined ? { kind } : { kind, stored: { ...stored, document: await unsealed(id, stored.document, ring) } };
}
