import { explainCode, inShort } from '../../core/call/explain/explain.ts';
import { type RefusedRequest, refusalMeant } from '../../core/call/explain/refusal-meant.ts';
import { Fault } from '../../core/call/fault.ts';
import type { CommandOutcome, ControlledCall } from '../../ports/call-control.ts';
import type { HttpRequestOut, HttpResult } from '../../ports/http-client.ts';
import { readGraphError } from '../../wire/graph-error.ts';
import type { GraphConnection } from './graph-connection.ts';
import { guidFrom, scenarioId } from './guid.ts';
import { retryAfterMs } from './retry-after.ts';

/** One request about one call. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** After the call's id; empty for the call itself. */
  readonly action: '' | `/${string}`;
  /** Below the base address, when it is not about the call itself. */
  readonly path?: `/${string}`;
  readonly body?: object;
  /** Who or what else decides: a participant, or a meeting, may be unknown where the call is not. */
  readonly about?: RefusedRequest['about'];
  /** The beta of the same service. */
  readonly version?: 'beta';
  /** True when sending it twice does no harm: only then is an unclear result tried again. */
  readonly repeatable: boolean;
  /** Tells requests of one call apart, for `Client-Request-Id`. */
  readonly number: number;
}

export type GraphReply =
  | { readonly kind: 'done'; readonly status: number; readonly body: Uint8Array }
  | Exclude<CommandOutcome, { readonly kind: 'accepted' }>;

const mostAttempts = 4;
const firstBackoffMs = 100;
/** Less time than this is not worth starting a request. */
const leastUsefulMs = 50;

/**
 * Sends a request and says what came of it.
 * 1. Returns before `deadline` and starts nothing after it (I2).
 * 2. A request that may have been taken is never sent again, unless it is repeatable.
 * 3. Waits only on the clock, and only when the wait leaves time for another attempt.
 */
export async function send(
  graph: GraphConnection,
  call: ControlledCall,
  request: GraphRequest,
  deadline: number,
): Promise<GraphReply> {
  let last: GraphReply = { kind: 'busy', retryAfterMs: 1_000 };
  let refusedToken: string | undefined;
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const token = await tokenFor(graph, call, refusedToken, deadline);
    if (token.kind !== 'token') return attempt === 1 || refusedToken !== undefined ? token : last;
    const timeoutMs = deadline - graph.clock.now();
    if (timeoutMs < leastUsefulMs) return last;

    const result = await graph.http.send(outgoing(graph, call, request, { attempt, token: token.token, timeoutMs }));
    const verdict = judge(result, request, graph.clock.now());
    if (verdict.kind === 'final') return verdict.reply;
    last = verdict.reply;
    if (verdict.because === 'token') {
      if (refusedToken !== undefined) return last; // A fresh token was refused too: it will not get better.
      refusedToken = token.token;
      continue;
    }
    const waitMs = verdict.waitMs ?? firstBackoffMs * 2 ** (attempt - 1);
    if (attempt === mostAttempts || graph.clock.now() + waitMs + leastUsefulMs > deadline) return last;
    await graph.clock.sleep(waitMs);
  }
  return last;
}

type Verdict =
  | { readonly kind: 'final'; readonly reply: GraphReply }
  | { readonly kind: 'again'; readonly because: 'token' | 'unwell'; readonly waitMs?: number; readonly reply: GraphReply };

/** Codes of graph-calling 5.3. `reply` of `again` is what holds if there is no time for another attempt. */
function judge(result: HttpResult, request: GraphRequest, now: number): Verdict {
  const unclear: Verdict = request.repeatable
    ? { kind: 'again', because: 'unwell', reply: { kind: 'unclear' } }
    : { kind: 'final', reply: { kind: 'unclear' } };
  if (result.kind === 'notSent') return { kind: 'again', because: 'unwell', reply: { kind: 'busy', retryAfterMs: 1_000 } };
  if (result.kind === 'unclear') return unclear;

  const { status, headers, body } = result;
  if (status >= 200 && status < 300) return { kind: 'final', reply: { kind: 'done', status, body } };
  const error = readGraphError(body) ?? { code: `http${status}` };
  const { code } = error;
  const { about } = request;
  const meant = refusalMeant({ ...error, operation: operationOf(request), status, ...(about === undefined ? {} : { about }) });
  const refused: GraphReply = { kind: 'refused', code: meant };
  if (about !== undefined && about !== 'telephone' && status === 404 && code !== callNotFound)
    return { kind: 'final', reply: refused };
  if (status === 404 || status === 410 || code === callNotFound) return { kind: 'final', reply: { kind: 'callGone' } };
  if (status === 401) return { kind: 'again', because: 'token', reply: refused };
  if (status === 429 || status === 503) {
    const waitMs = retryAfterMs(headers['retry-after'], now);
    return { kind: 'again', because: 'unwell', waitMs, reply: { kind: 'busy', retryAfterMs: waitMs } };
  }
  // A gateway's word says nothing about what happened behind it.
  if (status === 408 || status === 502 || status === 504) return unclear;
  if (status >= 500 && request.repeatable) return { kind: 'again', because: 'unwell', reply: refused };
  return { kind: 'final', reply: refused };
}

const callNotFound = '8522';

/** As `RefusedRequest` has it. */
function operationOf({ path = '/', action }: GraphRequest): string {
  if (path.includes('/onlineMeetings')) return 'onlineMeetings';
  return (action === '' ? path : action).split('/').at(-1) ?? '';
}

type TokenReply = { readonly kind: 'token'; readonly token: string } | Exclude<GraphReply, { readonly kind: 'done' }>;

async function tokenFor(
  graph: GraphConnection,
  call: ControlledCall,
  refused: string | undefined,
  deadline: number,
): Promise<TokenReply> {
  try {
    const token =
      refused === undefined
        ? await graph.tokens.forTenant(call.tenantId, deadline)
        : await graph.tokens.refresh(call.tenantId, refused, deadline);
    return { kind: 'token', token };
  } catch (error) {
    const { code, reason } = error instanceof Fault ? error : { code: 'UNEXPECTED', reason: undefined };
    const told = reason === undefined ? {} : { reason, why: inShort(explainCode(reason)) };
    graph.log.error('graph.token', { callId: call.id, code, ...told });
    const mayComeBack = !(error instanceof Fault) || error.retryable;
    return mayComeBack ? { kind: 'busy', retryAfterMs: 1_000 } : { kind: 'refused', code: 'noToken' };
  }
}

function outgoing(
  graph: GraphConnection,
  call: ControlledCall,
  request: GraphRequest,
  now: { readonly attempt: number; readonly token: string; readonly timeoutMs: number },
): HttpRequestOut {
  const stable = graph.graphBaseUrl.replace(/\/+$/, '');
  const base = request.version === 'beta' ? stable.replace(/\/v1\.0$/, '/beta') : stable;
  return {
    method: request.method,
    url: `${base}${request.path ?? `/communications/calls/${encodeURIComponent(call.id)}`}${request.action}`,
    headers: {
      authorization: `Bearer ${now.token}`,
      accept: 'application/json',
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      // GUIDs that the service logs; they hold nothing personal (graph-calling, section 3, 10).
      'scenario-id': scenarioId(call.callChainId, call.id),
      'client-request-id': guidFrom('request', call.id, request.method, request.action, request.number, now.attempt),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    timeoutMs: now.timeoutMs,
  };
}
