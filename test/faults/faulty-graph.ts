import type { VirtualClock } from '../../simulator/clock/virtual-clock.ts';
import type { SimCall } from '../../simulator/graph/call/sim-call.ts';
import type { SimulatedGraph } from '../../simulator/graph/graph.ts';
import type { GraphRequest } from '../../simulator/graph/messages.ts';
import { readOrigin } from '../../src/app/place-leg.ts';
import { type CallId, readCallId } from '../../src/core/call/ids.ts';
import type { HttpClient, HttpRequestOut, HttpResult } from '../../src/ports/http-client.ts';
import type { Dice } from './dice.ts';
import type { Journal } from './journal.ts';
import type { Processes, Work } from './processes.ts';

/** One request about a call, on its way. */
export interface RequestOnItsWay {
  readonly work: Work;
  readonly callId: CallId;
  /** `playPrompt`, `answer`, `hang up`, `get call`, `place` … */
  readonly operation: string;
  /** The leg of `callId` that is to be placed. */
  readonly leg?: number;
  /** The call that a program has asked for, which is to be placed. There is no call of ours that asks for it. */
  readonly order?: string;
  readonly body: string;
}

export interface Watchers {
  /** The request leaves. */
  readonly onSent: (request: RequestOnItsWay) => void;
  /** It has reached Graph and was answered with this. */
  readonly onArrived: (request: RequestOnItsWay, status: number) => void;
  /** Graph has placed a leg, and this is its call. */
  readonly onPlaced: (request: RequestOnItsWay, placed: SimCall) => void;
  /** The sender has its answer, or has given up. */
  readonly onOver: (request: RequestOnItsWay) => void;
  /** Graph did not do as asked, or nobody knows. */
  readonly onTroubled: (request: RequestOnItsWay) => void;
}

/** The way to Graph and to the token endpoint. */
export class FaultyGraph {
  readonly #of: {
    readonly graph: () => SimulatedGraph;
    readonly clock: VirtualClock;
    readonly dice: Dice;
    readonly journal: Journal;
    readonly processes: Processes;
    readonly watchers: Watchers;
  };
  #noTokensUntil = 0;

  constructor(of: FaultyGraphOptions) {
    this.#of = of;
    const { clock, dice, journal } = of;
    if (!journal.strikes('tokenEndpointDown', 'once')) return;
    const lastsMs = dice.between('token outage', 500, 10_000);
    clock.schedule(clock.now() + dice.between('token outage at', 0, 30_000), () => {
      this.#noTokensUntil = clock.now() + lastsMs;
      journal.tell(`fault  the token endpoint is down for ${lastsMs / 1_000} s`);
      journal.excuse(lastsMs + lookAgainMs, 'the token endpoint is down');
    });
  }

  seenBy(work: Work): HttpClient {
    return {
      send: (request) => this.#of.processes.step(work, 'request', () => this.#send(work, request)),
      close: async () => {},
    };
  }

  /** For token and key libraries, which share one request among several works: it takes no time on the clock. */
  forLibraries(): HttpClient {
    return {
      send: async (request) => {
        if (this.#of.clock.now() < this.#noTokensUntil) return { kind: 'notSent', why: 'refused' };
        return this.#arrive(request);
      },
      close: async () => {},
    };
  }

  async #send(work: Work, request: HttpRequestOut): Promise<HttpResult> {
    const { clock, dice, journal, watchers } = this.#of;
    const about = aboutCall(work, request);
    const moment = `${work.label}:${about?.operation ?? 'token'}#${work.steps}`;
    const latencyMs = dice.between(`latency ${moment}`, 15, 120);
    if (about === undefined) {
      await clock.sleep(latencyMs);
      if (clock.now() < this.#noTokensUntil) return { kind: 'notSent', why: 'refused' };
      return this.#arrive(request);
    }
    const inWords = `${about.operation} (${work.label})`;
    if (journal.strikes('graphUnreachable', moment)) {
      this.#trouble(about, `Graph cannot be reached: ${inWords}`, latencyMs + 1_000 + lookAgainMs);
      await clock.sleep(latencyMs);
      return { kind: 'notSent', why: 'refused' };
    }
    watchers.onSent(about);
    try {
      if (journal.strikes('graphTimedOutBefore', moment)) {
        this.#trouble(about, `a request to Graph is lost: ${inWords}`, request.timeoutMs + lookAgainMs);
        await clock.sleep(request.timeoutMs);
        return { kind: 'unclear', why: 'timeout' };
      }
      const slowMs = journal.strikes('graphSlow', moment) ? dice.between(`slow ${moment}`, 500, 2_200) : 0;
      if (slowMs > 0) this.#trouble(about, `Graph takes ${slowMs} ms: ${inWords}`, slowMs + lookAgainMs);
      // What takes longer than the sender waits has happened all the same.
      const patience = Math.min(request.timeoutMs, Math.round(latencyMs / 2) + slowMs);
      await clock.sleep(patience);
      const result = this.#refusal(about, moment, inWords) ?? (await this.#arrive(request));
      if (result.kind === 'answered') {
        watchers.onArrived(about, result.status);
        const placed = about.operation === 'place' ? this.#placedBy(result) : undefined;
        if (placed !== undefined) watchers.onPlaced(about, placed);
      }
      if (journal.strikes('graphTimedOutAfter', moment)) {
        const leftMs = request.timeoutMs - patience;
        this.#trouble(about, `Graph's answer is lost: ${inWords}`, leftMs + lookAgainMs);
        await clock.sleep(leftMs);
        return { kind: 'unclear', why: 'timeout' };
      }
      await clock.sleep(Math.min(request.timeoutMs - patience, Math.round(latencyMs / 2)));
      return patience + latencyMs / 2 > request.timeoutMs ? { kind: 'unclear', why: 'timeout' } : result;
    } finally {
      watchers.onOver(about);
    }
  }

  #refusal(about: RequestOnItsWay, moment: string, inWords: string): HttpResult | undefined {
    const { dice, journal } = this.#of;
    if (journal.strikes('graphThrottled', moment)) {
      const seconds = dice.between(`retry after ${moment}`, 1, 4);
      this.#trouble(about, `Graph throttles ${inWords}, ${seconds} s`, seconds * 1_000 + lookAgainMs);
      return answer(429, '{"error":{"code":"TooManyRequests","message":"later"}}', { 'retry-after': String(seconds) });
    }
    if (journal.strikes('graphRefused', moment)) {
      const status = dice.pick(`refusal ${moment}`, [400, 403, 500]);
      // What should have been cut off sounds to its end, a silence of some seconds perhaps, before anything new is heard.
      const soundsOnMs = about.operation === 'cancelMediaProcessing' ? 20_000 : 0;
      this.#trouble(about, `Graph refuses ${inWords} with ${status}`, lookAgainMs + soundsOnMs);
      return answer(status, '{"error":{"code":"7504","message":"no"}}');
    }
    return undefined;
  }

  #placedBy({ status, body }: HttpResult & { readonly kind: 'answered' }): SimCall | undefined {
    if (status !== 201) return undefined;
    const { id } = JSON.parse(new TextDecoder().decode(body)) as { id: string }; // The simulator's own answer.
    return this.#of.graph().call(id);
  }

  #trouble(about: RequestOnItsWay, text: string, forMs: number): void {
    this.#of.journal.tell(`fault  ${text}`);
    this.#of.journal.excuse(forMs, text);
    this.#of.watchers.onTroubled(about);
  }

  async #arrive({ method, url, headers, body }: HttpRequestOut): Promise<HttpResult> {
    const request: GraphRequest = { method, url, headers, ...(body === undefined ? {} : { body }) };
    const response = await this.#of.graph().handle(request);
    return { kind: 'answered', ...response };
  }
}

type FaultyGraphOptions = {
  readonly graph: () => SimulatedGraph;
  readonly clock: VirtualClock;
  readonly dice: Dice;
  readonly journal: Journal;
  readonly processes: Processes;
  readonly watchers: Watchers;
};

/** What Graph did not take is looked at by a sweep, five seconds apart, which first asks Graph what the call is. */
const lookAgainMs = 8_000;

function aboutCall(work: Work, { method, url, body = '' }: HttpRequestOut): RequestOnItsWay | undefined {
  if (url.endsWith('/communications/calls')) return aboutLeg(work, body);
  const [, id, action] = /\/communications\/calls\/([^/?]+)(?:\/([^?]+))?$/.exec(url) ?? [];
  const callId = id === undefined ? undefined : readCallId(id);
  if (callId === undefined) return undefined;
  const operation = action?.replace(/^(participants)\/[^/]+\/(\w+)$/, '$1/$2') ?? (method === 'GET' ? 'get call' : 'hang up');
  return { work, callId, operation, body };
}

/** Whose leg it is stands in the address for its notifications. */
function aboutLeg(work: Work, body: string): RequestOnItsWay | undefined {
  const { callbackUri } = JSON.parse(body) as { callbackUri: string }; // The bot's own words.
  const placed = new URL(callbackUri).searchParams.get('placed') ?? '';
  const order = /^outbound\.(.+)$/.exec(placed)?.[1];
  if (order !== undefined) return { work, callId: order as CallId, operation: 'place', order, body }; // It has no call yet.
  const origin = readOrigin(placed);
  return origin && { work, callId: origin.callId, operation: 'place', leg: origin.leg, body };
}

function answer(status: number, body: string, headers: { readonly [name: string]: string } = {}): HttpResult {
  return { kind: 'answered', status, headers, body: new TextEncoder().encode(body) };
}
