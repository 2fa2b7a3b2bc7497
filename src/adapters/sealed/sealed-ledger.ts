import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { KeyRing } from '../../ports/key-ring.ts';
import type { Ledger, LedgerEntry } from '../../ports/ledger.ts';
import { keyIdOf, open, seal } from './seal.ts';

/**
 * What stands beside the seal too, for whoever asks the store how many calls wait, on which line, since when. It is a label:
 * only what is inside is believed.
 */
const labels = ['status', 'line', 'notBefore', 'notAfter', 'changedAt'] as const;

/**
 * A ledger that cannot read what it keeps: numbers and variables of outbound calls lie in it for weeks. Everything is sealed,
 * so that nobody has to remember what is to be.
 *
 * 1. An entry of before there was sealing is read as it is, and sealed by its next write.
 * 2. What cannot be opened is `STORE_CORRUPT`, never an empty entry: a lock-out must not end with its key.
 */
export function sealedLedger(ledger: Ledger, ring: KeyRing): Ledger {
  return {
    get: async (key) => {
      const [entry] = await Promise.all([ledger.get(key), ring.current()]); // On a cold start both are on their way at once.
      return entry && { ...entry, value: await unsealed(key, entry, ring) };
    },
    put: async (key, { value, expiresAt }, version) => {
      const sealed = seal(value, nameOf(key), await ring.current());
      return ledger.put(key, { value: { ...labelsOf(value), sealed }, expiresAt }, version);
    },
  };
}

/** Bound to the seal, so that what was sealed under one key opens under no other. */
const nameOf = (key: string): string => `ledger/${key}`;

function labelsOf(value: unknown): { readonly [label: string]: unknown } {
  if (typeof value !== 'object' || value === null) return {};
  const known: { readonly [member: string]: unknown } = { ...value };
  return Object.fromEntries(labels.flatMap((label) => (known[label] === undefined ? [] : [[label, known[label]]])));
}

const sealedValue = z.looseObject({ sealed: z.string() });

async function unsealed(key: string, { value }: LedgerEntry, ring: KeyRing): Promise<unknown> {
  const read = sealedValue.safeParse(value);
  if (!read.success) return value;
  const keyId = keyIdOf(read.data.sealed);
  const sealingKey = keyId === undefined ? undefined : await ring.byId(keyId);
  const inside = sealingKey === undefined ? undefined : open(read.data.sealed, nameOf(key), sealingKey);
  if (inside !== undefined) return inside;
  const why =
    sealingKey === undefined ? 'the key that it was sealed with is not there' : 'it has been changed, or belongs elsewhere';
  throw new Fault('STORE_CORRUPT', `An entry of the ledger cannot be opened: ${why}.`);
}
