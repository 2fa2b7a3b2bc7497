import type { CallId } from '../../core/call/ids.ts';
import type { CallDocument, CallStore } from '../../ports/call-store.ts';
import type { Clock } from '../../ports/clock.ts';

/**
 * Call documents in memory, with the same semantics as the durable stores. Documents are kept as their JSON, so a
 * document that is changed after it was saved, or that JSON cannot carry, shows here as it would there.
 */
export function memoryCallStore(clock: Pick<Clock, 'now'>): CallStore {
  const rows = new Map<string, Row>();
  let writes = 0; // Counts on after a call is gone: no version ever comes back.

  const present = (id: string): Row | undefined => {
    const row = rows.get(id);
    if (row?.expiresAt === undefined || row.expiresAt > clock.now()) return row;
    rows.delete(id);
    return undefined;
  };
  const write = (document: CallDocument): string => {
    const version = `v${++writes}`;
    const { wakeAt, expiresAt } = document;
    rows.set(document.call.id, {
      id: document.call.id,
      version,
      json: JSON.stringify(document),
      ...(wakeAt === undefined ? {} : { wakeAt }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    });
    return version;
  };

  return {
    load: async (id) => {
      const row = present(id);
      if (row === undefined) return { kind: 'missing' };
      const document: CallDocument = JSON.parse(row.json);
      return { kind: 'found', document, version: row.version };
    },
    create: async (document) =>
      present(document.call.id) === undefined ? { kind: 'created', version: write(document) } : { kind: 'exists' },
    replace: async (document, version) =>
      present(document.call.id)?.version === version ? { kind: 'saved', version: write(document) } : { kind: 'overtaken' },
    due: async (now, limit) => {
      // Looking at each call also drops those that expired, so memory does not grow with the calls of the day.
      const due = [...rows.keys()].flatMap((id) => {
        const row = present(id);
        return row?.wakeAt === undefined || row.wakeAt > now ? [] : [{ id: row.id, wakeAt: row.wakeAt }];
      });
      due.sort((a, b) => a.wakeAt - b.wakeAt);
      return due.slice(0, Math.max(0, Math.floor(limit))).map(({ id }) => id);
    },
    ping: async () => true,
    close: async () => {},
  };
}

interface Row {
  readonly id: CallId;
  readonly version: string;
  readonly json: string;
  readonly wakeAt?: number;
  readonly expiresAt?: number;
}
