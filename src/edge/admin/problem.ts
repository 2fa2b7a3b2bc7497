import type { Finding } from '../../core/flow/finding.ts';
import type { Reply } from '../http-types.ts';

/** What went wrong, for programs and people (RFC 9457). */
export interface Problem {
  readonly status: number;
  /** Stable, for programs: `urn:teams-ivr:{name}`. */
  readonly name: ProblemName;
  readonly title: string;
  /** One sentence about this case, with what to do. */
  readonly detail?: string;
  readonly findings?: readonly Finding[];
  readonly failures?: readonly string[];
  /** Of a list that was handed over: what is wrong, and in which row (from 0). */
  readonly rows?: readonly { readonly row?: number; readonly place: string; readonly problem: string; readonly fix: string }[];
  /** Of what is there already, where that is the trouble. */
  readonly id?: string;
  /** Microsoft's code, or ours, as result-codes.md explains it. */
  readonly code?: string;
  /** What the code means, and what to do. */
  readonly why?: { readonly words: string; readonly cause: string; readonly fix: string };
}

export const problemNames = [
  'signIn',
  'forbidden',
  'notFound',
  'method',
  'invalid',
  'tooLarge',
  'findings',
  'testsFailed',
  'conflict',
  'refused',
  'precondition',
  'tooMany',
  'unavailable',
  'internal',
] as const;
export type ProblemName = (typeof problemNames)[number];

export function problem({ status, name, ...rest }: Problem, headers: { readonly [name: string]: string } = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify({ type: `urn:teams-ivr:${name}`, status, ...rest }),
  };
}

export function json(
  body: object,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers },
    body: JSON.stringify(body),
  };
}

/** Nothing is at an address, or it is not asked for in this way. `methods`: those that it is asked for with. */
export function notServed(methods: readonly string[]): Reply {
  const allow = [...new Set(methods)].join(', ');
  if (allow === '') {
    const detail = 'Look the address up in the description: /api/automation/openapi.json, /api/admin/openapi.json.';
    return problem({ status: 404, name: 'notFound', title: 'There is nothing at this address.', detail });
  }
  const detail = `Ask with ${allow}.`;
  return problem({ status: 405, name: 'method', title: 'This is not done that way.', detail }, { allow });
}
