import { z } from 'zod';
import type { Call } from '../core/call/call.ts';
import type { Party } from '../core/call/party.ts';
import type { Lockout } from '../core/steps/verification.ts';
import { changeFact, type FactPorts, ledgerKey } from './ledger-facts.ts';

/** Wrong PINs one after the other, and until when (epoch milliseconds) they count. */
const failures = z.object({ count: z.number(), until: z.number() }).catch({ count: 0, until: 0 });

/** Somebody who guesses from many numbers is stopped at this many times the attempts of one. */
const acrossCallers = 4;

/** Where wrong PINs are counted for a call: by the caller, and by the account over all callers. */
export interface Counter {
  readonly key: string;
  readonly attempts: number;
  readonly forMs: number;
}

/**
 * The counters of a step for a caller. Keys are hashed: neither number nor account can be read from them. Callers who
 * withhold who they are share one counter for each account.
 */
export function countersFor(
  step: string,
  { caller }: Pick<Call, 'caller'>,
  account: string | undefined,
  { attempts, forMs }: Lockout,
): readonly Counter[] {
  const who = nameOf(caller);
  const whose = account ?? '';
  const own = who === undefined ? ledgerKey('pin', step, 'withheld', whose) : ledgerKey('pin', step, 'caller', who);
  const all =
    account === undefined ? [] : [{ key: ledgerKey('pin', step, 'account', whose), attempts: attempts * acrossCallers, forMs }];
  return [{ key: own, attempts, forMs }, ...all];
}

/** Throws `Fault` when the ledger cannot say. */
export async function isLocked(ports: FactPorts, counters: readonly Counter[]): Promise<boolean> {
  for (const { key, attempts } of counters) {
    const { count, until } = failures.parse((await ports.ledger.get(key))?.value);
    if (until > ports.clock.now() && count >= attempts) return true;
  }
  return false;
}

/**
 * Takes one of the tries that are left, before anything is compared: however many calls try at once, together they get no
 * more than one caller. `left`: how many there are after this one; undefined when there was none.
 */
export async function takeTry(ports: FactPorts, counters: readonly Counter[]): Promise<{ readonly left: number } | undefined> {
  let left = Number.POSITIVE_INFINITY;
  for (const [index, counter] of counters.entries()) {
    const now = ports.clock.now();
    const taken = await changeFact(ports, counter.key, counter.forMs, (known) => {
      const { count, until } = failures.parse(known);
      const before = until > now ? count : 0;
      // Whoever is locked out does not stay so for longer by trying.
      if (before >= counter.attempts) return { value: { count: before, until }, result: undefined };
      return { value: { count: before + 1, until: now + counter.forMs }, result: counter.attempts - before - 1 };
    });
    if (taken === undefined) {
      await giveBack(ports, counters.slice(0, index));
      return undefined;
    }
    left = Math.min(left, taken);
  }
  return { left };
}

/** A try of which nobody could say whether it was right. */
export async function giveBack(ports: FactPorts, counters: readonly Counter[]): Promise<void> {
  for (const { key, forMs } of counters) {
    await changeFact(ports, key, forMs, (known) => {
      const { count, until } = failures.parse(known);
      return { value: { count: Math.max(0, count - 1), until }, result: undefined };
    });
  }
}

/** The right PIN: what was wrong before is forgotten. */
export async function clear(ports: FactPorts, counters: readonly Counter[]): Promise<void> {
  for (const { key, forMs } of counters)
    await changeFact(ports, key, forMs, () => ({ value: { count: 0, until: 0 }, result: undefined }));
}

/** What tells this caller from others; undefined when nothing does. */
function nameOf(caller: Party): string | undefined {
  if (caller.kind === 'phone') return caller.number;
  return caller.kind === 'unknown' ? undefined : `${caller.kind} ${caller.id}`;
}
