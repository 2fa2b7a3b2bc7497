import { Fault } from '../../core/call/fault.ts';
import { unreachable } from '../../core/call/unreachable.ts';
import type { AccessTokens } from '../../ports/access-tokens.ts';
import type { HttpClient, HttpRequestOut, HttpResult } from '../../ports/http-client.ts';
import type { Message, MessageRoute, Messenger } from '../../ports/messenger.ts';
import type { JobOutcome } from '../../ports/work-queue.ts';
import { mailOf } from './mail.ts';
import { cardOf } from './teams-card.ts';

export interface MessengerOptions {
  /** Connects to public addresses only. */
  readonly http: HttpClient;
  /** For Graph. */
  readonly graphHttp: HttpClient;
  readonly graphBaseUrl: string;
  readonly tenantId: string;
  readonly tokens: AccessTokens;
}

const timeoutMs = 15_000;
/** Nobody reads what they answer. */
const mostBytes = 64 * 1_024;

/**
 * Sends by webhook, to a workflow of Teams, or by mail. Redirects are not followed: a message goes where the contact says,
 * or nowhere. Neither address nor text is part of an outcome (I8).
 */
export function messenger(options: MessengerOptions): Messenger {
  const { http, graphHttp, graphBaseUrl, tenantId, tokens } = options;
  const post = (url: string, message: Message, body: object): HttpRequestOut => ({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', 'idempotency-key': message.id },
    body: JSON.stringify(body),
    timeoutMs,
    maxBytes: mostBytes,
  });
  return {
    tell: async (route, message) => {
      switch (route.kind) {
        case 'webhook':
          return outcomeOf(await http.send(post(route.url, message, webhookBody(message))));
        case 'teams':
          return outcomeOf(await http.send(post(route.url, message, cardOf(message))));
        case 'email':
          return mail(route, message);
        default:
          return unreachable(route);
      }
    },
  };

  async function mail(route: MessageRoute & { readonly kind: 'email' }, message: Message): Promise<JobOutcome> {
    const request = post(`${graphBaseUrl}/users/${encodeURIComponent(route.from)}/sendMail`, message, mailOf(route, message));
    try {
      const token = await tokens.forTenant(tenantId);
      const send = (bearer: string) =>
        graphHttp.send({ ...request, headers: { ...request.headers, authorization: `Bearer ${bearer}` } });
      const result = await send(token);
      const refused = result.kind === 'answered' && result.status === 401;
      return outcomeOf(refused ? await send(await tokens.refresh(tenantId, token)) : result);
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      return { kind: 'retry', why: fault.code };
    }
  }
}

function webhookBody({ type, title, text, line, flow, callId, at, recordingId, lengthMs }: Message): object {
  return {
    type,
    title,
    text,
    line,
    flow,
    callId,
    at: new Date(at).toISOString(),
    ...(recordingId === undefined ? {} : { recordingId }),
    ...(lengthMs === undefined ? {} : { lengthMs }),
  };
}

function outcomeOf(result: HttpResult): JobOutcome {
  if (result.kind !== 'answered') return { kind: 'retry', why: result.kind };
  const { status, headers } = result;
  if (status >= 200 && status <= 299) return { kind: 'done' };
  const seconds = /^\d{1,4}$/.test(headers['retry-after'] ?? '') ? Number(headers['retry-after']) : undefined;
  return {
    kind: 'retry',
    why: `http${status}`,
    ...(seconds === undefined ? {} : { retryAfterMs: Math.min(seconds, 300) * 1_000 }),
  };
}
