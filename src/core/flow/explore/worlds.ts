import type { VarValue } from '../../call/call.ts';
import type { Party } from '../../call/party.ts';
import type { CompiledFlow } from '../compiled-flow.ts';
import { nextChanges } from '../schedules/opening.ts';
import { hintsOf } from './hints.ts';
import type { World } from './walk.ts';

/** Whoever calls when nothing is said about it; the runner of conversations takes the same. */
export const usualCaller: Party = { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567', displayName: 'Ada Example' };

const mostWorlds = 200;
const changesLookedAt = 12;
/** Numbers that are kept free for films and manuals. */
const numbers = Array.from({ length: 24 }, (_, index) => `+4416329600${String(index + 10)}`);

/**
 * Worlds in which calls may go other ways: other times when there are schedules, other values of variables where conditions
 * look at them, other callers. The usual one comes first, and each of the others differs from it in one thing.
 */
export function worldsFor(flow: CompiledFlow, usual: World): readonly World[] {
  const flows = [flow, ...flow.called.values()];
  const schedules = flows.flatMap((one) => Object.values(one.schedules));
  const times = schedules.flatMap((schedule) => nextChanges(schedule, usual.at, changesLookedAt).map(({ at }) => at + 60_000));
  const { texts, digits } = hintsOf(flow);
  const values: { readonly [type: string]: readonly VarValue[] } = {
    string: [...texts, 'x'],
    number: [...digits.map(Number), ...digits.map((one) => Number(one) + 1), 0],
    boolean: [true, false],
    any: [...texts, ...digits.map(Number), true],
  };
  const vars = Object.entries(flow.vars).flatMap(([name, { type }]) => (values[type] ?? []).map((value) => ({ [name]: value })));
  const callers: readonly Party[] = [...numbers.map((number): Party => ({ kind: 'phone', number })), { kind: 'unknown' }];
  return [
    usual,
    ...[...new Set(times)].map((at) => ({ ...usual, at })),
    ...vars.map((one) => ({ ...usual, vars: one })),
    ...callers.map((caller) => ({ ...usual, caller })),
  ].slice(0, mostWorlds);
}
