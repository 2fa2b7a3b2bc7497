import type { Clock } from '../../ports/clock.ts';
import type { Register, RegisterEntry, RegisterRecord } from '../../ports/register.ts';

/** Kept as JSON, so that a record that JSON cannot carry shows here as it would in a durable store. */
export function memoryRegister(clock: Pick<Clock, 'now'>): Register {
  const lists = new Map<string, Map<string, Row>>();
  let writes = 0;
  const present = (list: string, id: string): Row | undefined => {
    const row = lists.get(list)?.get(id);
    if (row === undefined || row.expiresAt === undefined || row.expiresAt > clock.now()) return row;
    lists.get(list)?.delete(id);
    return undefined;
  };
  const all = (list: string): readonly Row[] => [...(lists.get(list)?.keys() ?? [])].flatMap((id) => present(list, id) ?? []);
  return {
    get: async (list, id) => {
      const row = present(list, id);
      return row && entryOf(row);
    },
    put: async ({ body, ...record }, version) => {
      if (present(record.list, record.id)?.version !== version) return 'overtaken';
      const list = lists.get(record.list) ?? new Map<string, Row>();
      lists.set(record.list, list);
      writes += 1;
      list.set(record.id, { ...record, json: JSON.stringify(body), version: `v${writes}` });
      return 'saved';
    },
    remove: async (list, id) => {
      lists.get(list)?.delete(id);
    },
    due: async (list, state, until, limit) =>
      all(list)
        .filter((row) => row.state === state && row.dueAt <= until)
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit)
        .map(entryOf),
    page: async (list, after, limit) =>
      all(list)
        .filter(({ id }) => id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(entryOf),
    count: async (list, state) => all(list).filter((row) => row.state === state).length,
  };
}

type Row = Omit<RegisterRecord, 'body'> & { readonly json: string; readonly version: string };

function entryOf({ json, ...row }: Row): RegisterEntry {
  const body: unknown = JSON.parse(json);
  return { ...row, body };
}
