import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulatedEnvironment, simulatedRegistration } from '../../cli/simulated-environment.ts';
import type { Happening } from '../../simulator/graph/call/happening.ts';
import type { SimCall } from '../../simulator/graph/call/sim-call.ts';
import { type RunningSimulator, type SimulatorOptions, startSimulator } from '../../simulator/start-simulator.ts';
import { start } from './run-built.ts';

/** How long anything in a process test may take before it counts as broken. */
const patienceMs = 20_000;

export interface TwoSidesOptions {
  /** Default: one that hands each request to the bots in turn. */
  readonly door?: Door;
  readonly simulator?: Partial<SimulatorOptions>;
  /** Settings of the bots that differ from the laptop's. */
  readonly settings?: { readonly [name: string]: string };
  /** For the Node of the bots. */
  readonly nodeOptions?: readonly string[];
}

/** The built bot in processes of its own, the simulator in this one, real sockets in between. */
export class TwoSides {
  readonly simulator: RunningSimulator;
  readonly door: Door;
  private readonly stateDir: string;
  private readonly flowsDir: string;
  private readonly settings: { readonly [name: string]: string };
  private readonly nodeOptions: readonly string[];
  private readonly bots: ChildProcess[] = [];

  private constructor(
    simulator: RunningSimulator,
    door: Door,
    flowsDir: string,
    { settings = {}, nodeOptions = [] }: TwoSidesOptions,
  ) {
    this.settings = settings;
    this.nodeOptions = nodeOptions;
    this.simulator = simulator;
    this.door = door;
    this.flowsDir = flowsDir;
    this.stateDir = mkdtempSync(join(tmpdir(), 'teams-ivr-state-'));
  }

  static async open(flowsDir: string, options: TwoSidesOptions = {}): Promise<TwoSides> {
    const door = options.door ?? new Door();
    await door.open();
    const simulator = await startSimulator({
      ...simulatedRegistration,
      port: 0,
      botCallsUrl: `${door.url}/api/calls`,
      people: { callers: [], lines: [] },
      ...options.simulator,
    });
    return new TwoSides(simulator, door, flowsDir, options);
  }

  /** Starts one more bot over the same store and waits until it serves. */
  async startBot(): Promise<ChildProcess> {
    const port = await freePort();
    const env = simulatedEnvironment(
      {},
      { botPort: port, simulatorUrl: this.simulator.url, stateDir: this.stateDir, flowsDir: this.flowsDir },
    );
    const bot = start('dist/cli/bot.js', [], { ...env, ...this.settings, BOT_BASE_URL: this.door.url }, this.nodeOptions);
    this.bots.push(bot);
    await ready(bot);
    this.door.bots.push(`http://127.0.0.1:${port}`);
    return bot;
  }

  /** As the power does: no signal that could be heard, and for a moment requests still knock at the dead door. */
  async kill(bot: ChildProcess): Promise<void> {
    const ended = new Promise((resolve) => bot.once('exit', resolve));
    bot.kill('SIGKILL');
    await ended;
    const place = this.bots.indexOf(bot);
    this.door.bots.splice(place, 1);
    this.bots.splice(place, 1);
  }

  dial(): SimCall {
    const dialled = this.simulator.graph.dial({ from: { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567' }, to: 'bot' });
    if (dialled.kind === 'impossible') throw new Error(dialled.why);
    return dialled.call;
  }

  async close(): Promise<void> {
    for (const bot of this.bots) bot.kill('SIGKILL');
    await this.simulator.close();
    await this.door.close();
    rmSync(this.stateDir, { recursive: true, force: true });
  }
}

/** Waits until the caller has met something of this kind; fails with what there was. */
export function meets(call: SimCall, is: (happening: Happening) => boolean): Promise<Happening> {
  return new Promise((resolve, reject) => {
    const met = call.caller.happenings().find(is);
    if (met) return resolve(met);
    const timer = setTimeout(() => {
      const seen = call.caller.happenings().filter((one) => one.kind !== 'traffic');
      reject(new Error(`Not met in ${patienceMs} ms. Met: ${JSON.stringify(seen, null, 1)}`));
    }, patienceMs);
    call.caller.listen((happening) => {
      if (!is(happening)) return;
      clearTimeout(timer);
      resolve(happening);
    });
  });
}

export const prompt =
  (words: string) =>
  (happening: Happening): boolean =>
    happening.kind === 'promptStarted' && (happening.text ?? '').includes(words);

/**
 * Where Microsoft's side knocks: hands each request to one of the bots, in turn. `careless` answers at once and hands
 * over afterwards, to both, so that notifications of one call are on their way at the same moment, and twice.
 */
export class Door {
  /** Origins of the bots that serve. */
  readonly bots: string[] = [];
  careless = false;
  protected next = 0;
  private readonly server: Server;
  private readonly onTheWay = new Set<Promise<unknown>>();

  constructor() {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy()); // As when nobody listens.
    });
  }

  open(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`; // A listening server has such an address.
  }

  async close(): Promise<void> {
    await Promise.all(this.onTheWay);
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  protected async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const knock = await readKnock(request);
    if (this.careless && knock.method === 'POST') {
      response.writeHead(202).end();
      for (const bot of this.bots) void this.track(handOver(bot, knock).catch(() => undefined));
      return;
    }
    await pass(await this.track(handOver(this.nextBot(), knock)), response);
  }

  protected nextBot(): string {
    const bot = this.bots[this.next % this.bots.length];
    this.next += 1;
    if (bot === undefined) throw new Error('No bot serves.');
    return bot;
  }

  /** What is on its way when the door closes is waited for. */
  protected track<Result>(work: Promise<Result>): Promise<Result> {
    this.onTheWay.add(work);
    work.finally(() => this.onTheWay.delete(work)).catch(() => undefined);
    return work;
  }
}

/** One request, whole. */
export interface Knock {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export async function readKnock(request: IncomingMessage): Promise<Knock> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // No encoding is set, so chunks are buffers.
  return { method: request.method ?? 'GET', path: request.url ?? '/', headers: request.headers, body: Buffer.concat(chunks) };
}

export async function pass(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
}

export function handOver(bot: string, { method, path, headers, body }: Knock): Promise<Response> {
  const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...kept } = headers;
  return fetch(`${bot}${path}`, {
    method,
    headers: kept as Record<string, string>, // Sent by fetch, which sends single values.
    ...(method === 'POST' ? { body: new Uint8Array(body) } : {}),
  });
}

function ready(bot: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const note = (chunk: unknown): void => {
      said += String(chunk);
      if (said.includes('bot ready on')) resolve();
    };
    bot.stdout?.on('data', note);
    bot.stderr?.on('data', note);
    bot.once('exit', () => reject(new Error(`The bot ended before it was ready: ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo; // A listening server has such an address.
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
