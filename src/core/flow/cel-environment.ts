import { Environment } from '@marcbachmann/cel-js';
import { patternLimits } from '../steps/safe-pattern.ts';
import type { VarDeclaration } from './compiled-flow.ts';
import type { Locale } from './expressions.ts';
import { registerHours } from './schedules/cel-hours.ts';
import type { Schedules } from './schedules/schedule.ts';
import { registerSpoken } from './spoken/cel-functions.ts';

/**
 * CEL as flows use it. JSON has one kind of number, CEL has two: a variable's number is CEL's `double`, a literal
 * without a point is its `int`. Authors need not know: the operators below take both.
 */
const language = new Environment({
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 500, maxDepth: 30, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 10 },
});

type Arithmetic = (a: number, b: number) => number;
const arithmetic: readonly (readonly [string, Arithmetic])[] = [
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['%', (a, b) => a % b],
];
for (const [sign, calculate] of arithmetic) {
  const mixed = (a: number | bigint, b: number | bigint): number => calculate(Number(a), Number(b));
  language.registerOperator(`int ${sign} double: double`, mixed);
  language.registerOperator(`double ${sign} int: double`, mixed);
}
language.registerOperator('double % double: double', (a: number, b: number) => a % b);
// The library derives the other order, and `!=`, from this one.
language.registerOperator('int == double: bool', (a: bigint, b: number) => Number(a) === b);

language.registerFunction('string.substring(double): string', (text: string, start: number) => cut(text, start, text.length));
language.registerFunction('string.substring(double, double): string', cut);
language.registerFunction('string.substring(int, double): string', cut);
language.registerFunction('string.substring(double, int): string', cut);

/** What every `matches` becomes: its pattern was checked when the flow was compiled; the text is bounded here. */
export const boundedMatches = 'matchesBounded';
language.registerFunction(`string.${boundedMatches}(string): bool`, (text: string, pattern: string) => {
  if (text.length > patternLimits.subject) throw new RangeError('the text is too long to be matched');
  return new RegExp(pattern).test(text);
});

function cut(text: string, start: number | bigint, end: number | bigint): string {
  const [from, to] = [Number(start), Number(end)];
  if (!(from >= 0 && to >= from && to <= text.length)) throw new RangeError('substring reaches outside the text');
  return text.slice(from, to);
}

export const celTypes = { string: 'string', number: 'double', boolean: 'bool', list: 'list', map: 'map', any: 'dyn' } as const;

const party = { kind: 'string', id: 'string', number: 'string', name: 'string' };
const call = {
  id: 'string',
  line: 'string',
  language: 'string',
  multiparty: 'bool',
  participants: 'double',
  caller: party,
  called: party,
};

/** Everything that can stand before a dot in an expression. */
export const scopeNames = ['vars', 'call', 'env'] as const;

/** The members of `call`, for did-you-mean. */
export const callMembers = Object.keys(call);
export const partyMembers = Object.keys(party);

export interface CelSurroundings {
  readonly locale: () => Locale;
  readonly schedules: Schedules;
  /** Secrets and an answer from outside can be seen `outside`; a PIN as well when `verifying`. */
  readonly where: 'inside' | 'outside' | 'verifying';
}

/** The language with one flow's variables in it, speaking as the locale of the moment wants it. */
export function celEnvironment(
  vars: { readonly [name: string]: VarDeclaration },
  { locale, schedules, where }: CelSurroundings,
): Environment {
  const types = Object.fromEntries(Object.entries(vars).map(([name, { type }]) => [name, celTypes[type]]));
  const speaking = registerSpoken(language.clone(), locale);
  const inside = registerHours(speaking, schedules, () => locale().now)
    .registerVariable({ name: 'vars', schema: types })
    .registerVariable({ name: 'call', schema: call })
    .registerVariable('env', 'map<string, string>');
  if (where === 'inside') return inside;
  const outside = inside
    .registerVariable('secret', 'map<string, string>')
    .registerVariable({ name: 'response', schema: { status: 'double', body: 'dyn' } });
  return where === 'verifying' ? outside.registerVariable('pin', 'string') : outside;
}

/** True when the language can say `vars.NAME`: some words are its own. */
export function canBeVariable(name: string): boolean {
  try {
    language.parse(`vars.${name}`);
    return name !== '__proto__';
  } catch {
    return false;
  }
}
