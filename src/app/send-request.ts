import { isIP } from 'node:net';
import type { Answer } from '../core/call/answer.ts';
import type { Call, VarValue } from '../core/call/call.ts';
import type { SendRequest } from '../core/call/call-command.ts';
import { isAllowedHost } from '../core/flow/environment/environment.ts';
import { requestOf } from '../core/flow/play/request-of.ts';
import type { OutgoingRequest } from '../core/steps/define-step.ts';
import type { Clock } from '../ports/clock.ts';
import type { DataRequests } from '../ports/data-requests.ts';
import type { FlowStore } from '../ports/flow-store.ts';
import type { HttpClient, HttpResult } from '../ports/http-client.ts';
import type { Log } from '../ports/log.ts';

export interface RequestPorts {
  readonly flows: Pick<FlowStore, 'version'>;
  /** Connects to public addresses only. */
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  /** What a setting holds, where the bot runs. */
  readonly secretOf: (setting: string) => string | undefined;
  /** For laptops: plain http to this machine. */
  readonly allowLoopback: boolean;
}

const mostRedirects = 3;
const mostBytes = 64 * 1_024;
/** Less time than this is not worth starting a request. */
const leastUsefulMs = 100;

/**
 * Sends what a flow's step asks.
 *
 * 1. Only over https, and only to hosts that `environment.jsonc` allows; a redirect is looked at like any other address,
 *    and another host does not get the headers.
 * 2. Neither address nor body nor answer reaches a log: they hold what callers have said (I8).
 * 3. The answer is JSON, or nothing; longer than 64 KB is no answer.
 */
export function sendRequest(ports: RequestPorts): DataRequests {
  return {
    send: async (call, command, deadline) => {
      const startedAt = ports.clock.now();
      const answer = await ask(ports, call, command, Math.min(deadline, startedAt + command.timeoutMs));
      ports.log.info('request.sent', {
        callId: call.id,
        step: command.step,
        outcome: answer.kind === 'noResponse' ? answer.why : answer.kind,
        status: answer.kind === 'response' ? answer.status : undefined,
        tookMs: ports.clock.now() - startedAt,
      });
      return answer;
    },
  };
}

async function ask(ports: RequestPorts, call: Call, command: Omit<SendRequest, 'context'>, deadline: number): Promise<Answer> {
  const flow = await ports.flows.version(call.flow.name, call.flow.version);
  const { secretOf, clock } = ports;
  const asked = flow && requestOf(flow, call, { step: command.step, now: clock.now(), secretOf });
  if (asked === undefined) return { kind: 'noResponse', why: 'notAllowed' };
  let { request } = asked;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    if (!isAllowed(request.url, asked.hosts, ports.allowLoopback)) return { kind: 'noResponse', why: 'notAllowed' };
    const timeoutMs = deadline - clock.now();
    if (timeoutMs < leastUsefulMs) return { kind: 'noResponse', why: 'timeout' };
    const result = await ports.http.send({
      ...request,
      headers: { accept: 'application/json', ...request.headers, 'idempotency-key': command.idempotencyKey },
      timeoutMs,
      maxBytes: mostBytes,
    });
    const next = redirected(request, result);
    if (next === undefined) return read(result, clock.now() >= deadline);
    request = next;
  }
  return { kind: 'noResponse', why: 'notAllowed' };
}

/** By name only: an address in figures is nobody's name. On a laptop, this machine too. */
export function isAllowed(address: string, hosts: readonly string[], allowLoopback: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  if (allowLoopback && (protocol === 'http:' || protocol === 'https:') && (hostname === 'localhost' || hostname === '127.0.0.1'))
    return true;
  const isNumeric = isIP(hostname) !== 0 || hostname.startsWith('[');
  return protocol === 'https:' && !isNumeric && isAllowedHost(hostname, hosts);
}

function redirected(request: OutgoingRequest, result: HttpResult): OutgoingRequest | undefined {
  if (result.kind !== 'answered' || ![301, 302, 303, 307, 308].includes(result.status)) return undefined;
  const { location } = result.headers;
  if (location === undefined || !URL.canParse(location, request.url)) return undefined;
  const to = new URL(location, request.url);
  const headers = to.origin === new URL(request.url).origin ? request.headers : {};
  const keeps = result.status === 307 || result.status === 308 || request.method === 'GET';
  if (keeps) return { ...request, url: to.href, headers };
  return { method: 'GET', url: to.href, headers };
}

function read(result: HttpResult, isLate: boolean): Answer {
  if (result.kind === 'answered') {
    const text = new TextDecoder().decode(result.body);
    if (text.trim() === '') return { kind: 'response', status: result.status };
    const body = parsed(text);
    if (body !== undefined) return { kind: 'response', status: result.status, body };
    // What went wrong is told by the status; nobody needs the page that came with it.
    return result.status >= 400 ? { kind: 'response', status: result.status } : { kind: 'noResponse', why: 'notJson' };
  }
  if (result.why === 'tooLong') return { kind: 'noResponse', why: 'tooLarge' };
  if (result.why === 'PRIVATE_ADDRESS') return { kind: 'noResponse', why: 'notAllowed' };
  return { kind: 'noResponse', why: isLate || /timeout/i.test(result.why) ? 'timeout' : 'unreachable' };
}

function parsed(text: string): VarValue | undefined {
  try {
    const value: VarValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
