/**
 * A small stand-in for the simulator, for working on the page alone: the softphone's contract with a scripted bot.
 * It knows nothing of Graph; its "traffic" is only good enough to look at.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Keypad } from '../../../simulator/softphone-api.ts';
import { FakeCall } from './fake-call.ts';
import { people } from './fake-people.ts';
import { toWav } from './wav.ts';

export interface FakeSimulator {
  readonly server: Server;
  /** Drops every open event stream, as a network does. */
  readonly dropStreams: () => void;
  /** Forgets every call, as a restart does. */
  readonly forgetCalls: () => void;
  /** PCM bytes received for each call, by id. */
  readonly voiceBytes: () => number;
}

/** `page` answers everything that is not the API. */
export function createFakeSimulator(page: (path: string, response: ServerResponse) => void): FakeSimulator {
  const calls = new Map<string, FakeCall>();
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    answer({ calls, streams, page }, request, response).catch(() => response.destroy());
  });
  return {
    server,
    dropStreams: () => {
      for (const stream of streams) stream.destroy();
    },
    forgetCalls: () => {
      for (const call of calls.values()) call.stop();
      calls.clear();
      for (const stream of streams) stream.destroy();
    },
    voiceBytes: () =>
      [...calls.values()].reduce((sum, call) => sum + call.voice.reduce((bytes, part) => bytes + part.length, 0), 0),
  };
}

interface Exchange {
  readonly calls: Map<string, FakeCall>;
  readonly streams: Set<ServerResponse>;
  readonly page: (path: string, response: ServerResponse) => void;
}

async function answer({ calls, streams, page }: Exchange, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://fake').pathname;
  if (!path.startsWith('/softphone/api/')) return page(path, response);
  const [resource, id, part, file] = path.slice('/softphone/api/'.length).split('/');
  const route = `${request.method} ${resource}${part === undefined ? '' : `/${part}`}`;
  if (route === 'GET people') return json(response, 200, people);
  if (route === 'POST calls') {
    const body: { to?: string } = JSON.parse((await read(request)).toString());
    if (body.to === 'refusing')
      return refuse(response, 409, 'The bot answered the incoming call with 503. See whether it is running.');
    const call = new FakeCall(`call-${calls.size + 1}`, body.to ?? 'main');
    calls.set(call.id, call);
    return json(response, 200, { callId: call.id });
  }
  const call = calls.get(resource === 'recordings' ? (id ?? '').replace('.wav', '') : (id ?? ''));
  if (call === undefined) return refuse(response, 404, 'There is no such call.');
  switch (route) {
    case 'GET recordings':
      return wav(response, toWav(Buffer.concat(call.voice)));
    case 'GET calls/prompts':
      return wav(response, call.soundOf(Number.parseInt(file ?? '', 10)));
    case 'GET calls/events':
      return follow(call, streams, Number(request.headers['last-event-id'] ?? 0), response);
    case 'POST calls/tones': {
      const body: { tone: Keypad } = JSON.parse((await read(request)).toString());
      return call.press(body.tone) ? void response.writeHead(204).end() : refuse(response, 409, 'The call is not connected yet.');
    }
    case 'POST calls/voice':
      call.hear(await read(request));
      return void response.writeHead(204).end();
    case 'DELETE calls':
      call.hangUp();
      return void response.writeHead(204).end();
    default:
      return refuse(response, 404, 'There is no such address.');
  }
}

/** Sends past events again even after the last seen one, so that the page's own guard is exercised. */
function follow(call: FakeCall, streams: Set<ServerResponse>, lastSeen: number, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  streams.add(response);
  const stop = call.follow(Math.max(0, lastSeen - 3), (event) => {
    response.write(`id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`);
  });
  response.on('close', () => {
    streams.delete(response);
    stop();
  });
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, message: string): void {
  json(response, status, { error: { code: status === 404 ? 'notFound' : 'conflict', message } });
}

function wav(response: ServerResponse, bytes: Buffer): void {
  response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': bytes.length }).end(bytes);
}
