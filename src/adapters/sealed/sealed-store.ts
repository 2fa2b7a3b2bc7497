import type { CallStore } from '../../ports/call-store.ts';
import type { KeyRing } from '../../ports/key-ring.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Register } from '../../ports/register.ts';
import { sealedCalls } from './sealed-calls.ts';
import { sealedLedger } from './sealed-ledger.ts';
import { sealedRegister } from './sealed-register.ts';

/** Where something of people is kept. */
interface OfPeople {
  readonly calls: CallStore;
  readonly ledger: Ledger;
  readonly register: Register;
}

/** A store that cannot read what it keeps of people (ADR 29). */
export function sealedStore({ calls, ledger, register }: OfPeople, ring: KeyRing): OfPeople {
  return {
    calls: sealedCalls(calls, ring),
    ledger: sealedLedger(ledger, ring),
    register: sealedRegister(register, ring),
  };
}
