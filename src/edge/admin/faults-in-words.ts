import type { z } from 'zod';
import { membersAt, wordsOf } from '../../core/flow/schema-findings.ts';

type Issue = z.core.$ZodIssue;

/** How many faults of one request are told: whoever mends these asks again. */
const mostTold = 5;
const deepestPlace = 8;
const longestPlace = 120;

/**
 * Where a request is wrong and what to write instead, without what was written: it may be somebody's number. Where one of several
 * forms is wanted, the one that was begun is meant: `to.people.1.phone`, not the whole of `to`.
 */
export function faultsInWords({ issues }: z.ZodError, sent: unknown, schema: z.ZodType): string {
  return issues
    .flatMap((issue) => narrowed(issue, sent))
    .slice(0, mostTold)
    .map((issue) => `${placeOf(issue)}: ${inWords(issue, sent, schema)}`)
    .join('; ');
}

/** The faults of the form that was meant, with their places in the whole; the issue itself when none of them was. */
function narrowed(issue: Issue, sent: unknown): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = formsOf(issue).filter((form) => isBegun(form, valueAt(sent, issue.path)));
  const [only] = meant;
  if (meant.length !== 1 || only === undefined) return [issue];
  return only.flatMap((one) => narrowed({ ...one, path: [...issue.path, ...one.path] }, sent));
}

/** A form that is itself one of several counts as those. */
function formsOf({ errors }: z.core.$ZodIssueInvalidUnion): readonly (readonly Issue[])[] {
  return errors.flatMap((form) => {
    const [only] = form;
    return form.length === 1 && only?.code === 'invalid_union' && only.path.length === 0 ? formsOf(only) : [form];
  });
}

/** Whether somebody who has sent this can have meant the form: it is an object, and lacks none of the form's members. */
function isBegun(form: readonly Issue[], sent: unknown): boolean {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return false;
  return form.every(({ path, code }) => {
    const [first] = path;
    return first === undefined ? code === 'unrecognized_keys' : Object.hasOwn(sent, first);
  });
}

function placeOf({ path }: Issue): string {
  return path.length === 0 ? 'the whole' : path.slice(0, deepestPlace).map(String).join('.').slice(0, longestPlace);
}

function inWords(issue: Issue, sent: unknown, schema: z.ZodType): string {
  if (issue.code === 'unrecognized_keys') {
    const known = [...new Set(membersAt(schema, placed(issue.path)))];
    const members = known.length === 0 ? '' : `, known here: ${known.join(', ')}`;
    return `a member is not known${members}`;
  }
  if (issue.code === 'invalid_key') return 'a member cannot be named so';
  const given = valueAt(sent, issue.path);
  const words = wordsOf(issue, given).slice(0, 250);
  return given === undefined && issue.path.length > 0 ? `is missing: ${words}` : words;
}

const placed = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((part) => (typeof part === 'number' ? part : String(part)));

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? (at as Record<PropertyKey, unknown>)[part] : undefined,
    value,
  );
}
