import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Log } from '../../ports/log.ts';
import { unavailable } from './answer.ts';
import type { CosmosItems } from './cosmos-items.ts';
import { patiently } from './patience.ts';
import { repeated, rest } from './repeat.ts';

/**
 * One item a key, in a partition of its own. A write whose answer was lost counts as overtaken: whoever wrote looks again
 * and finds either the old entry or its own.
 */
export function cosmosLedger(items: CosmosItems, clock: Pick<Clock, 'now'>, log: Log): Ledger {
  const keyOf = (key: string) => ({ id: key, partition: key });
  const find = async (key: string) => {
    const answer = await repeated('look something up', log, () => items.read('look something up', keyOf(key)));
    if (answer.kind === 'missing') return undefined;
    if (answer.kind !== 'done') throw unavailable('look something up', answer.kind);
    const read = storedFact.safeParse(answer.body);
    if (!read.success) throw new Fault('STORE_CORRUPT', 'An entry of the ledger cannot be read from Cosmos DB.');
    return { value: read.data.value, expiresAt: read.data.expiresAt, version: answer.etag };
  };
  const isOver = (expiresAt: number): boolean => expiresAt <= clock.now();
  return {
    get: async (key) => {
      const found = await find(key);
      return found === undefined || isOver(found.expiresAt) ? undefined : found;
    },
    put: async (key, { value, expiresAt }, version) => {
      // The service removes it some time after; reading does not wait for that.
      const item = { id: key, value, expiresAt, ttl: Math.max(1, Math.ceil((expiresAt - clock.now()) / 1_000)) };
      let held = version;
      if (held === undefined) {
        const found = await find(key);
        if (found !== undefined && !isOver(found.expiresAt)) return 'overtaken';
        held = found?.version;
      }
      return patiently('note something down', async (patience) => {
        for (;;) {
          const answer =
            held === undefined
              ? await items.create(patience.doing, item)
              : await items.replace(patience.doing, keyOf(key), item, held);
          if (answer.kind === 'done') return 'saved';
          if (answer.kind !== 'notDone') return 'overtaken';
          await rest(patience, log, answer);
        }
      });
    },
  };
}

const storedFact = z.looseObject({ value: z.unknown(), expiresAt: z.number() });
