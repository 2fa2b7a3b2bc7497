import type { VarValue } from '../call/call.ts';
import type { Evaluated } from './expressions.ts';

const deepest = 20;
const notPlain = Symbol('not plain');

/** What CEL gave, as plain JSON. Fails for what JSON cannot hold: infinity, bytes, types. */
export function toVarValue(given: unknown): Evaluated {
  const value = plain(given, 0);
  return value === notPlain ? { kind: 'failed', why: 'not_a_value' } : { kind: 'value', value };
}

function plain(given: unknown, depth: number): VarValue | typeof notPlain {
  if (given === null || typeof given === 'string' || typeof given === 'boolean') return given;
  if (typeof given === 'number') return Number.isFinite(given) ? given : notPlain;
  if (typeof given === 'bigint') return Number(given);
  if (typeof given !== 'object' || depth > deepest) return notPlain;
  if (typeof given.valueOf() === 'bigint') return Number(given.valueOf()); // CEL's unsigned numbers.
  if (given instanceof Date) return Number.isNaN(given.getTime()) ? notPlain : given.toISOString();
  if (given instanceof Uint8Array || given instanceof Promise) return notPlain;
  if (Array.isArray(given)) return whole(given.map((item) => plain(item, depth + 1)));
  const entries = given instanceof Map ? [...given] : Object.entries(given);
  const values = whole(entries.map(([, item]) => plain(item, depth + 1)));
  if (values === notPlain) return notPlain;
  return Object.fromEntries(entries.map(([name], index) => [String(name), values[index] ?? null]));
}

function whole(items: readonly (VarValue | typeof notPlain)[]): readonly VarValue[] | typeof notPlain {
  return items.every((item) => item !== notPlain) ? items : notPlain;
}
