import { z } from 'zod';
import type { VarValue } from '../call/call.ts';
import type { OutgoingRequest, RequestContext, Use } from './define-step.ts';
import { duration } from './fields.ts';

const text = z.string().max(2_000);

/** Members of whatever asks another system. */
export const requestFields = {
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).describe('What is done.'),
  url: text.min(1).describe('Where to: an https address with `${ }` in it. What is filled in is escaped.'),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the name of a header'), text)
    .default({})
    .describe('Header to text; `${secret.NAME}` is filled in when the request is sent, and stands nowhere else.'),
  body: z.json().optional().describe('Sent as JSON; texts in it may hold `${ }`, and one that is nothing else keeps its type.'),
  timeout: duration({ min: '500ms', max: '4s' }).prefault('3s').describe('How long one attempt may take.'),
};

type Json = z.output<typeof jsonValue>;
const jsonValue = z.json();

/** The members as they are parsed. */
export interface RequestMembers {
  readonly method: OutgoingRequest['method'];
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: Json | undefined;
}

/** Every text of a request that may hold expressions. `before`: where the request stands in its step. */
export function outgoingUses(
  { url, headers, body }: RequestMembers,
  before: Use['pointer'] = [],
  more: { readonly pin?: true } = {},
): readonly Use[] {
  return [
    { kind: 'outgoing', text: url, url: true, ...more, pointer: [...before, 'url'] },
    ...Object.entries(headers).map(([name, one]) => ({
      kind: 'outgoing' as const,
      text: one,
      ...more,
      pointer: [...before, 'headers', name],
    })),
    ...textsOf(body, [...before, 'body']).map((found) => ({ kind: 'outgoing' as const, ...more, ...found })),
  ];
}

/** The request with everything filled in; undefined when something cannot be worked out. */
export function outgoingOf(request: RequestMembers, context: RequestContext): OutgoingRequest | undefined {
  const url = context.render(request.url, true);
  const headers = Object.entries(request.headers).map(([name, one]) => [name.toLowerCase(), context.render(one)] as const);
  const body = request.body === undefined ? undefined : filled(request.body, context);
  if (url === undefined || headers.some(([, value]) => value === undefined)) return undefined;
  const sent = Object.fromEntries(headers.map(([name, value]) => [name, value ?? '']));
  return {
    method: request.method,
    url,
    headers: body === undefined ? sent : { 'content-type': 'application/json', ...sent },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** Every text in a body, with its place. */
function textsOf(
  value: Json | undefined,
  pointer: Use['pointer'],
): readonly Pick<Use & { kind: 'outgoing' }, 'text' | 'pointer'>[] {
  if (typeof value === 'string') return [{ text: value, pointer }];
  if (Array.isArray(value)) return value.flatMap((one, index) => textsOf(one, [...pointer, index]));
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, one]) => textsOf(one, [...pointer, name]))
    : [];
}

function filled(value: Json, context: RequestContext): VarValue {
  if (typeof value === 'string') return context.value(value) ?? null;
  if (Array.isArray(value)) return value.map((one) => filled(one, context));
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, context)]))
    : value;
}
