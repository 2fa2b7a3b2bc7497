import { explainReason } from '../../core/call/explain/explain.ts';
import type { Shown } from '../admin/described.ts';
import { problem } from '../admin/problem.ts';
import type { Reply } from '../http-types.ts';
import type { why } from './answers.ts';

export const notFound = (what: string): Reply => problem({ status: 404, name: 'notFound', title: `No ${what}.` });

/**
 * Something that cannot be, with the code under which result-codes.md explains it, and in the words that stand there. `limit`:
 * what is known of where it could be at all. `place`: what in the request is wrong.
 */
export function refusedBecause(code: string, limit?: string, place?: string, id?: string): Reply {
  const { words, cause, fix } = whyOf(code, limit);
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
  return refusedBecause('keyReused', undefined, 'Idempotency-Key', id);
}

export function noAnswer(retryAfterMs: number): Reply {
  return problem(
    { status: 503, name: 'unavailable', title: 'Microsoft gives no answer at this moment.' },
    { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1_000))) },
  );
}

/** Graph's word for somebody who is not there, and ours. */
export const isNobody = (code: string): boolean => /^(notFound|noParticipant)$/i.test(code);

/** What a code means, for people. */
export function whyOf(code: string, limit?: string): Shown<typeof why> {
  const { words, cause, fix, fault } = explainReason(code).explanation;
  // A missing permission is a missing permission, wherever it is asked for.
  const isLimited = limit !== undefined && (fault === 'ours' || fault === 'unknown');
  return { words, cause: isLimited ? limit : cause, fix: isLimited ? 'Nothing to do in other calls.' : fix };
}

export const iso = (at: number): string => new Date(at).toISOString();
