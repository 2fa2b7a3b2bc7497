import { z } from 'zod';
import type { VarValue } from '../call/call.ts';
import { limits } from '../call/call.ts';
import { bytesOf } from '../call/size.ts';
import { canBeVariable } from './cel-environment.ts';
import type { CompiledFlow, VarDeclaration } from './compiled-flow.ts';
import { isObject, record } from './record.ts';
import type { Report } from './report.ts';
import { checkWith } from './schema-findings.ts';

export const mostVariables = 200;
export const variableTypes = ['string', 'number', 'boolean', 'list', 'map', 'any'] as const;
/** A variable as it is declared. */
export const declaration = z.strictObject({
  type: z.enum(variableTypes).meta({ description: 'What it holds; `any` is whatever it gets.', examples: ['string'] }),
  sensitive: z
    .boolean()
    .default(false)
    .meta({ description: 'Encrypted in the store, and masked wherever people look. Default false.', examples: [true] }),
  initial: z
    .json()
    .optional()
    .meta({ description: 'What it holds when the call begins.', examples: ['silver', 0, []] }),
  note: z
    .string()
    .max(2_000)
    .optional()
    .meta({ description: 'For people; the bot does not read it.', examples: ['From the CRM.'] }),
});

/** Reads `vars`. A declaration that is wrong counts as `any`, so that the expressions over it say nothing on top. */
export function readVars(value: unknown, report: Report): CompiledFlow['vars'] {
  if (value === undefined) return record([]);
  if (!isObject(value)) {
    report.error('IVR103', {
      path: ['vars'],
      message: '"vars" does not fit',
      fix: 'write an object in { }: name to declaration',
    });
    return record([]);
  }
  const entries = Object.entries(value);
  if (entries.length > mostVariables) {
    report.error('IVR106', {
      path: ['vars'],
      at: 'key',
      message: `there are ${entries.length} variables`,
      fix: `use at most ${mostVariables}`,
    });
    return record([]);
  }
  const vars = record(
    entries.flatMap(([name, raw]) => {
      const declared = readVar(name, raw, report);
      return declared === undefined ? [] : [[name, declared] as const];
    }),
  );
  const bytes = bytesOf(Object.fromEntries(Object.entries(vars).map(([name, { initial }]) => [name, initial])));
  if (bytes > limits.vars)
    report.error('IVR106', {
      path: ['vars'],
      at: 'key',
      message: `the variables take ${bytes} bytes before anything is put into them, and a call holds ${limits.vars}`,
      fix: 'use fewer of them, shorter names, or shorter initial values; long texts belong into prompts',
    });
  return vars;
}

function readVar(name: string, raw: unknown, report: Report): VarDeclaration | undefined {
  const path = ['vars', name];
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name) || !canBeVariable(name)) {
    const fix = 'use letters, digits and _, beginning with a letter, and no word of the expression language';
    report.error('IVR105', { path, at: 'key', message: `"${name}" cannot be the name of a variable`, fix });
    return undefined;
  }
  const checked = checkWith(declaration, { report, path, value: raw });
  if (checked === undefined) return { type: 'any', sensitive: false, initial: null };
  const { type, sensitive, initial } = checked.value;
  if (initial === undefined) return { type, sensitive, initial: initials[type] };
  if (!fits[type](initial) || JSON.stringify(initial).length > limits.varText) {
    const fix = `write a ${type}${type === 'any' ? '' : `, or leave it out for ${JSON.stringify(initials[type])}`}, at most ${limits.varText} characters`;
    report.error('IVR408', { path: [...path, 'initial'], message: `the initial value is not a ${type}, or too long`, fix });
  }
  return { type, sensitive, initial };
}

/** What a variable holds before it is set. */
const initials: { readonly [type in VarDeclaration['type']]: VarValue } = {
  string: '',
  number: 0,
  boolean: false,
  list: [],
  map: {},
  any: null,
};

const fits: { readonly [type in VarDeclaration['type']]: (value: VarValue) => boolean } = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value),
  map: (value) => isObject(value),
  any: () => true,
};
