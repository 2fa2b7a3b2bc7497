import { explainReason } from '../../core/call/explain/explain.ts';
import type { Shown } from '../admin/described.ts';
import { problem } from '../admin/problem.ts';
import type { Reply } from '../http-types.ts';
import type { why } from './answers.ts';

export const notFound = (what: string): Reply => problem({ status: 404, name: 'notFound', title: `No ${what}.` });

/**
 * Something that cannot be, with the code under which result-codes.md explains it, and in the words that stand there. `place`:
 * what in the request is wrong.
 */
export function refusedBecause(code: string, place?: string, id?: string): Reply {
  const { words, cause, fix } = whyOf(code);
  return problem({
    status: 422,
    name: 'refused',
    title: `${words}.`,
    detail: `${place === undefined ? '' : `${place}: `}${cause} ${fix}`,
    code,
    why: { words, cause, fix },
    ...(id === undefined ? {} : { id }),
  });
}

/** `id`: of what was asked under the key before, where that can be told. */
export function keyReused(id?: string): Reply {
  return refusedBecause('keyReused', 'Idempotency-Key', id);
}

export function noAnswer(retryAfterMs: number): Reply {
  return problem(
    { status: 503, name: 'unavailable', title: 'Microsoft gives no answer at this moment.' },
    { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1_000))) },
  );
}

/** What a code means, for people. */
export function whyOf(code: string): Shown<typeof why> {
  const { words, cause, fix } = explainReason(code).explanation;
  return { words, cause, fix };
}

export const iso = (at: number): string => new Date(at).toISOString();
