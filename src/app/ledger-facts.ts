import { createHash } from 'node:crypto';
import { Fault } from '../core/call/fault.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger, LedgerKey } from '../ports/ledger.ts';

/** A key of words that may be anything, a caller's number included: only their hash is kept (I8). */
export function ledgerKey(kind: string, ...words: readonly string[]): LedgerKey {
  return `${kind}-${createHash('sha256').update(JSON.stringify(words)).digest('hex')}`;
}

export interface FactPorts {
  readonly ledger: Ledger;
  readonly clock: Pick<Clock, 'now'>;
}

/** Each time somebody else has made progress. */
const mostRounds = 10;

/** Changes one fact, whoever else is changing it. `change` is asked again after every overtaking, so it must be pure. */
export async function changeFact<Result>(
  { ledger, clock }: FactPorts,
  key: LedgerKey,
  keepMs: number,
  change: (known: unknown) => { readonly value: unknown; readonly result: Result },
): Promise<Result> {
  for (let round = 0; round < mostRounds; round += 1) {
    const entry = await ledger.get(key);
    const { value, result } = change(entry?.value);
    const saved = await ledger.put(key, { value, expiresAt: clock.now() + keepMs }, entry?.version);
    if (saved === 'saved') return result;
  }
  throw new Fault('OVERTAKEN', 'An entry of the ledger is changed too often.', { retryable: true });
}
