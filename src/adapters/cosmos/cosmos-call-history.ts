import type { CallHistory, CallRecord } from '../../ports/call-history.ts';
import type { Log } from '../../ports/log.ts';
import { readCallRecord } from '../../ports/read-call-record.ts';
import { unavailable } from './answer.ts';
import type { CosmosItems } from './cosmos-items.ts';
import { repeated } from './repeat.ts';

/** One item for each call that ended, named after the call: creating it twice keeps the first. The container's TTL removes it. */
export function cosmosCallHistory(items: CosmosItems, log: Log): CallHistory {
  return {
    append: async (record) => {
      const item = { id: record.callId, day: dayOf(record), ...record };
      const answer = await repeated('record a call', log, () => items.create('record a call', item));
      if (answer.kind !== 'done' && answer.kind !== 'exists') throw unavailable('record a call', answer.kind);
    },
    latest: async (limit) => {
      const most = Math.max(0, Math.floor(limit));
      if (most === 0) return [];
      const query = {
        text: `SELECT TOP ${most} * FROM c WHERE c.endedAt > @since ORDER BY c.endedAt DESC`,
        parameters: { since: 0 },
      };
      const answer = await repeated('read the history', log, () => items.query('read the history', query));
      if (answer.kind !== 'done') throw unavailable('read the history', answer.kind);
      return answer.body.flatMap((row) => readCallRecord(row) ?? []);
    },
  };
}

/** The day (UTC) on which the call began: the same whenever the record is written. */
function dayOf({ startedAt }: CallRecord): string {
  return new Date(startedAt).toISOString().slice(0, 10);
}
