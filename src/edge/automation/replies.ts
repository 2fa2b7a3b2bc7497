import { explainReason } from '../../core/call/explain/explain.ts';
import { problem } from '../admin/problem.ts';
import type { IncomingRequest, Reply } from '../http-types.ts';
import type { RateLimit } from '../rate-limit.ts';

export const notFound = (what: string): Reply => problem({ status: 404, name: 'notFound', title: `No ${what}.` });

/**
 * Something that cannot be, with the code under which result-codes.md explains it, and in the words that stand there. `limit`:
 * what is known of where it could be at all. `place`: what in the request is wrong.
 */
export function refusedBecause(code: string, limit?: string, place?: string): Reply {
  const { words, cause, fix } = whyOf(code, limit);
  return problem({
    status: 422,
    name: 'refused',
    title: `${words}.`,
    detail: `${place === undefined ? '' : `${place}: `}${cause} ${fix}`,
    code,
  });
}

/** Undefined: there is room for one more. */
export function tooMany(limit: RateLimit): Reply | undefined {
  const waitSeconds = limit.refuses();
  if (waitSeconds === undefined) return undefined;
  const title = 'That is too many at once.';
  return problem({ status: 429, name: 'tooMany', title }, { 'retry-after': String(waitSeconds) });
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
export function whyOf(code: string, limit?: string) {
  const { words, cause, fix, fault } = explainReason(code).explanation;
  // A missing permission is a missing permission, wherever it is asked for.
  const isLimited = limit !== undefined && (fault === 'ours' || fault === 'unknown');
  return { words, cause: isLimited ? limit : cause, fix: isLimited ? 'Nothing to do in other calls.' : fix };
}

type Key = { readonly kind: 'key'; readonly key?: string } | { readonly kind: 'wrong'; readonly reply: Reply };

/** What makes asking twice asking once. */
export function keyOf(request: IncomingRequest): Key {
  const key = request.headers.get('idempotency-key');
  if (key === null) return { kind: 'key' };
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return { kind: 'key', key };
  const detail = 'Idempotency-Key: at most 200 visible characters';
  return { kind: 'wrong', reply: problem({ status: 400, name: 'invalid', title: 'The request is not understood.', detail }) };
}

export const iso = (at: number): string => new Date(at).toISOString();
