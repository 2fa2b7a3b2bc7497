import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpRequest, type HttpRequestInit, InvocationContext } from '@azure/functions';
import { Fault } from '../core/call/fault.ts';
import type { Log } from '../ports/log.ts';
import { notServed } from './admin/problem.ts';
import type { Reply } from './http-types.ts';
import { requestBody } from './request-body.ts';
import { type Route, readRoute } from './route.ts';
import { startTimerLoop } from './timer-loop.ts';
import type { HttpTrigger, TimerTrigger, Trigger } from './trigger.ts';

export interface LocalHostOptions {
  readonly triggers: readonly Trigger[];
  readonly log: Log;
  /** 0 takes any free one. */
  readonly port: number;
  /** Loopback unless somebody decides otherwise. */
  readonly host?: string;
  /** How long `close` waits for running requests and timers. Default 10 s. */
  readonly graceMs?: number;
  /** How long the rest of a body that nobody read may keep its connection. Default 2 s. */
  readonly lingerMs?: number;
}

export interface LocalHost {
  /** The origin that it answers on. */
  readonly url: string;
  /** Takes nothing new, lets what runs finish within the grace, and ends. May be called twice. */
  close(): Promise<void>;
}

/**
 * Serves a trigger table as the Functions host would: the same requests, routes and timers, in one process and without
 * an installation. Throws a `PORT_TAKEN` fault when somebody else listens there.
 */
export async function startLocalHost(options: LocalHostOptions): Promise<LocalHost> {
  const { triggers, log, port, host = '127.0.0.1', graceMs = 10_000, lingerMs = 2_000 } = options;
  const doors = triggers
    .filter((trigger) => trigger.kind === 'http')
    .filter((trigger) => trigger.authLevel === 'anonymous')
    .map((trigger) => ({ trigger, route: readRoute(trigger.route) }));
  doors.sort((a, b) => a.route.openPlaces - b.route.openPlaces);

  const running = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const answered = answer(request, response, { doors, log, lingerMs }).finally(() => running.delete(answered));
    running.add(answered);
  });
  server.keepAliveTimeout = 65_000; // Longer than a client's pool keeps an idle connection, so that the client closes first.
  server.requestTimeout = 30_000;
  await listen(server, port, host);

  const timers = triggers.filter((trigger) => trigger.kind === 'timer').map((trigger) => startTimer(trigger, log));
  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const grace = new AbortController();
    await Promise.race([Promise.all([...running, ...timers.map((timer) => timer.stop())]), delay(graceMs, grace.signal)]);
    grace.abort();
    server.closeAllConnections();
    await closed;
  };
  let closing: Promise<void> | undefined;
  return {
    url: originOf(server, host),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** What an answer needs besides the request. */
interface Counter {
  readonly doors: readonly Door[];
  readonly log: Log;
  readonly lingerMs: number;
}

interface Door {
  readonly trigger: HttpTrigger;
  readonly route: Route;
}

/** Never rejects: whatever happens becomes an answer and a line in the log. */
async function answer(incoming: IncomingMessage, response: ServerResponse, { doors, log, lingerMs }: Counter): Promise<void> {
  const url = readUrl(incoming);
  if (url === undefined) return send(response, { status: 400 });
  const fitting = doors.flatMap(({ trigger, route }) => {
    const params = route.match(url.pathname);
    return params ? [{ trigger, params }] : [];
  });
  const found = fitting.find(({ trigger }) => trigger.methods.some((method) => method === incoming.method));
  if (!found)
    return send(
      response,
      refusal(
        url.pathname,
        fitting.map(({ trigger }) => trigger),
      ),
    );

  const body = incoming.method === 'GET' || incoming.method === 'HEAD' ? undefined : requestBody(incoming);
  try {
    const request = functionsRequest(incoming, url, found.params, body?.stream);
    await send(response, await found.trigger.handler(request, contextFor(found.trigger)));
  } catch (error) {
    log.error('host.requestFailed', { function: found.trigger.name, ...describe(error) });
    if (!response.headersSent) await send(response, { status: 500 });
    else response.destroy();
  } finally {
    await body?.discard(lingerMs);
  }
}

/** Programs read problems below `/api`; elsewhere people look. */
function refusal(path: string, fitting: readonly HttpTrigger[]): Reply {
  if (/^\/api(\/|$)/i.test(path)) return notServed(fitting.flatMap(({ methods }) => methods));
  if (fitting.length === 0) return { status: 404 };
  return { status: 405, headers: { allow: fitting.flatMap(({ methods }) => methods).join(', ') } };
}

/** The path is taken as sent; the host name is ours, whatever the client calls us. */
function readUrl(incoming: IncomingMessage): URL | undefined {
  const target = incoming.url ?? '';
  const { localAddress = '127.0.0.1', localPort = 80 } = incoming.socket;
  const name = localAddress.includes(':') ? `[${localAddress}]` : localAddress;
  if (!target.startsWith('/')) return undefined;
  const text = `http://${name}:${localPort}${target}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}

function functionsRequest(
  incoming: IncomingMessage,
  url: URL,
  params: Record<string, string>,
  body: ReadableStream<Uint8Array> | undefined,
): HttpRequest {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const streaming = body === undefined ? {} : { body, duplex: 'half' as const };
  const nativeRequest = new Request(url, { method: incoming.method ?? 'GET', headers, ...streaming });
  // The library's own way to make a request whose body is still on its way; its public type knows only whole bodies.
  return new HttpRequest({ nativeRequest, params } as HttpRequestInit);
}

function contextFor(trigger: Trigger): InvocationContext {
  // Our handlers log through their own port; what a library says to the context has no reader here.
  return new InvocationContext({ invocationId: randomUUID(), functionName: trigger.name, logHandler: () => {} });
}

/** Resolves when the answer is with the operating system, or its reader is gone. */
function send(response: ServerResponse, reply: Reply): Promise<void> {
  const { status, headers = {}, body } = reply;
  const hasLength = Object.keys(headers).some((name) => name.toLowerCase() === 'content-length');
  const carriesBody = status !== 204 && status !== 304;
  const length = carriesBody && !hasLength ? { 'content-length': Buffer.byteLength(body ?? '') } : {};
  const sent = new Promise<void>((resolve) => response.once('finish', resolve).once('close', resolve));
  response.writeHead(status, { ...headers, ...length });
  response.end(carriesBody ? body : undefined);
  return sent;
}

function startTimer(trigger: TimerTrigger, log: Log) {
  return startTimerLoop({
    schedule: trigger.schedule,
    run: () => trigger.handler({ isPastDue: false }, contextFor(trigger)),
    failed: (error) => log.error('host.timerFailed', { function: trigger.name, ...describe(error) }),
  });
}

/** Where and what kind, without the message: an unexpected error may quote what it choked on (I8). */
function describe(error: unknown): { readonly error: string; readonly at?: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error };
  const kind = error instanceof Fault ? error.code : error.name;
  const frames = (error.stack ?? '').split('\n').map((line) => line.trim());
  return { error: kind, at: frames.filter((line) => line.startsWith('at ')).slice(0, 5) };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken ? new Fault('PORT_TAKEN', `Port ${port} is taken. Set PORT to a free one, for example PORT=${port + 1}.`) : error,
      );
    });
    server.listen(port, host, resolve);
  });
}

function originOf(server: Server, host: string): string {
  // A listening TCP server has an address object.
  const { port } = server.address() as AddressInfo;
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}
