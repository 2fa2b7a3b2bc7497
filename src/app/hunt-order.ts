import { z } from 'zod';
import type { NoteTaken, TakeOrder } from '../core/call/call-command.ts';
import { changeFact, ledgerKey } from './ledger-facts.ts';
import type { TurnPorts } from './turn-ports.ts';

/** What is remembered of a hunt: where the next round begins, and when each contact last took a call (epoch milliseconds). */
const huntFact = z.object({ cursor: z.number(), taken: z.record(z.string(), z.number()) }).catch({ cursor: 0, taken: {} });
const keepMs = 180 * 86_400_000;

/** In which order people are rung for this call. Two calls at the same moment get two turns. */
export async function takeOrder(ports: HuntPorts, { group, strategy, members }: TakeOrder): Promise<readonly string[]> {
  return changeFact(ports, ledgerKey('hunt', group), keepMs, (known) => {
    const { cursor, taken } = huntFact.parse(known);
    const first = members.length === 0 ? 0 : cursor % members.length;
    const turned = [...members.slice(first), ...members.slice(0, first)];
    const result = strategy === 'roundRobin' ? turned : turned.toSorted((a, b) => (taken[a] ?? 0) - (taken[b] ?? 0));
    return { value: { cursor: cursor + 1, taken }, result };
  });
}

export async function noteTaken(ports: HuntPorts, { group, member }: NoteTaken): Promise<undefined> {
  await changeFact(ports, ledgerKey('hunt', group), keepMs, (known) => {
    const { cursor, taken } = huntFact.parse(known);
    return { value: { cursor, taken: { ...taken, [member]: ports.clock.now() } }, result: undefined };
  });
}

type HuntPorts = Pick<TurnPorts, 'ledger' | 'clock'>;
