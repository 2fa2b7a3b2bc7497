import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '../src/core/call/fault.ts';
import { type Log, silentLog } from '../src/ports/log.ts';
import { RealClock } from './clock/real-clock.ts';
import type { SimClock } from './clock/sim-clock.ts';
import type { DirectoryOptions } from './graph/directory/directory-options.ts';
import { SimulatedGraph } from './graph/graph.ts';
import {
  bounds,
  type DestinationBehaviour,
  type FetchMedia,
  type GraphOptions,
  type Latencies,
  times,
} from './graph/graph-options.ts';
import type { Shapes } from './graph/shapes.ts';
import { answerAsGraph } from './http/graph-face.ts';
import type { DestinationNames } from './softphone/call-events.ts';
import { Desk } from './softphone/desk.ts';
import { readPageFiles } from './softphone/page-files.ts';
import { answerSoftphone } from './softphone/softphone.ts';
import type { People } from './softphone-api.ts';

export interface SimulatorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly appId: string;
  readonly appSecret: string;
  readonly tenantId: string;
  /** The bot's calling webhook. A function when it is known only after the simulator's own address. */
  readonly botCallsUrl: string | (() => string);
  /** Who can call whom. */
  readonly people: People;
  /** How those to whom callers are sent behave, by id or number. Default: they answer. */
  readonly destinations?: { readonly [id: string]: DestinationBehaviour };
  /** Tenants, accounts, licences, consent. Default: everything is set up as it should be. */
  readonly directory?: DirectoryOptions;
  /** What they are called in the softphone, by `kind:id`, id or number. */
  readonly names?: DestinationNames;
  /** The folder of the built softphone page. Without it there is only the API. */
  readonly webDir?: string;
  readonly clock?: SimClock;
  /** Which of several forms Graph's answers take, where sources disagree. */
  readonly shapes?: Shapes;
  readonly latencies?: Partial<Latencies>;
  /** Answers an operation in Graph's place: 429, 503. */
  readonly interfere?: Exclude<GraphOptions['interfere'], undefined>;
  readonly log?: Log;
}

export interface RunningSimulator {
  /** Its origin, for example `http://127.0.0.1:8443`. Graph is at `{url}/v1.0`, the softphone at `{url}/softphone/`. */
  readonly url: string;
  readonly graph: SimulatedGraph;
  close(): Promise<void>;
}

/** Starts Microsoft's side on 127.0.0.1. Throws `Fault('PORT_TAKEN')` when the port is in use. */
export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const { botCallsUrl, clock = new RealClock(), log = silentLog } = options;
  const page = options.webDir === undefined ? new Map() : await readPageFiles(options.webDir);
  let url = '';
  const graph = new SimulatedGraph({
    clock,
    appId: options.appId,
    appSecret: options.appSecret,
    tenantId: options.tenantId,
    ownUrl: () => url,
    botCallsUrl: () => (typeof botCallsUrl === 'string' ? botCallsUrl : botCallsUrl()),
    deliver: deliverOverHttp,
    fetchMedia: fetchOverHttp,
    people: options.people,
    destinations: options.destinations ?? {},
    ...(options.directory === undefined ? {} : { directory: options.directory }),
    latencies: options.latencies ?? {},
    shapes: options.shapes ?? {},
    ...(options.interfere === undefined ? {} : { interfere: options.interfere }),
    log,
  });
  const callsUrl = (): string => (typeof botCallsUrl === 'string' ? botCallsUrl : botCallsUrl());
  const desk = new Desk(graph, clock);
  const softphone = { graph, desk, people: options.people, page, names: options.names ?? {}, botCallsUrl: callsUrl };
  const answer = (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path === '/softphone' || path.startsWith('/softphone/')) return answerSoftphone(softphone, request, response);
    return answerAsGraph(graph, request, response);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error('simulator.request', { name: error instanceof Error ? error.name : 'unknown' });
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Fault('PORT_TAKEN', `Port ${options.port} is in use: choose another one.`, { cause: error }) : error);
    });
    server.listen(options.port, '127.0.0.1', resolve);
  });
  // A server that listens on a port has an address of this kind.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    graph,
    close: async () => {
      graph.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections(); // Event streams would stay for ever.
      await closed;
    },
  };
}

const deliverOverHttp: GraphOptions['deliver'] = async ({ url, headers, body }) => {
  const signal = AbortSignal.timeout(times.deliveryMs + 1_000); // The queue gives up first and says so.
  const response = await fetch(url, { method: 'POST', headers, body: Buffer.from(body), redirect: 'manual', signal });
  await response.arrayBuffer();
  const location = response.headers.get('location');
  return { status: response.status, ...(location === null ? {} : { location: new URL(location, url).href }) };
};

const fetchOverHttp: FetchMedia = async (url, signal) => {
  const response = await fetch(url, { signal });
  const length = Number(response.headers.get('content-length') ?? 0);
  if (length > bounds.soundBytes) throw new Error('The sound is too large.');
  return { status: response.status, body: new Uint8Array(await response.arrayBuffer()) };
};
