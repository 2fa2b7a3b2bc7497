import type { z } from 'zod';
import type { IncomingRequest, Reply } from '../http-types.ts';
import type { RateLimit } from '../rate-limit.ts';
import { readBody } from '../read-body.ts';
import { readEtag } from './etags.ts';
import { faultsInWords } from './faults-in-words.ts';
import { problem } from './problem.ts';

/** A part of a request, or why it is not taken. */
export type Read<Value> = { readonly kind: 'read'; readonly value: Value } | { readonly kind: 'wrong'; readonly reply: Reply };
const wrong = (reply: Reply): { readonly kind: 'wrong'; readonly reply: Reply } => ({ kind: 'wrong', reply });

/** The tag of the draft that is meant; undefined: there must be none yet. */
export function readTag({ headers }: IncomingRequest): Read<string | undefined> {
  const match = headers.get('if-match');
  if (match === null) {
    if (headers.get('if-none-match')?.trim() === '*') return { kind: 'read', value: undefined };
    const detail = 'send If-Match with the ETag of the draft that you have seen, or If-None-Match: * when there was none';
    return wrong(problem({ status: 428, name: 'precondition', title: 'Which draft do you mean?', detail }));
  }
  const tag = readEtag(match);
  if (tag !== undefined) return { kind: 'read', value: tag };
  return wrong(problem({ status: 412, name: 'precondition', title: 'If-Match names no draft.', detail: 'get the draft again' }));
}

export const idempotencyKey = /^[\x21-\x7e]{1,200}$/;

/** What makes asking twice asking once. */
export function readKey({ headers }: IncomingRequest): Read<string | undefined> {
  const key = headers.get('idempotency-key');
  if (key === null) return { kind: 'read', value: undefined };
  return idempotencyKey.test(key)
    ? { kind: 'read', value: key }
    : wrong(invalid('Idempotency-Key: at most 200 visible characters'));
}

export function readQuery<Query>(request: IncomingRequest, schema: z.ZodType<Query> | undefined): Read<Query> {
  if (schema === undefined) return { kind: 'read', value: undefined as Query }; // A route without a schema has no query.
  return readWith(schema, Object.fromEntries(new URL(request.url).searchParams));
}

export async function readJson<Body>(
  request: IncomingRequest,
  schema: z.ZodType<Body> | undefined,
  longest: number,
): Promise<Read<Body>> {
  if (schema === undefined) return { kind: 'read', value: undefined as Body }; // A route without a schema has no body.
  // A page of another site cannot send this type without asking first, and nobody allows it to.
  if (!/^application\/json\b/.test(request.headers.get('content-type') ?? ''))
    return wrong(invalid('send it as application/json', 415));
  const read = await readBody(request.body, longest);
  if (read.kind !== 'read') return wrong(unread(read.kind, longest));
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(read.bytes));
  } catch {
    return wrong(invalid('the body is no JSON in UTF-8'));
  }
  return readWith(schema, value);
}

function readWith<Value>(schema: z.ZodType<Value>, sent: unknown): Read<Value> {
  const parsed = schema.safeParse(sent);
  return parsed.success ? { kind: 'read', value: parsed.data } : wrong(invalid(faultsInWords(parsed.error, sent, schema)));
}

/** Undefined: there is room for one more. */
export function tooMany(limit: RateLimit): Reply | undefined {
  const waitSeconds = limit.refuses();
  if (waitSeconds === undefined) return undefined;
  const title = 'That is too many at once.';
  return problem({ status: 429, name: 'tooMany', title }, { 'retry-after': String(waitSeconds) });
}

export function unread(kind: 'tooLong' | 'broken', longest: number): Reply {
  if (kind === 'broken') return invalid('the body broke off');
  return problem({ status: 413, name: 'tooLarge', title: 'That is too long.', detail: `at most ${longest} bytes` });
}

export function invalid(detail: string, status: 400 | 415 = 400): Reply {
  return problem({ status, name: 'invalid', title: 'The request is not understood.', detail });
}
