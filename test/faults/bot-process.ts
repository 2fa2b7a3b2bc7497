import type { VirtualClock } from '../../simulator/clock/virtual-clock.ts';
import type { NotificationRequest } from '../../simulator/graph/graph-options.ts';
import { graphCallControl } from '../../src/adapters/graph/graph-call-control.ts';
import { accessTokens } from '../../src/adapters/identity/access-tokens.ts';
import { senderVerifier } from '../../src/adapters/identity/sender-verifier.ts';
import { doJob } from '../../src/app/do-job.ts';
import { type AskingPorts, askOutbound } from '../../src/app/outbound/ask-outbound.ts';
import { endOutbound } from '../../src/app/outbound/end-outbound.ts';
import { adoptOutbound, placeOutbound } from '../../src/app/outbound/place-outbound.ts';
import { type PlacedDelivery, receiveEvents } from '../../src/app/receive-events.ts';
import { sweep } from '../../src/app/sweep.ts';
import { defaultLimits, type TurnPorts } from '../../src/app/turn-ports.ts';
import { workOff } from '../../src/app/work-off.ts';
import type { CallEvent } from '../../src/core/call/call-event.ts';
import { Fault } from '../../src/core/call/fault.ts';
import type { CompiledFlow } from '../../src/core/flow/compiled-flow.ts';
import { type Delivery, handleCalls } from '../../src/edge/handle-calls.ts';
import type { AccessTokens } from '../../src/ports/access-tokens.ts';
import type { CallStore } from '../../src/ports/call-store.ts';
import type { HttpClient } from '../../src/ports/http-client.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { Log } from '../../src/ports/log.ts';
import type { OutboundWish } from '../../src/ports/outbound-call.ts';
import type { PromptLibrary } from '../../src/ports/prompts.ts';
import type { SenderVerifier } from '../../src/ports/sender-verifier.ts';
import type { QueueConsumer, WorkQueue } from '../../src/ports/work-queue.ts';
import { botOrigin } from './flows.ts';
import type { Process, Processes, Work } from './processes.ts';

/** A deliberate mistake in the bot, made from outside: each must be noticed by some invariant. */
export interface Sabotage {
  readonly ports?: (ports: TurnPorts, work: Work, raw: CallStore) => TurnPorts;
  readonly events?: (events: readonly CallEvent[], work: Work, raw: CallStore) => Promise<readonly CallEvent[]>;
  readonly flow?: (flow: CompiledFlow) => CompiledFlow;
  /** What is made of the address of a placed call's notifications. */
  readonly placed?: (placed: PlacedDelivery | undefined) => PlacedDelivery | undefined;
  readonly noSweep?: boolean;
  /** The webhook answers as soon as it has the events, and plays them afterwards. */
  readonly answersFirst?: boolean;
}

export interface BotOptions {
  readonly clock: VirtualClock;
  readonly processes: Processes;
  /** What new calls get at this moment. */
  readonly current: () => CompiledFlow;
  readonly versions: ReadonlyMap<string, CompiledFlow>;
  readonly prompts: PromptLibrary;
  readonly log: Log;
  readonly queue: WorkQueue & QueueConsumer;
  readonly rawStore: CallStore;
  readonly ledgerSeenBy: (work: Work) => Ledger;
  readonly storeSeenBy: (work: Work) => CallStore;
  readonly graphSeenBy: (work: Work) => HttpClient;
  /** Tokens and signatures by production's libraries, over this. */
  readonly realIdentity: HttpClient | undefined;
  readonly sabotage: Sabotage;
  readonly onDelivered: (work: Work, status: number) => void;
}

export const appId = 'c0ffee00-1111-4222-8333-444455556666';
export const tenantId = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';
/** The resource account of the line that calls come in at and are placed by. */
export const lineAccount = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';
export const lineNumber = '+441632960999';
export const appSecret = 'simulator';
export const graphOrigin = 'https://graph.simulator.invalid';

/**
 * The processes of the bot: production's webhook, turns, sweep and Graph adapter. Ports are made anew for each piece of
 * work, so that every step of it is one at which its process can die.
 */
export class BotProcesses {
  readonly #of: BotOptions;
  readonly #identities = new WeakMap<Process, { readonly tokens: AccessTokens; readonly verifier: SenderVerifier }>();
  #owners = 0;

  constructor(of: BotOptions) {
    this.#of = of;
  }

  /** Resolves with the status, or with 0 when the process dies first. */
  handle(process: Process, request: NotificationRequest, label: string): Promise<number> {
    const { clock, log, rawStore, sabotage } = this.#of;
    const work = begin(process, label, 'delivery');
    const ports = this.#portsFor(work);
    const { verifier } = this.#identityOf(process);
    const take = async (events: readonly CallEvent[], about: Delivery) =>
      receiveEvents(
        ports,
        (await sabotage.events?.(events, work, rawStore)) ?? events,
        (sabotage.placed ?? same)(placedBy(about)),
      );
    const takeLater: typeof take = async (events, about) => {
      void take(events, about).catch(() => {});
      return { kind: 'settled', unserved: [] };
    };
    return new Promise((resolve) => {
      process.mourners.add(() => clock.schedule(clock.now() + 10, () => resolve(0)));
      void this.#detached(work, async () => {
        const { method, url, headers, body } = request;
        const reply = await handleCalls(
          { method, url, headers: new Headers(headers), params: {}, body: streamOf(body) },
          { verifier, turns: { take: sabotage.answersFirst ? takeLater : take }, log },
        );
        work.answered = true;
        this.#of.onDelivered(work, reply.status);
        resolve(reply.status);
      });
    });
  }

  /** Resolves when the sweep is over, with whether it looked at all that was due; never, when its process dies. */
  async sweep(process: Process, label: string): Promise<boolean> {
    if (this.#of.sabotage.noSweep) return true;
    const work = begin(process, label, 'sweep');
    let whole = false;
    await this.#detached(work, async () => {
      try {
        whole = (await sweep(this.#portsFor(work))).failed === 0;
      } catch (error) {
        if (!(error instanceof Fault)) throw error; // A store that is down is looked at again next time.
      }
    });
    return whole;
  }

  /** Somebody asks for a call. Resolves with whether it is noted down; with false when nobody can say. */
  async ask(process: Process, wish: OutboundWish, label: string): Promise<boolean> {
    const work = begin(process, label, 'work');
    let noted = false;
    await this.#detached(work, async () => {
      try {
        noted = (await askOutbound(this.#placingFor(work), wish)).kind === 'asked';
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
    });
    return noted;
  }

  /** Does the slow work that waits: calls that are to be placed, and those that have ended. */
  work(process: Process, label: string): Promise<void> {
    const { processes, queue, log } = this.#of;
    const work = begin(process, label, 'work');
    const placing = this.#placingFor(work);
    const seen: QueueConsumer = {
      claim: (now, visibilityMs) => processes.step(work, 'claim', () => queue.claim(now, visibilityMs)),
      complete: (claimed) => processes.step(work, 'complete', () => queue.complete(claimed)),
      retry: (claimed, notBefore) => processes.step(work, 'retry', () => queue.retry(claimed, notBefore)),
      counts: () => queue.counts(),
    };
    const perform = doJob({
      placeOutbound: (job) => placeOutbound(placing, job),
      endOutbound: (record) => endOutbound(placing, record),
      history: { append: async () => {}, latest: async () => [] },
      queue: placing.queue,
      storeRecording: async () => ({ kind: 'done' }),
      notifyContact: async () => ({ kind: 'done' }),
    });
    return this.#detached(work, () => workOff({ queue: seen, perform, clock: placing.clock, log }));
  }

  #placingFor(work: Work): AskingPorts {
    return {
      ...this.#portsFor(work),
      tenantId,
      appId,
      lineNamed: () => ({ account: lineAccount, number: lineNumber }),
      currentFlow: async () => this.#of.current(),
      flowOfLine: () => undefined,
      contactNamed: () => undefined,
      isListed: async () => false,
    };
  }

  /** Begins as nobody's work, when the process is not standing still. */
  #detached(work: Work, run: () => Promise<void>): Promise<void> {
    const { clock } = this.#of;
    return new Promise((resolve, reject) => {
      clock.schedule(Math.max(clock.now(), work.process.pausedUntil), () => {
        clock.track(work.label, run).then(resolve, reject);
      });
    });
  }

  #portsFor(work: Work): TurnPorts {
    const { processes, current, versions, prompts, log, queue, storeSeenBy, graphSeenBy, rawStore, sabotage } = this.#of;
    const clock = {
      now: () => processes.now(work.process),
      sleep: (ms: number) => processes.step(work, 'sleep', () => this.#of.clock.sleep(ms)),
    };
    const ports: TurnPorts = {
      calls: storeSeenBy(work),
      flows: {
        forIncoming: async () => ({ kind: 'found', line: 'main', flow: current() }),
        version: async (_name, version) => versions.get(version),
      },
      control: graphCallControl({
        http: graphSeenBy(work),
        graphBaseUrl: `${graphOrigin}/v1.0`,
        appId,
        callbackUri: `${botOrigin}/api/calls`,
        tokens: this.#identityOf(work.process).tokens,
        prompts,
        clock,
        log,
        voicemailShape: 'endpointType',
      }),
      ledger: this.#of.ledgerSeenBy(work),
      adoptOutbound: (placed) => adoptOutbound(this.#placingFor(work), placed),
      queue: { add: (job) => processes.step(work, 'queue', () => queue.add(job)) },
      clock,
      log,
      newOwner: () => {
        this.#owners += 1;
        const owner = `${work.process.name}.${this.#owners}`;
        work.owners.push(owner);
        return owner;
      },
      limits: defaultLimits,
    };
    return sabotage.ports?.(ports, work, rawStore) ?? ports;
  }

  /** Tokens and keys live as long as their process. */
  #identityOf(process: Process): { readonly tokens: AccessTokens; readonly verifier: SenderVerifier } {
    const known = this.#identities.get(process);
    if (known !== undefined) return known;
    const { clock, processes, log, graphSeenBy, realIdentity } = this.#of;
    const http = realIdentity ?? graphSeenBy(begin(process, `tokens of ${process.name}`, 'delivery'));
    const own = { now: () => processes.now(process), sleep: (ms: number) => clock.sleep(ms) };
    const identity =
      realIdentity !== undefined
        ? {
            tokens: accessTokens({
              appId,
              credential: { kind: 'simulator', secret: appSecret },
              authority: graphOrigin,
              http,
              clock: own,
            }),
            verifier: senderVerifier({
              openIdConfiguration: `${graphOrigin}/v1/.well-known/OpenIdConfiguration`,
              issuers: ['https://api.botframework.com'],
              audience: appId,
              http,
              clock: own,
              log,
            }),
          }
        : { tokens: quickTokens(http, own), verifier: trusting };
    this.#identities.set(process, identity);
    return identity;
  }
}

const same = <Same>(one: Same): Same => one;

function placedBy({ placed, tenantId: tenant }: Delivery): PlacedDelivery | undefined {
  return placed === undefined ? undefined : { origin: placed, tenantId: tenant };
}

function begin(process: Process, label: string, kind: Work['kind']): Work {
  return { process, label, kind, owners: [], steps: 0, reads: 0, writes: 0, refused: false, answered: false };
}

/** A stand-in that costs nothing; every sixteenth seed checks real signatures. */
const trusting: SenderVerifier = { verify: async () => ({ kind: 'known', tenantId }) };

/** What MSAL does, as far as the simulated token endpoint can see, in a hundredth of the time. */
function quickTokens(http: HttpClient, clock: { now(): number }): AccessTokens {
  let held: { readonly token: string; readonly until: number } | undefined;
  const ask = async (): Promise<string> => {
    const result = await http.send({
      method: 'POST',
      url: `${graphOrigin}/${tenantId}/oauth2/v2.0/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: appSecret,
        scope: 'https://graph.microsoft.com/.default',
      }).toString(),
      timeoutMs: 2_000,
    });
    if (result.kind !== 'answered' || result.status !== 200)
      throw new Fault('TOKEN_UNAVAILABLE', 'The authority gave no token.', { retryable: true });
    // The simulator's own answer, whose shape its tests pin.
    const { access_token: token, expires_in: seconds } = JSON.parse(new TextDecoder().decode(result.body)) as {
      access_token: string;
      expires_in: number;
    };
    held = { token, until: clock.now() + seconds * 500 };
    return token;
  };
  return {
    forTenant: async () => (held !== undefined && held.until > clock.now() ? held.token : ask()),
    refresh: async (_tenant, stale) => (held !== undefined && held.token !== stale ? held.token : ask()),
  };
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
