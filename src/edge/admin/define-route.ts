import type { z } from 'zod';
import type { Actor, Publishing } from '../../ports/publishing.ts';
import type { IncomingRequest, Reply } from '../http-types.ts';
import type { RateLimit } from '../rate-limit.ts';
import { readBody } from '../read-body.ts';
import { type Route, readRoute } from '../route.ts';
import type { Right } from './admin-door.ts';
import type { Replies } from './described.ts';
import { invalid, readJson, readKey, readQuery, readTag, tooMany, unread } from './read-request.ts';

/** One door of an API. `Desk` is what does the work behind it. */
export interface ApiRoute<Desk> extends RouteFacts {
  readonly matches: Route;
  readonly query?: z.ZodType;
  /** For the description of the API. */
  readonly body?: z.ZodType;
  readonly takesSound?: boolean;
  readonly isLimited?: boolean;
  answer(request: IncomingRequest, asked: Asked<Desk>): Promise<Reply>;
}

/** What the description of the API says of a door. */
interface RouteFacts {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below the beginning of the API. */
  readonly path: string;
  /** Programs call the operation by it: camelCase, and it never changes. */
  readonly name: string;
  readonly summary: string;
  readonly right: Right;
  /** What stands in the open places of the path. */
  readonly params?: { readonly [name: string]: z.ZodType };
  readonly replies: Replies;
  /** `If-Match` with the draft's tag, or `If-None-Match: *` where there is no draft yet. */
  readonly needsTag?: boolean;
  /** `Idempotency-Key`. */
  readonly takesKey?: boolean;
}

/** A request that was let in. */
export interface Asked<Desk> {
  readonly desk: Desk;
  readonly actor: Actor;
  readonly params: { readonly [name: string]: string };
}

export interface RouteOptions<Desk, Body, Query> extends RouteFacts {
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** The body as the description has it, where `body` leaves some of the reading to `run`. */
  readonly bodyInFull?: z.ZodType;
  /** Bytes. */
  readonly longestBody?: number;
  /** What slows programs in a loop down. */
  readonly limit?: (desk: Desk) => RateLimit;
  readonly run: (
    asked: Asked<Desk> & {
      readonly body: Body;
      readonly query: Query;
      readonly tag: string | undefined;
      readonly key: string | undefined;
    },
  ) => Promise<Reply>;
}

/** Makes the doors of one API: each reads tag, query, body and key, each within its bounds, before anything is done. */
export const routesFor =
  <Desk>() =>
  <Body = undefined, Query = undefined>(options: RouteOptions<Desk, Body, Query>): ApiRoute<Desk> =>
    oneRoute(options);

function oneRoute<Desk, Body, Query>(options: RouteOptions<Desk, Body, Query>): ApiRoute<Desk> {
  const { run, limit, longestBody = 0, body: bodyTaken, bodyInFull = bodyTaken, query: queryTaken, ...facts } = options;
  return {
    ...facts,
    matches: readRoute(facts.path),
    isLimited: limit !== undefined,
    ...(queryTaken !== undefined && { query: queryTaken }),
    ...(bodyInFull !== undefined && { body: bodyInFull }),
    answer: async (request, asked) => {
      const tag = facts.needsTag === true ? readTag(request) : nothing;
      if (tag.kind === 'wrong') return tag.reply;
      const query = readQuery(request, queryTaken);
      if (query.kind === 'wrong') return query.reply;
      const body = await readJson(request, bodyTaken, longestBody);
      if (body.kind === 'wrong') return body.reply;
      const slowed = limit && tooMany(limit(asked.desk));
      if (slowed !== undefined) return slowed;
      const key = facts.takesKey === true ? readKey(request) : nothing;
      if (key.kind === 'wrong') return key.reply;
      return run({ ...asked, tag: tag.value, query: query.value, body: body.value, key: key.value });
    },
  };
}

const nothing = { kind: 'read', value: undefined } as const;

const longestSound = 30_000_000;

/** The one door that takes bytes. */
export function soundRoute(
  options: Pick<RouteFacts, 'name' | 'summary' | 'params' | 'replies'> & {
    readonly run: (desk: Publishing, hash: string, bytes: Uint8Array) => Promise<Reply>;
  },
): ApiRoute<Publishing> {
  const { run, ...facts } = options;
  const path = 'sounds/{hash}';
  return {
    ...facts,
    method: 'PUT',
    path,
    right: 'publish',
    matches: readRoute(path),
    takesSound: true,
    answer: async (request, { desk, params: { hash = '' } }) => {
      if (!/^[0-9a-f]{64}$/.test(hash)) return invalid('the address ends with the SHA-256 of the bytes');
      if (!/^audio\/(wav|x-wav|wave)\b/.test(request.headers.get('content-type') ?? ''))
        return invalid('send it as audio/wav', 415);
      const read = await readBody(request.body, longestSound);
      return read.kind === 'read' ? run(desk, hash, read.bytes) : unread(read.kind, longestSound);
    },
  };
}
