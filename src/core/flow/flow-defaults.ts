import { z } from 'zod';
import type { StepKit } from '../steps/define-step.ts';
import { bargeIn, duration, interDigitTimeout, maxAttempts, target, timeout } from '../steps/fields.ts';
import type { CompiledFlow } from './compiled-flow.ts';
import { suggest } from './did-you-mean.ts';
import { isObject, record } from './record.ts';
import type { Report } from './report.ts';
import { checkWith, keypad, reportNoKey } from './schema-findings.ts';

type Inherited = StepKit['inherits'][number];

export interface FlowDefaults {
  /** As they were written: a step's own schema reads them. */
  readonly inherited: { readonly [member: string]: unknown };
  readonly keys: CompiledFlow['keys'];
  readonly on: CompiledFlow['on'];
  readonly whenAloneMs: number;
}

/** What a step takes from `defaults` when it does not say, as it is written. */
export const inheritable: { readonly [member in Inherited]: z.ZodType } = { timeout, interDigitTimeout, maxAttempts, bargeIn };
/** How long the bot stays in a call that everybody else has left. */
export const whenAlone = duration({ min: '5s', max: '1h' });
const whenAloneByDefaultMs = 30_000;

const members = [...Object.keys(inheritable), 'keys', 'on', 'whenAlone', 'note'];

/** Outcomes that every step has: a fault, and the end of the loop budget. */
export const commonOutcomes = ['error', 'loop'] as const;

/** Reads `defaults`. What is wrong is left out, so that steps do not complain of it again. */
export function readDefaults(value: unknown, kits: ReadonlyMap<string, StepKit>, report: Report): FlowDefaults {
  const none: FlowDefaults = { inherited: record([]), keys: record([]), on: record([]), whenAloneMs: whenAloneByDefaultMs };
  if (value === undefined) return none;
  if (!isObject(value)) {
    report.error('IVR103', { path: ['defaults'], message: '"defaults" does not fit', fix: 'write an object in { }' });
    return none;
  }
  for (const member of Object.keys(value)) {
    if (members.includes(member)) continue;
    report.error('IVR101', {
      path: ['defaults', member],
      at: 'key',
      message: `"${member}" is not known here`,
      fix: suggest(member, members, ''),
    });
  }
  const inherited = Object.entries(inheritable).flatMap(([member, schema]) => {
    const raw = value[member];
    if (raw === undefined) return [];
    return checkWith(schema, { report, path: ['defaults', member], value: raw }) === undefined ? [] : [[member, raw] as const];
  });
  const outcomes = new Set<string>([...commonOutcomes, ...[...kits.values()].flatMap((kit) => Object.keys(kit.outcomes))]);
  const alone =
    value.whenAlone === undefined
      ? undefined
      : checkWith(whenAlone, { report, path: ['defaults', 'whenAlone'], value: value.whenAlone });
  return {
    inherited: record(inherited),
    whenAloneMs: alone?.value ?? whenAloneByDefaultMs,
    keys: readTargets(value.keys, ['defaults', 'keys'], report, (key, path) => {
      if (keypad.includes(key)) return true;
      reportNoKey(key, path, report);
      return false;
    }),
    on: readTargets(value.on, ['defaults', 'on'], report, (outcome, path) => {
      if (outcomes.has(outcome)) return true;
      report.error('IVR203', {
        path,
        at: 'key',
        message: `no step has the outcome "${outcome}"`,
        fix: suggest(outcome, outcomes, ''),
      });
      return false;
    }),
  };
}

const anObject = z.record(z.string(), z.unknown());

/** Reads an object of names to targets. Whether the targets exist is looked at when all steps are known. */
export function readTargets(
  value: unknown,
  path: readonly string[],
  report: Report,
  allowed: (name: string, path: readonly string[]) => boolean,
): { readonly [name: string]: string } {
  if (value === undefined) return record([]);
  const checked = checkWith(anObject, { report, path, value });
  if (checked === undefined || !isObject(value)) return record([]);
  return record(
    Object.entries(value).flatMap(([name, raw]) => {
      if (!allowed(name, [...path, name])) return [];
      const to = checkWith(target, { report, path: [...path, name], value: raw });
      return to === undefined ? [] : [[name, to.value] as const];
    }),
  );
}
