import { ScriptedCallee } from '../simulator/caller/scripted-callee.ts';
import { ScriptedCaller } from '../simulator/caller/scripted-caller.ts';
import { ScriptedParticipant } from '../simulator/caller/scripted-participant.ts';
import { VirtualClock } from '../simulator/clock/virtual-clock.ts';
import type { DirectoryOptions } from '../simulator/graph/directory/directory-options.ts';
import type { SimulatedGraph } from '../simulator/graph/graph.ts';
import type { DestinationBehaviour, NotificationRequest } from '../simulator/graph/graph-options.ts';
import type { GraphResponse } from '../simulator/graph/messages.ts';
import type { PersonParty } from '../simulator/graph/people/person-leg.ts';
import type { Shapes } from '../simulator/graph/shapes.ts';
import { inProcessGraph } from '../simulator/in-process-graph.ts';
import type { LineOption } from '../simulator/softphone-api.ts';
import type { FlowFolder } from '../src/adapters/flow-folder/flow-folder.ts';
import { memoryRecordings } from '../src/adapters/memory/memory-recordings.ts';
import { type MemoryStore, openMemoryStore } from '../src/adapters/memory/open-memory-store.ts';
import type { TurnLimits, TurnWatch } from '../src/app/turn-ports.ts';
import { assembleBot, type Bot } from '../src/compose.ts';
import type { Call } from '../src/core/call/call.ts';
import type { Overrides } from '../src/core/flow/schedules/override.ts';
import type { Settings } from '../src/edge/settings.ts';
import type { HttpClient, HttpResult } from '../src/ports/http-client.ts';
import { type Log, silentLog } from '../src/ports/log.ts';

export interface RehearsalOptions {
  readonly flowsDir: string;
  /** What answers calls. Default: the folder, whatever is published. */
  readonly serves?: 'folder' | 'published';
  /** Whose tokens open the APIs for people and programs. Default: nobody's; whoever is on this machine comes in without. */
  readonly admin?: Settings['admin'];
  /** The flow that answers every call, whatever the lines say. */
  readonly flow?: string;
  readonly lines?: readonly LineOption[];
  /** Names of contacts by object id or number, for the transcript and `expect transfer NAME`. */
  readonly names?: { readonly [idOrNumber: string]: string };
  readonly destinations?: { readonly [id: string]: DestinationBehaviour };
  readonly interfere?: (operation: string, callId: string) => GraphResponse | undefined;
  /** Tenants, accounts, licences, consent. Default: everything is set up as it should be. */
  readonly directory?: DirectoryOptions;
  /** Which of several forms Graph's answers take, where sources disagree. */
  readonly shapes?: Shapes;
  /** How voicemail is spelled to Graph. Default `endpointType`, as in `VOICEMAIL_SHAPE`. */
  readonly voicemailShape?: Settings['voicemailShape'];
  readonly log?: Log;
  readonly limits?: Partial<TurnLimits>;
  /** Wraps the store, for tests that look at it or disturb it. */
  readonly wrapStore?: (store: MemoryStore) => MemoryStore;
  /** When the rehearsal begins (epoch milliseconds). */
  readonly startAt?: number;
  /** What variables of `flow` hold at the start. */
  readonly startWith?: Call['vars'];
  /** Schedules that are open or closed by hand. */
  readonly overrides?: Overrides;
  /** Sees every turn of the bot. */
  readonly watch?: TurnWatch;
  /** Who answers the flow's own requests. Default: nobody can be reached. */
  readonly outside?: (clock: VirtualClock) => HttpClient;
}

/** The whole bot and the whole simulator in one process, on a clock of their own. */
export interface Rehearsal {
  readonly clock: VirtualClock;
  readonly graph: SimulatedGraph;
  readonly bot: Bot & { readonly flows: FlowFolder };
  readonly recordings: ReturnType<typeof memoryRecordings>;
  /** Somebody with a telephone. */
  caller(): ScriptedCaller;
  /** Somebody whose telephone rings: an object id or a number. `who` stands in the transcript. */
  person(id: string, who?: string): ScriptedCallee;
  /** Somebody who takes part in meetings. */
  participant(party: PersonParty, who?: string): ScriptedParticipant;
  close(): Promise<void>;
}

const appId = 'c0ffee00-1111-4222-8333-444455556666';
/** The one tenant of a rehearsal. */
export const tenantId = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';
const appSecret = 'simulator';
const graphOrigin = 'https://graph.simulator.invalid';
const botOrigin = 'https://bot.simulator.invalid';
/** As often as the timer trigger of the deployed bot. */
const sweepEveryMs = 5_000;

/**
 * Rehearses calls in virtual time: production's webhook, turn, store and Graph adapter on one side, the strict
 * simulator on the other, with real tokens and real request bodies in between; only sockets and waiting are left out.
 */
export async function openRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const clock = new VirtualClock(options.startAt === undefined ? {} : { startAt: options.startAt });
  const outside = options.outside?.(clock);
  const store = openMemoryStore({ clock });
  const recordings = memoryRecordings();
  const log = options.log ?? silentLog;
  let graph: SimulatedGraph | undefined;
  let bot: Rehearsal['bot'] | undefined;
  const toGraph: HttpClient = {
    send: async (request): Promise<HttpResult> => {
      if (graph === undefined) return { kind: 'notSent', why: 'closed' };
      if (!request.url.startsWith(`${graphOrigin}/`))
        return outside?.send(request) ?? { kind: 'notSent', why: 'a rehearsal has no outside' };
      const { status, headers, body } = await graph.handle(request);
      return { kind: 'answered', status, headers, body };
    },
    close: async () => {},
  };
  graph = inProcessGraph({
    clock,
    appId,
    appSecret,
    tenantId,
    ownUrl: graphOrigin,
    botCallsUrl: `${botOrigin}/api/calls`,
    people: { callers: [], lines: options.lines ?? [] },
    ...(options.destinations === undefined ? {} : { destinations: options.destinations }),
    ...(options.interfere === undefined ? {} : { interfere: options.interfere }),
    ...(options.directory === undefined ? {} : { directory: options.directory }),
    ...(options.shapes === undefined ? {} : { shapes: options.shapes }),
    deliver: async (notification) => deliver(bot, notification),
    fetchMedia: async (url) => fetchMedia(bot, url),
  });
  bot = await assembleBot(settingsFor(options), {
    store: options.wrapStore?.(store) ?? store,
    recordings,
    http: toGraph,
    requestsHttp: toGraph, // It answers both, and reaches nobody.
    clock,
    log,
    resolveHost: async () => ['52.112.0.1'], // Microsoft's own: the simulator's host cannot exist, and nobody is asked there.
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.flow === undefined ? {} : { answerWith: options.flow }),
    ...(options.startWith === undefined ? {} : { startWith: options.startWith }),
    ...(options.overrides === undefined ? {} : { overrides: options.overrides }),
    ...(options.watch === undefined ? {} : { watch: options.watch }),
  });
  const simulated = graph;
  const serving = bot;
  let cancelSweep = (): void => {};
  const sweepLater = (): void => {
    cancelSweep = clock.schedule(clock.now() + sweepEveryMs, () => {
      void clock.track('the sweep', async () => {
        await serving.sweep();
        await serving.work();
      });
      sweepLater();
    });
  };
  sweepLater();
  return {
    clock,
    graph: simulated,
    bot: serving,
    recordings,
    caller: () =>
      new ScriptedCaller({ graph: simulated, clock, ...(options.names === undefined ? {} : { names: options.names }) }),
    participant: (party, who = 'person') => new ScriptedParticipant({ graph: simulated, clock, party, who }),
    person: (id, who) =>
      new ScriptedCallee({
        graph: simulated,
        clock,
        id,
        ...(who === undefined ? {} : { who }),
        ...(options.names === undefined ? {} : { names: options.names }),
      }),
    close: async () => {
      cancelSweep();
      simulated.close();
      await clock.settle();
      await serving.close();
    },
  };
}

const nobodys: Settings['admin'] = { audience: [], issuers: [], openIdConfigurationUrl: graphOrigin, hostChecksKeys: false };

/** The settings that a real environment would give, for addresses that cannot exist. */
function settingsFor(options: RehearsalOptions): Settings {
  const { flowsDir, serves: flows = 'folder', admin = nobodys, voicemailShape = 'endpointType' } = options;
  return {
    appId,
    tenantId,
    baseUrl: botOrigin,
    credential: { kind: 'simulator', secret: appSecret },
    graphBaseUrl: `${graphOrigin}/v1.0`,
    loginAuthority: graphOrigin,
    openIdConfigurationUrl: `${graphOrigin}/v1/.well-known/OpenIdConfiguration`,
    notificationIssuers: ['https://api.botframework.com', 'https://graph.microsoft.com'],
    store: { kind: 'embedded', stateDir: '' },
    flowsDir,
    flows,
    admin,
    logLevel: 'silent',
    voicemailShape,
  };
}

async function deliver(bot: Bot | undefined, notification: NotificationRequest): Promise<{ readonly status: number }> {
  if (bot === undefined) throw new Error('The bot is not there yet.');
  const headers = new Headers(notification.headers);
  return bot.calls({
    method: 'POST',
    url: notification.url,
    headers,
    params: {},
    body: new Blob([Buffer.from(notification.body)]).stream(),
  });
}

async function fetchMedia(bot: Bot | undefined, url: string): Promise<{ readonly status: number; readonly body: Uint8Array }> {
  const file = url.startsWith(`${botOrigin}/media/`) ? url.slice(`${botOrigin}/media/`.length) : undefined;
  if (bot === undefined || file === undefined) throw new Error('Nobody answers there.');
  const { status, body } = await bot.media({ method: 'GET', url, headers: new Headers(), body: null, params: { file } });
  return { status, body: typeof body === 'string' || body === undefined ? new Uint8Array() : body };
}
