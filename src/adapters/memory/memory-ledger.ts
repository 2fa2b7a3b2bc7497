import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';

/** Kept as JSON, so that a fact that JSON cannot carry shows here as it would in a durable store. */
export function memoryLedger(clock: Pick<Clock, 'now'>): Ledger {
  const entries = new Map<string, { readonly json: string; readonly version: string; readonly expiresAt: number }>();
  let writes = 0;
  const present = (key: string) => {
    const entry = entries.get(key);
    if (entry === undefined || entry.expiresAt > clock.now()) return entry;
    entries.delete(key);
    return undefined;
  };
  return {
    get: async (key) => {
      const entry = present(key);
      return entry && { value: JSON.parse(entry.json), version: entry.version, expiresAt: entry.expiresAt };
    },
    put: async (key, { value, expiresAt }, version) => {
      if (present(key)?.version !== version) return 'overtaken';
      writes += 1;
      entries.set(key, { json: JSON.stringify(value), version: `v${writes}`, expiresAt });
      return 'saved';
    },
  };
}
