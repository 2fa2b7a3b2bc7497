import { z } from 'zod';
import { listed, type Suggestion, suggest } from './did-you-mean.ts';
import type { JsonPath } from './json-text.ts';
import type { Report, Said } from './report.ts';

/** What every checker of a part needs besides the part itself. */
export interface SchemaCheck {
  readonly report: Report;
  /** Where in the document the checked value stands. */
  readonly path: JsonPath;
  /** The value as it was written: zod does not repeat it in its issues. */
  readonly value: unknown;
  /** Members that are allowed although the schema does not name them. */
  readonly alsoKnown?: readonly string[];
  /** Where a value really stands that was written elsewhere in the document, such as a default. */
  readonly elsewhere?: (path: JsonPath) => JsonPath | undefined;
}

/** Checks a value with a zod schema. What does not fit is reported in the words of the flow language. */
export function checkWith<Output>(schema: z.ZodType<Output>, check: SchemaCheck): { readonly value: Output } | undefined {
  const result = schema.safeParse(check.value);
  if (result.success) return { value: result.data };
  for (const issue of result.error.issues) reportIssue(issue, schema, check);
  return undefined;
}

function reportIssue(issue: z.core.$ZodIssue, schema: z.ZodType, check: SchemaCheck): void {
  const { report } = check;
  const inside = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const path = check.elsewhere?.(inside) ?? [...check.path, ...inside];
  if (issue.code === 'unrecognized_keys') {
    const known = [...membersAt(schema, inside), ...(inside.length === 0 ? (check.alsoKnown ?? []) : [])];
    for (const key of issue.keys) reportUnknown(key, known, [...path, key], report);
    return;
  }
  const called = nameOf(path);
  const given = valueAt(check.value, inside);
  if (given === undefined) {
    report.error('IVR102', { path, message: `${called} is missing`, fix: ownWords(issue) ?? `add ${called}${exampleOf(issue)}` });
  } else if (issue.code === 'invalid_key') {
    const [reason] = issue.issues;
    const fix = reason === undefined ? 'choose another name' : sentence(reason.message);
    report.error('IVR105', { path, at: 'key', message: `${called} cannot be used as a name`, fix });
  } else {
    const fix = explain(issue, given);
    const aboutDuration = (typeof fix === 'string' && fix.includes('duration')) || isDuration(given);
    const value = aboutDuration ? durationMeant(given) : valueMeant(issue, given);
    const quickFix: Said['quickFix'] =
      value === undefined ? undefined : { title: `write ${JSON.stringify(value)}`, changes: [{ kind: 'replace', path, value }] };
    const message = `${called} does not fit${shown(given)}`;
    report.error(aboutDuration ? 'IVR107' : 'IVR103', { path, message, fix, ...(quickFix && { quickFix }) });
  }
}

function nameOf(path: JsonPath): string {
  const last = path.at(-1);
  return typeof last === 'number' ? `entry ${last + 1} of "${String(path.at(-2))}"` : `"${String(last ?? 'the document')}"`;
}

const isDuration = (value: unknown): boolean => typeof value === 'string' && /^[\d.]+[a-z]+$/.test(value);

/** `5` and `"5 seconds"` can only be `"5s"`. */
function durationMeant(given: unknown): string | undefined {
  if (typeof given !== 'string' && typeof given !== 'number') return undefined;
  const [, amount, unit = 's'] =
    /^(\d{1,6}(?:\.\d{1,3})?)\s*(ms|s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?)?$/.exec(String(given)) ?? [];
  const short = unit === 'ms' ? 'ms' : unit.charAt(0);
  return amount === undefined || `${amount}${short}` === given ? undefined : `${amount}${short}`;
}

/** `"true"` where true or false is wanted, `"3"` where a number is. */
function valueMeant(issue: z.core.$ZodIssue, given: unknown): unknown {
  if (issue.code !== 'invalid_type' || typeof given !== 'string') return undefined;
  if (issue.expected === 'boolean') return { true: true, yes: true, false: false, no: false }[given];
  return issue.expected === 'number' && /^-?\d{1,9}(\.\d{1,9})?$/.test(given) ? Number(given) : undefined;
}

/** A sentence of the schema's own, which beats whatever can be derived. */
function ownWords(issue: z.core.$ZodIssue): string | undefined {
  return /^(Invalid|Too|Unrecognized)\b/.test(issue.message) ? undefined : sentence(issue.message);
}

function reportUnknown(key: string, known: readonly string[], path: JsonPath, report: Report): void {
  if (known.length > 0 && known.every((name) => keypad.includes(name))) reportNoKey(key, path, report);
  else report.error('IVR101', { path, at: 'key', message: `"${key}" is not known here`, fix: suggest(key, known, 'remove it') });
}

export function reportNoKey(key: string, path: JsonPath, report: Report): void {
  report.error('IVR205', { path, at: 'key', message: `"${key}" is not a key of a telephone`, fix: 'use one of 0 to 9, * and #' });
}

export const keypad: readonly string[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'];

/** What to write instead, in one sentence that quotes nothing of what was written. */
export function wordsOf(issue: z.core.$ZodIssue, given: unknown): string {
  const said = explain(issue, given);
  return typeof said === 'string' ? said : said.words;
}

function explain(issue: z.core.$ZodIssue, given: unknown): string | Suggestion {
  const own = ownWords(issue);
  if (own !== undefined) return own;
  if (issue.code === 'invalid_type') return `write ${typeNames[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    return typeof given === 'string' ? suggest(given, values, '') : `use one of: ${listed(values)}`;
  }
  if (issue.code === 'too_small') {
    return `must be at least ${issue.minimum}${unitOf(issue.origin, Number(issue.minimum))}`;
  }
  if (issue.code === 'too_big') {
    return `must be at most ${issue.maximum}${unitOf(issue.origin, Number(issue.maximum))}`;
  }
  if (issue.code === 'invalid_format') return formats[issue.format] ?? 'write it in another form';
  if (issue.code === 'invalid_union') {
    const wanted = issue.errors.flatMap(([first]) =>
      first?.code === 'invalid_type' ? [typeNames[first.expected] ?? first.expected] : [],
    );
    return wanted.length === 0 ? 'write another value' : `write ${[...new Set(wanted)].join(' or ')}`;
  }
  return sentence(issue.message);
}

const formats: { readonly [format: string]: string } = {
  datetime: 'write a moment, for example 2027-01-04T08:00:00+01:00',
};

const typeNames: { readonly [type: string]: string } = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
  record: 'an object in { }',
};

function unitOf(origin: string, count: number): string {
  if (origin === 'string') return count === 1 ? ' character' : ' characters';
  return origin === 'array' ? (count === 1 ? ' entry' : ' entries') : '';
}

function exampleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `: ${typeNames[issue.expected] ?? issue.expected}`;
  return issue.code === 'invalid_value' ? `: ${listed(issue.values.map(String))}` : '';
}

const sentence = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);

/** A short literal in a message; longer things can be seen in the file. */
function shown(value: unknown): string {
  if (typeof value === 'object') return '';
  const text = JSON.stringify(value);
  return text.length > 40 ? '' : `: ${text}`;
}

function valueAt(value: unknown, path: JsonPath): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part]; // An object that has this member.
  }
  return at;
}

/** The members that a schema allows at a path, for did-you-mean. Empty when it names none. */
export function membersAt(schema: unknown, path: JsonPath): readonly string[] {
  const plain = unwrapped(schema);
  const [first, ...rest] = path;
  if (plain instanceof z.ZodObject) {
    const shape: Record<string, unknown> = plain.shape;
    return first === undefined ? Object.keys(shape) : membersAt(shape[String(first)], rest);
  }
  if (plain instanceof z.ZodArray) return membersAt(plain.element, rest);
  if (plain instanceof z.ZodUnion) return plain.options.flatMap((option) => membersAt(option, path));
  if (plain instanceof z.ZodRecord) {
    if (first !== undefined) return membersAt(plain.valueType, rest);
    const { keyType } = plain;
    return keyType instanceof z.ZodEnum ? keyType.options.map(String) : [];
  }
  return [];
}

function unwrapped(schema: unknown): unknown {
  let at = schema;
  for (let layers = 0; layers < 20; layers++) {
    if (at instanceof z.ZodOptional || at instanceof z.ZodDefault || at instanceof z.ZodPrefault || at instanceof z.ZodNullable) {
      at = at.unwrap();
    } else if (at instanceof z.ZodPipe) at = at.in;
    else return at;
  }
  return at;
}
