import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Register, RegisterEntry } from '../../ports/register.ts';
import { unavailable } from './answer.ts';
import type { CosmosItems } from './cosmos-items.ts';
import { patiently } from './patience.ts';
import { repeated, rest } from './repeat.ts';

/**
 * One item a record, in the partition of its list: every question is about one partition. A write whose answer was lost
 * counts as overtaken: whoever wrote looks again and finds either the old record or its own.
 */
export function cosmosRegister(items: CosmosItems, clock: Pick<Clock, 'now'>, log: Log): Register {
  const find = async (list: string, id: string): Promise<RegisterEntry | undefined> => {
    const doing = 'look a record up';
    const answer = await repeated(doing, log, () => items.read(doing, { id, partition: list }));
    if (answer.kind === 'missing') return undefined;
    if (answer.kind !== 'done') throw unavailable(doing, answer.kind);
    return { ...recordIn(answer.body), version: answer.etag };
  };
  const isOver = ({ expiresAt }: { readonly expiresAt?: number }): boolean => expiresAt !== undefined && expiresAt <= clock.now();
  const ask = async (doing: string, list: string, text: string, more: Parameters) => {
    const query = { text, parameters: { list, now: clock.now(), ...more }, partition: list };
    const answer = await repeated(doing, log, () => items.query(doing, query));
    if (answer.kind !== 'done') throw unavailable(doing, answer.kind);
    return answer.body;
  };
  return {
    get: async (list, id) => {
      const found = await find(list, id);
      return found === undefined || isOver(found) ? undefined : found;
    },
    put: async ({ list, id, state, dueAt, body, expiresAt }, version) => {
      // The service removes it some time after; reading does not wait for that.
      const ttl = expiresAt === undefined ? -1 : Math.max(1, Math.ceil((expiresAt - clock.now()) / 1_000));
      const item = { list, id, state, dueAt, body, ...(expiresAt === undefined ? {} : { expiresAt }), ttl };
      let held = version;
      if (held === undefined) {
        const found = await find(list, id);
        if (found !== undefined && !isOver(found)) return 'overtaken';
        held = found?.version;
      }
      return patiently('keep a record', async (patience) => {
        for (;;) {
          const answer =
            held === undefined
              ? await items.create(patience.doing, item)
              : await items.replace(patience.doing, { id, partition: list }, item, held);
          if (answer.kind === 'done') return 'saved';
          if (answer.kind !== 'notDone') return 'overtaken';
          await rest(patience, log, answer);
        }
      });
    },
    remove: async (list, id) => {
      const doing = 'remove a record';
      const answer = await repeated(doing, log, () => items.remove(doing, { id, partition: list }));
      if (answer.kind !== 'done' && answer.kind !== 'missing') throw unavailable(doing, answer.kind);
    },
    due: async (list, state, until, limit) => {
      const text = `SELECT TOP ${most(limit)} * FROM c WHERE c.list = @list AND c.state = @state AND c.dueAt <= @until AND ${alive} ORDER BY c.dueAt`;
      return (await ask('look for records that are due', list, text, { state, until })).map(entryIn);
    },
    page: async (list, after, limit) => {
      const text = `SELECT TOP ${most(limit)} * FROM c WHERE c.list = @list AND c.id > @after AND ${alive} ORDER BY c.id`;
      return (await ask('read records', list, text, { after })).map(entryIn);
    },
    count: async (list, state) => {
      const text = `SELECT VALUE COUNT(1) FROM c WHERE c.list = @list AND c.state = @state AND ${alive}`;
      return z.tuple([z.number()]).parse(await ask('count records', list, text, { state }))[0];
    },
  };
}

interface Parameters {
  readonly [name: string]: number | string;
}

const alive = '(NOT IS_DEFINED(c.expiresAt) OR c.expiresAt > @now)';
const most = (limit: number): number => Math.max(0, Math.floor(limit));

const storedRecord = z.object({
  list: z.string(),
  id: z.string(),
  state: z.string(),
  dueAt: z.number(),
  body: z.unknown(),
  expiresAt: z.number().exactOptional(),
});
const storedEntry = storedRecord.extend({ _etag: z.string() });

function recordIn(item: unknown) {
  const read = storedRecord.safeParse(item);
  if (!read.success) throw corrupt();
  return { ...read.data, body: read.data.body };
}

function entryIn(item: unknown): RegisterEntry {
  const read = storedEntry.safeParse(item);
  if (!read.success) throw corrupt();
  const { _etag: version, ...record } = read.data;
  return { ...record, body: record.body, version };
}

const corrupt = (): Fault => new Fault('STORE_CORRUPT', 'A record of the register cannot be read from Cosmos DB.');
