import { z } from 'zod';
import { type CallId, readCallId } from '../../core/call/ids.ts';
import type { CallDocument, CallStore } from '../../ports/call-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { unavailable } from './answer.ts';
import type { CosmosItems } from './cosmos-items.ts';
import { type HeldVersion, newWriteId, readVersion, superseded, type WriteId, withWrite, writeVersion } from './held-version.ts';
import { type Patience, patiently } from './patience.ts';
import { repeated, rest } from './repeat.ts';
import { readStoredCall, storedCall } from './stored-call.ts';

/**
 * Call documents in Cosmos DB.
 *
 * 1. Every access is a point operation on the call's own partition, but for the sweep's one indexed query.
 * 2. Every write is conditional, so repeating one is safe: it takes effect at most once.
 * 3. A write whose answer was lost is looked for by its name before anything is said about it (ADR 10): what took
 *    effect is reported as done, with a version that fits only if nobody has written since.
 * 4. Expired means absent, whether or not the service has removed the document.
 */
export function cosmosCallStore(items: CosmosItems, clock: Pick<Clock, 'now'>, log: Log): Omit<CallStore, 'close'> {
  const keyOf = (id: CallId) => ({ id, partition: id });
  const isOver = (expiresAt: number | undefined): boolean => expiresAt !== undefined && expiresAt <= clock.now();

  /** One point read, repeated until there is an answer. An expired document is found: its place is still taken. */
  async function find(patience: Patience, id: CallId): Promise<Found | undefined> {
    for (;;) {
      const answer = await items.read(patience.doing, keyOf(id));
      if (answer.kind === 'done') return { ...readStoredCall(id, answer.body), etag: answer.etag };
      if (answer.kind === 'missing') return undefined;
      await rest(patience, log, answer);
    }
  }

  /** Replaces while `held` is current, under the name `write`, by which it is found again when an answer is lost. */
  async function replaceHeld(
    patience: Patience,
    document: CallDocument,
    held: HeldVersion,
    write: WriteId,
  ): Promise<{ readonly kind: 'saved'; readonly version: string } | { readonly kind: 'overtaken' }> {
    const { id } = document.call;
    const writes = withWrite(write, held.writes);
    const item = storedCall(document, writes, clock.now());
    let mayHaveTakenEffect = false;
    for (;;) {
      const answer = await items.replace(patience.doing, keyOf(id), item, held.etag);
      switch (answer.kind) {
        case 'done':
          return { kind: 'saved', version: versionOf(answer.etag, writes, document) };
        case 'missing':
          return { kind: 'overtaken' };
        case 'overtaken': {
          if (!mayHaveTakenEffect) return { kind: 'overtaken' };
          const etag = etagOfOurs(await find(patience, id), write);
          return etag === undefined ? { kind: 'overtaken' } : { kind: 'saved', version: versionOf(etag, writes, document) };
        }
        case 'unclear': {
          mayHaveTakenEffect = true;
          await rest(patience, log, answer);
          const found = await find(patience, id);
          const etag = etagOfOurs(found, write);
          if (etag !== undefined) return { kind: 'saved', version: versionOf(etag, writes, document) };
          if (found?.etag !== held.etag) return { kind: 'overtaken' };
          break; // Not there, or still on its way: the same condition lets only one of the two take effect.
        }
        default:
          await rest(patience, log, answer);
      }
    }
  }

  return {
    load: (id) =>
      patiently('load a call', async (patience) => {
        const found = await find(patience, id);
        if (found === undefined || isOver(found.document.expiresAt)) return { kind: 'missing' };
        return { kind: 'found', document: found.document, version: versionOf(found.etag, found.writes, found.document) };
      }),

    create: (document) =>
      patiently('create a call', async (patience) => {
        const { id } = document.call;
        const write = newWriteId();
        const item = storedCall(document, [write], clock.now());
        for (;;) {
          const answer = await items.create(patience.doing, item);
          if (answer.kind === 'done') return { kind: 'created', version: versionOf(answer.etag, [write], document) };
          if (answer.kind === 'unclear') await rest(patience, log, answer);
          else if (answer.kind !== 'exists') {
            await rest(patience, log, answer);
            continue;
          }
          const found = await find(patience, id);
          const etag = etagOfOurs(found, write);
          if (etag !== undefined) return { kind: 'created', version: versionOf(etag, [write], document) };
          if (found === undefined) {
            // Not there, still on its way, or just removed: the id can be taken only once.
            if (answer.kind === 'exists') await rest(patience, log, { kind: 'notDone', why: 'JUST_REMOVED' });
            continue;
          }
          if (!isOver(found.document.expiresAt)) {
            const version = versionOf(found.etag, found.writes, found.document);
            return { kind: 'exists', stored: { document: found.document, version } };
          }
          const replaced = await replaceHeld(patience, document, found, newWriteId());
          return replaced.kind === 'saved' ? { kind: 'created', version: replaced.version } : { kind: 'exists' };
        }
      }),

    replace: async (document, version) => {
      const held = readVersion(version);
      // Without asking: a version that cannot be current any more.
      if (held.etag === superseded || isOver(held.expiresAt)) return { kind: 'overtaken' };
      return patiently('save a call', (patience) => replaceHeld(patience, document, held, newWriteId()));
    },

    due: async (now, limit) => {
      const most = Math.max(0, Math.floor(limit));
      if (most === 0) return [];
      const query = { text: dueQuery(most), parameters: { now, today: clock.now() } };
      const answer = await repeated('look for due calls', log, () => items.query('look for due calls', query));
      if (answer.kind !== 'done') throw unavailable('look for due calls', answer.kind);
      return answer.body.flatMap(readableId);
    },

    ping: async () => {
      try {
        // The answer to a read of nothing comes from the call's own container, under the same identity.
        await patiently('look after itself', (patience) => find(patience, nobody));
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** `due` as one range of the index on `/wakeAt`, in its order. Ended calls have no `wakeAt`, so they are never looked at. */
export function dueQuery(most: number): string {
  return (
    `SELECT TOP ${most} c.id FROM c WHERE c.wakeAt <= @now ` +
    'AND (NOT IS_DEFINED(c.expiresAt) OR c.expiresAt > @today) ORDER BY c.wakeAt'
  );
}

interface Found {
  readonly document: CallDocument;
  readonly writes: readonly WriteId[];
  readonly etag: string;
}

/** The id of no call: Graph's are GUIDs. Reading it is answered with 404 by a service that is well. */
const nobody = 'ping' as CallId; // Fit to be one; see readCallId.

/** The version of a write of ours that took effect; undefined when it did not. */
function etagOfOurs(found: Found | undefined, write: WriteId): string | undefined {
  const at = found?.writes.indexOf(write) ?? -1;
  if (found === undefined || at < 0) return undefined;
  return at === 0 ? found.etag : superseded;
}

function versionOf(etag: string, writes: readonly WriteId[], { expiresAt }: CallDocument): string {
  return writeVersion({ etag, writes, ...(expiresAt === undefined ? {} : { expiresAt }) });
}

const dueRow = z.object({ id: z.string() });

function readableId(row: unknown): CallId[] {
  const read = dueRow.safeParse(row);
  const id = read.success ? readCallId(read.data.id) : undefined;
  return id === undefined ? [] : [id];
}
