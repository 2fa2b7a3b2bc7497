import type { z } from 'zod';
import type { ApiRoute } from './define-route.ts';
import type { Answer, HeaderName } from './described.ts';
import type { JsonSchemas } from './json-schemas.ts';
import { problemDocument } from './problem-document.ts';
import { idempotencyKey } from './read-request.ts';

/** What an API answers, as OpenAPI's Responses Objects: what a route says of itself, and what it shares with others. */
export class OpenApiReplies {
  readonly components = new Map<string, object>();
  readonly #schemas: JsonSchemas;
  readonly #problem: z.ZodType;
  readonly #headers = new Set<string>();

  constructor(schemas: JsonSchemas, problemMembers: { readonly [member: string]: z.ZodType }) {
    this.#schemas = schemas;
    this.#problem = problemDocument(problemMembers);
  }

  of(route: ApiRoute<never>): { readonly [status: string]: object } {
    const shared = Object.entries(sharedReplies).filter(([, { isOf }]) => isOf(route));
    for (const [name, { words, header }] of shared) this.components.set(name, this.#problemReply(words, header));
    const own = Object.entries(route.replies).map(([status, reply]): [string, object] => [
      status,
      typeof reply === 'string' ? this.#problemReply(reply) : this.#answer(reply),
    ]);
    // A route's own words come first.
    return Object.fromEntries([
      ...shared.map(([name, { status }]): [string, object] => [String(status), { $ref: `#/components/responses/${name}` }]),
      ...own,
    ]);
  }

  usesHeader(name: string): boolean {
    return this.#headers.has(name);
  }

  #answer({ words, body, csv, headers: sent }: Answer): object {
    const content = {
      ...(body !== undefined && { 'application/json': { schema: this.#schemas.answered(body) } }),
      ...(csv !== undefined && { 'text/csv': { schema: { type: 'string' }, example: csv } }),
    };
    return { description: words, ...this.#headersOf(sent), ...(Object.keys(content).length > 0 && { content }) };
  }

  #problemReply(words: string, header?: HeaderName): object {
    return {
      description: words,
      ...this.#headersOf(header === undefined ? [] : [header]),
      content: { 'application/problem+json': { schema: this.#schemas.answered(this.#problem) } },
    };
  }

  #headersOf(names: readonly HeaderName[]): { readonly headers?: object } {
    for (const name of names) this.#headers.add(name);
    return names.length === 0
      ? {}
      : { headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])) };
  }
}

interface SharedReply {
  readonly status: number;
  readonly words: string;
  readonly header?: HeaderName;
  readonly isOf: (route: ApiRoute<never>) => boolean;
}

const hasBody = ({ body, takesSound }: ApiRoute<never>): boolean => body !== undefined || takesSound === true;

/** What routes answer alike: none of them says it, and each that can answer so is described with it. */
const sharedReplies: { readonly [name: string]: SharedReply } = {
  NotUnderstood: {
    status: 400,
    words: 'The request is not understood: `detail` says where and how.',
    isOf: (route) => hasBody(route) || route.query !== undefined || route.takesKey === true,
  },
  SignIn: { status: 401, words: 'Nobody knows who you are.', header: 'WWW-Authenticate', isOf: () => true },
  Forbidden: { status: 403, words: 'You have not got the app role for this.', isOf: () => true },
  NoSuchDraft: { status: 412, words: 'If-Match names no draft.', isOf: ({ needsTag }) => needsTag === true },
  TooLong: { status: 413, words: 'The body is too long.', isOf: hasBody },
  OtherContent: { status: 415, words: 'The body is of another type of content.', isOf: hasBody },
  WhichDraft: {
    status: 428,
    words: 'Neither If-Match nor If-None-Match says which draft is meant.',
    isOf: ({ needsTag }) => needsTag === true,
  },
  TooMany: { status: 429, words: 'Too many at once.', header: 'Retry-After', isOf: ({ isLimited }) => isLimited === true },
  Broken: { status: 500, words: 'The store cannot do this.', isOf: () => true },
  Unavailable: {
    status: 503,
    words: 'The store, or Microsoft, gives no answer at this moment: ask again, under the same key where there is one.',
    header: 'Retry-After',
    isOf: () => true,
  },
};

/** Each is there whenever the answer is that, but `Link`. */
export const headers: { readonly [Name in HeaderName]: object } = {
  Location: { description: 'Where it can be read.', required: true, schema: { type: 'string', format: 'uri-reference' } },
  ETag: { description: 'For If-Match.', required: true, schema: { type: 'string' } },
  Link: { description: 'The next page (`rel="next"`), when there may be one.', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds after which to come again.', required: true, schema: { type: 'integer', minimum: 1 } },
  'WWW-Authenticate': { description: 'How to sign in.', required: true, schema: { type: 'string' } },
};

export const key = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Asking twice under one key is asking once. Any word of yours: an order number, for example. The same key with another operation or body is refused: 422, `keyReused`.',
  schema: { type: 'string', pattern: idempotencyKey.source },
  example: 'appointment-17',
};
export const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The ETag of the draft that you have seen.',
  schema: { type: 'string' },
};
export const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'Instead of If-Match, where there is no draft yet.',
  schema: { const: '*' },
};
