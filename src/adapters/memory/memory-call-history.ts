import type { CallHistory, CallRecord } from '../../ports/call-history.ts';

/** The ended calls in memory, kept as their JSON; of very many the oldest are forgotten. */
export function memoryCallHistory(): CallHistory {
  const records = new Map<string, string>();
  return {
    append: async (record) => {
      if (records.has(record.callId)) return;
      records.set(record.callId, JSON.stringify(record));
      for (const oldest of records.keys()) {
        if (records.size <= most) break;
        records.delete(oldest);
      }
    },
    latest: async (limit) => {
      const all = [...records.values()].map((json): CallRecord => JSON.parse(json));
      return all.sort((a, b) => b.endedAt - a.endedAt).slice(0, Math.max(0, Math.floor(limit)));
    },
  };
}

const most = 10_000;
