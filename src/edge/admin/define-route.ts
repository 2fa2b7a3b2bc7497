import type { z } from 'zod';
import type { Actor, Publishing } from '../../ports/publishing.ts';
import type { IncomingRequest, Reply } from '../http-types.ts';
import { readBody } from '../read-body.ts';
import { type Route, readRoute } from '../route.ts';
import type { Right } from './admin-door.ts';
import { readEtag } from './etags.ts';
import { problem } from './problem.ts';

/** One door of an API. `Desk` is what does the work behind it. */
export interface ApiRoute<Desk> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below `/api/admin/`. */
  readonly path: string;
  readonly summary: string;
  readonly right: Right;
  readonly matches: Route;
  /** For the description of the API. */
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly takesSound?: boolean;
  readonly needsTag?: boolean;
  answer(request: IncomingRequest, asked: Asked<Desk>): Promise<Reply>;
}

/** A request that was let in. */
export interface Asked<Desk> {
  readonly desk: Desk;
  readonly actor: Actor;
  readonly params: { readonly [name: string]: string };
}

interface RouteOptions<Desk, Body, Query> {
  readonly method: ApiRoute<Desk>['method'];
  readonly path: string;
  readonly summary: string;
  readonly right: Right;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** Bytes. */
  readonly longestBody?: number;
  /** `If-Match` with the draft's tag, or `If-None-Match: *` where there is no draft yet. */
  readonly needsTag?: boolean;
  readonly run: (
    asked: Asked<Desk> & {
      readonly request: IncomingRequest;
      readonly body: Body;
      readonly query: Query;
      readonly tag: string | undefined;
    },
  ) => Promise<Reply>;
}

/** Makes the doors of one API: each reads tag, query and body, each within its bounds, before anything is done. */
export const routesFor =
  <Desk>() =>
  <Body = undefined, Query = undefined>(options: RouteOptions<Desk, Body, Query>): ApiRoute<Desk> =>
    oneRoute(options);

function oneRoute<Desk, Body, Query>(options: RouteOptions<Desk, Body, Query>): ApiRoute<Desk> {
  const { method, path, summary, right, needsTag, run } = options;
  return {
    method,
    path,
    summary,
    right,
    matches: readRoute(path),
    ...(options.query !== undefined && { query: options.query }),
    ...(options.body !== undefined && { body: options.body }),
    ...(needsTag !== undefined && { needsTag }),
    answer: async (request, asked) => {
      const tag = needsTag === true ? tagIn(request) : { kind: 'read' as const, value: undefined };
      if (tag.kind === 'wrong') return tag.reply;
      const query = readQuery(request, options.query);
      if (query.kind === 'wrong') return query.reply;
      const body = await readJson(request, options.body, options.longestBody ?? 0);
      if (body.kind === 'wrong') return body.reply;
      return run({ ...asked, request, tag: tag.value, query: query.value, body: body.value });
    },
  };
}

const longestSound = 30_000_000;

/** The one door that takes bytes. */
export function soundRoute(options: {
  readonly summary: string;
  readonly run: (desk: Publishing, hash: string, bytes: Uint8Array) => Promise<Reply>;
}): ApiRoute<Publishing> {
  const path = 'sounds/{hash}';
  return {
    method: 'PUT',
    path,
    summary: options.summary,
    right: 'publish',
    matches: readRoute(path),
    takesSound: true,
    answer: async (request, { desk, params: { hash = '' } }) => {
      if (!/^[0-9a-f]{64}$/.test(hash)) return invalid('the address ends with the SHA-256 of the bytes');
      if (!/^audio\/(wav|x-wav|wave)\b/.test(request.headers.get('content-type') ?? ''))
        return invalid('send it as audio/wav', 415);
      const read = await readBody(request.body, longestSound);
      return read.kind === 'read' ? options.run(desk, hash, read.bytes) : unread(read.kind, longestSound);
    },
  };
}

type Read<Value> = { readonly kind: 'read'; readonly value: Value } | { readonly kind: 'wrong'; readonly reply: Reply };
const wrong = (reply: Reply): { readonly kind: 'wrong'; readonly reply: Reply } => ({ kind: 'wrong', reply });

function tagIn({ headers }: IncomingRequest): Read<string | undefined> {
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

function readQuery<Query>(request: IncomingRequest, schema: z.ZodType<Query> | undefined): Read<Query> {
  if (schema === undefined) return { kind: 'read', value: undefined as Query }; // A route without a schema has no query.
  const parsed = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  return parsed.success ? { kind: 'read', value: parsed.data } : wrong(invalid(placesOf(parsed.error)));
}

async function readJson<Body>(
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
  const parsed = schema.safeParse(value);
  return parsed.success ? { kind: 'read', value: parsed.data } : wrong(invalid(placesOf(parsed.error)));
}

/** Where it is wrong and how, without the value: it may be somebody's number. */
function placesOf({ issues }: z.ZodError): string {
  return issues
    .slice(0, 5)
    .map((issue) => {
      const { path } = issue;
      return `${path.length === 0 ? 'the whole' : path.slice(0, 3).map(String).join('.').slice(0, 80)}: ${inWords(issue)}`;
    })
    .join('; ');
}

/** The schema's own words. Those that quote what was sent, or say nothing, give way to the bare code. */
function inWords({ code, message }: z.core.$ZodIssue): string {
  const quotes = code === 'unrecognized_keys' || code === 'invalid_key' || code === 'invalid_element';
  return quotes || message === 'Invalid input' ? code : message.slice(0, 200);
}

function unread(kind: 'tooLong' | 'broken', longest: number): Reply {
  if (kind === 'broken') return invalid('the body broke off');
  return problem({ status: 413, name: 'tooLarge', title: 'That is too long.', detail: `at most ${longest} bytes` });
}

function invalid(detail: string, status: 400 | 415 = 400): Reply {
  return problem({ status, name: 'invalid', title: 'The request is not understood.', detail });
}
