import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type FlowFolder, openFlowFolder } from './adapters/flow-folder/flow-folder.ts';
import { graphCallControl } from './adapters/graph/graph-call-control.ts';
import type { GraphConnection } from './adapters/graph/graph-connection.ts';
import { graphMeetings } from './adapters/graph/graph-meetings.ts';
import { guardedLookup } from './adapters/http/guarded-lookup.ts';
import { undiciClient } from './adapters/http/undici-client.ts';
import { accessTokens } from './adapters/identity/access-tokens.ts';
import { adminVerifier } from './adapters/identity/admin-verifier.ts';
import { azureCredential } from './adapters/identity/azure-credential.ts';
import { senderVerifier } from './adapters/identity/sender-verifier.ts';
import { memoryKeys } from './adapters/memory/memory-keys.ts';
import { fitWav } from './adapters/prompts/fit-wav.ts';
import { promptLibrary } from './adapters/prompts/prompt-library.ts';
import { fileRecordings } from './adapters/recordings/file-recordings.ts';
import type { ResolveHost } from './adapters/recordings/recording-source.ts';
import { storeRecordingJob } from './adapters/recordings/store-recording-job.ts';
import { keyRing } from './adapters/sealed/key-ring.ts';
import { keyedHash } from './adapters/sealed/keyed-hash.ts';
import { sealedStore } from './adapters/sealed/sealed-store.ts';
import type { StorageConnection } from './adapters/storage-connection.ts';
import { storageResources, workQueueTries } from './adapters/storage-resources.ts';
import { pinoLog } from './adapters/telemetry/pino-log.ts';
import type { CampaignPorts } from './app/campaigns/campaign-ports.ts';
import { doJob } from './app/do-job.ts';
import { doMessage } from './app/do-message.ts';
import { controlCall, loadWish } from './app/live/control-call.ts';
import { listLiveCalls, loadLiveCall } from './app/live/live-calls.ts';
import { seePeople, seeState } from './app/live/look-at-call.ts';
import { findMeeting, makeMeeting } from './app/meeting-desk.ts';
import { type AskingPorts, askOutbound, cancelOutbound } from './app/outbound/ask-outbound.ts';
import { endOutbound } from './app/outbound/end-outbound.ts';
import { loadOutbound } from './app/outbound/outbound-calls.ts';
import { adoptOutbound, placeOutbound } from './app/outbound/place-outbound.ts';
import { publishedFlows } from './app/publishing/published-flows.ts';
import { receiveOrSave } from './app/receive-or-save.ts';
import { type SafeFlow, safeFlow } from './app/safe-flow.ts';
import { sendRequest } from './app/send-request.ts';
import { sweep } from './app/sweep.ts';
import { tellContact } from './app/tell-contact.ts';
import { defaultLimits, type TurnLimits, type TurnPorts, type TurnWatch } from './app/turn-ports.ts';
import { watchSetAside } from './app/watch-set-aside.ts';
import { workOff } from './app/work-off.ts';
import { translatedApologies } from './core/call/built-in-words.ts';
import type { Call } from './core/call/call.ts';
import { Fault } from './core/call/fault.ts';
import { apologyText, connectingText } from './core/call/prompt-item.ts';
import type { VarDeclaration } from './core/flow/compiled-flow.ts';
import type { Overrides } from './core/flow/schedules/override.ts';
import { stepKits } from './core/steps/registry.ts';
import type { DoorOptions } from './edge/admin/admin-door.ts';
import type { AutomationDesk } from './edge/automation/desk.ts';
import { handleCalls, type Turns } from './edge/handle-calls.ts';
import { handleHealth } from './edge/handle-health.ts';
import { handleMedia } from './edge/handle-media.ts';
import type { IncomingRequest, Reply } from './edge/http-types.ts';
import { RateLimit } from './edge/rate-limit.ts';
import { explainProblem, readSettings, type Settings } from './edge/settings.ts';
import type { CallControl } from './ports/call-control.ts';
import type { CallHistory } from './ports/call-history.ts';
import type { CallStore } from './ports/call-store.ts';
import { type Clock, systemClock } from './ports/clock.ts';
import type { FlowsAtHand } from './ports/flow-store.ts';
import type { FlowVersionStore } from './ports/flow-versions.ts';
import type { HttpClient } from './ports/http-client.ts';
import type { KeyedHash } from './ports/keyed-hash.ts';
import type { Ledger } from './ports/ledger.ts';
import type { Log } from './ports/log.ts';
import type { OutboundAsked, OutboundCall, OutboundWish } from './ports/outbound-call.ts';
import type { MediaStore } from './ports/prompts.ts';
import type { Register } from './ports/register.ts';
import type { QueueConsumer, RecordingStore, WorkQueue } from './ports/work-queue.ts';
import type { WorkspaceStore } from './ports/workspace-store.ts';

/** The bot as its triggers see it: one function a door. */
export interface Bot {
  calls(request: IncomingRequest): Promise<Reply>;
  media(request: IncomingRequest): Promise<Reply>;
  health(request: IncomingRequest): Promise<Reply>;
  /** The admin API. `door`: whether a key was asked for in front of it. */
  admin(request: IncomingRequest, door: 'token' | 'key'): Promise<Reply>;
  /** The automation API, likewise. */
  automation(request: IncomingRequest, door: 'token' | 'key'): Promise<Reply>;
  /** Looks at every call that is due. */
  sweep(): Promise<void>;
  /** Does the slow work that is waiting, until there is none or the time is up, and says whether any was set aside. */
  work(): Promise<void>;
  /**
   * Does one piece of slow work that the host took from the queue. Throws when it was not done, so that the host tries
   * again. `tries`: how often it has been handed over, this time included; not a number when the host did not say.
   */
  job(message: unknown, tries: number): Promise<void>;
  /** Calls that somebody asks the bot to place. */
  readonly outbound: {
    ask(wish: OutboundWish): Promise<OutboundAsked>;
    load(id: string): Promise<OutboundCall | undefined>;
    /** Undefined when it is too late, or there is none. */
    cancel(id: string): Promise<OutboundCall | undefined>;
  };
  close(): Promise<void>;
}

/** What differs between a laptop, the cloud and a simulation; everything else is the same code. */
export interface Outside {
  readonly store: {
    readonly calls: CallStore;
    readonly media: MediaStore;
    readonly versions: FlowVersionStore;
    readonly workspace: WorkspaceStore;
    readonly history: CallHistory;
    readonly ledger: Ledger;
    readonly register: Register;
    readonly queue: WorkQueue & QueueConsumer;
    close(): Promise<void>;
  };
  readonly recordings: RecordingStore;
  /** Names people in lists. Default: by a key that goes with the process. */
  readonly names?: KeyedHash;
  /** Who takes jobs from the queue: our own timer, or a host that hands them over one by one. Default: the timer. */
  readonly workArrives?: 'byTimer' | 'byTrigger';
  readonly http: HttpClient;
  /** For whatever address a flow or a contact names: in production it connects to public addresses only. */
  readonly requestsHttp: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<TurnLimits>;
  /** How the host of a recording is looked up. Default: the system's resolver. */
  readonly resolveHost?: ResolveHost;
  /** The flow that answers every call, whatever the lines say: for rehearsals. */
  readonly answerWith?: string;
  /** What variables of that flow hold at the start instead of their initial values: for rehearsals. */
  readonly startWith?: Call['vars'];
  /** Overrides besides those of `schedules.jsonc`: for rehearsals. */
  readonly overrides?: Overrides;
  /** Sees every turn: for rehearsals. */
  readonly watch?: TurnWatch;
}

/** Calls that can be asked for of one instance, a second: far below Microsoft's limits, and enough for any campaign. */
const callsAskedPerSecond = 20;
/** What can be asked of live calls, of one instance, a second. */
const wishesPerSecond = 20;

/** What triggers are registered with. */
export { storageResources };

let serving: Promise<Bot> | undefined;
let queueIsServed = false;

/** Said by whoever registers the queue's trigger with a host that serves it: a timer need not empty that queue, then. */
export function workArrivesByTrigger(): void {
  queueIsServed = true;
}

/** The bot of this process, made from the environment when it is first needed. Throws `Fault('SETTINGS_INVALID')`. */
export function bot(): Promise<Bot> {
  serving ??= botFromEnvironment().catch((error: unknown) => {
    serving = undefined; // The next request tries again: a store that was down may be up.
    throw error;
  });
  return serving;
}

async function botFromEnvironment(): Promise<Bot> {
  const reading = readSettings(process.env);
  if (reading.kind === 'invalid') throw new Fault('SETTINGS_INVALID', reading.problems.map(explainProblem).join(' '));
  const { settings } = reading;
  const log = pinoLog(settings.logLevel);
  const http = undiciClient();
  const requestsHttp = undiciClient({ lookup: guardedLookup({ allowLoopback: settings.credential.kind === 'simulator' }) });
  const opened = await openStore(settings, log, http);
  return assembleBot(settings, { ...opened, http, requestsHttp, clock: systemClock, log });
}

/** Puts a bot together. Used with real things by `bot()`, and with virtual ones by the terminal and the tests. */
export async function assembleBot(settings: Settings, outside: Outside): Promise<Bot & { readonly flows: FlowFolder }> {
  const { store, recordings, http, clock, log } = outside;
  const simulated = settings.credential.kind === 'simulator';
  const secretOf = (setting: string): string | undefined => process.env[setting];
  const flows = await openFlowFolder({
    dir: settings.flowsDir,
    kits: stepKits,
    fitWav,
    media: store.media,
    versions: store.versions,
    log,
    clock,
    ...(outside.overrides === undefined ? {} : { overrides: outside.overrides }),
  });
  const serving: FlowsAtHand =
    settings.flows === 'published' ? await publishedFlows({ workspace: store.workspace, folder: flows, clock, log }) : flows;
  const prompts = promptLibrary({
    media: store.media,
    baseUrl: settings.baseUrl,
    captions: simulated, // Microsoft's media service gets plain sound; the softphone wants the words as well.
    builtIn: builtInSounds(simulated),
  });
  const tokens = accessTokens({
    appId: settings.appId,
    credential: settings.credential,
    authority: settings.loginAuthority,
    http,
    clock,
  });
  const connectionFor = (callbackUri: string): GraphConnection => ({
    http,
    appId: settings.appId,
    graphBaseUrl: settings.graphBaseUrl,
    callbackUri,
    tokens,
    prompts,
    clock,
    log,
    voicemailShape: settings.voicemailShape,
  });
  const controlFor = (callbackUri: string): CallControl => graphCallControl(connectionFor(callbackUri));
  const callbackUri = `${settings.baseUrl}/api/calls`;
  const ports: TurnPorts = {
    calls: store.calls,
    flows: outside.answerWith === undefined ? serving : alwaysAnsweringWith(outside.answerWith, flows, outside.startWith),
    control: controlFor(callbackUri),
    queue: store.queue,
    ledger: store.ledger,
    meetings: graphMeetings(connectionFor(callbackUri)),
    requests: sendRequest({
      flows,
      http: outside.requestsHttp,
      clock,
      log,
      secretOf,
      allowLoopback: simulated,
    }),
    clock,
    log,
    adoptOutbound: (placed) => adoptOutbound(placing, placed),
    askOutbound: (wish) => askOutbound(placing, wish),
    newOwner: randomUUID,
    limits: { ...defaultLimits, ...outside.limits },
    ...(outside.watch === undefined ? {} : { watch: outside.watch }),
  };
  const placing: AskingPorts = {
    ...ports,
    tenantId: settings.tenantId,
    appId: settings.appId,
    lineNamed: (name) => {
      const line = serving.line(name);
      return line && (line.applicationInstance === undefined ? {} : { account: line.applicationInstance });
    },
    currentFlow: (name) => serving.current(name),
    flowOfLine: (name) => serving.line(name)?.flow,
    contactNamed: (name) => serving.contact(name),
    isListed: async (to) => (await import('./app/campaigns/do-not-call.ts')).isListed(campaigns, to),
    forbids: async (call) => (call.campaign === undefined ? undefined : (await campaigning()).forbidsCall(campaigns, call)),
  };
  const campaigns: CampaignPorts = {
    ...placing,
    register: store.register,
    names: outside.names ?? keyedHash(memoryKeys()),
  };
  const verifier = senderVerifier({
    openIdConfiguration: settings.openIdConfigurationUrl,
    issuers: settings.notificationIssuers,
    audience: settings.appId,
    http,
    clock,
    log,
  });
  const safeFlows = new Map<string, SafeFlow>();
  const safeFlowOf = (line: string): SafeFlow => {
    const known = safeFlows.get(line);
    const made =
      known ??
      safeFlow({ control: controlFor(`${callbackUri}?safe=${line}`), clock, log, operator: () => serving.operatorOf(line) });
    safeFlows.set(line, made);
    return made;
  };
  const turns: Turns = {
    take: (events, { tenantId, safeLine, placed }) =>
      safeLine === undefined
        ? receiveOrSave(
            ports,
            events,
            (called) => safeFlowOf(serving.lineOf(called) ?? 'default'),
            placed === undefined ? undefined : { origin: placed, tenantId },
          )
        : safeFlowOf(safeLine)
            .take(events, tenantId)
            .then(() => ({ kind: 'settled' })),
  };
  const job = doJob({
    history: store.history,
    placeOutbound: (wanted) => placeOutbound(placing, wanted),
    endOutbound: (record) => endOutbound(ports, record),
    queue: store.queue,
    notifyContact: async (wanted) => {
      const { messenger } = await import('./adapters/notify/messenger.ts'); // No call needs it.
      const { tenantId, graphBaseUrl } = settings;
      const telling = messenger({ http: outside.requestsHttp, graphHttp: http, graphBaseUrl, tenantId, tokens });
      return tellContact({ flows, messenger: telling, secretOf, allowLoopback: simulated }, wanted);
    },
    storeRecording: storeRecordingJob({
      http,
      recordings,
      allowLoopback: simulated,
      ...(outside.resolveHost === undefined ? {} : { resolve: outside.resolveHost }),
    }),
  });
  const outbound: Bot['outbound'] = {
    ask: (wish) => askOutbound(placing, wish),
    load: (id) => loadOutbound(ports, id),
    cancel: (id) => cancelOutbound(placing, id),
  };
  const watch = watchSetAside({ queue: store.queue, clock, log });
  return {
    flows,
    outbound,
    calls: (request) => handleCalls(request, { verifier, turns, log }),
    media: (request) => handleMedia(request, prompts),
    health: (request) =>
      handleHealth(request, {
        store: () => store.calls.ping(),
        flows: async () => (await serving.forIncoming({ kind: 'unknown' })).kind === 'found',
      }),
    admin: adminDoor(settings, outside),
    automation: automationDoor(settings, outside, {
      outbound,
      live: {
        list: (limit) => listLiveCalls(ports, limit),
        load: (id) => loadLiveCall(ports, id),
        control: (id, key, wish) => controlCall(ports, id, key, wish),
        wish: (id, wishId) => loadWish(ports, id, wishId),
        people: (id, participant) => seePeople(ports, id, participant),
        state: (id) => seeState(ports, id),
      },
      ended: (limit) => store.history.latest(limit),
      meetings: {
        make: (organizer, plan, key) => makeMeeting(ports, { tenantId: settings.tenantId, organizer }, plan, key),
        find: (organizer, which) => findMeeting(ports, { tenantId: settings.tenantId, organizer }, which),
      },
      contact: (name) => serving.contact(name),
      defaultLine: () => serving.lineOf({ kind: 'unknown' }), // Nobody's account: what is left is the default.
      campaigns,
      now: () => clock.now(),
      limit: new RateLimit(callsAskedPerSecond, clock),
      controlLimit: new RateLimit(wishesPerSecond, clock),
    }),
    sweep: async () => {
      try {
        const swept = await sweep(ports);
        if (swept.looked > 0) log.debug('sweep.done', { looked: swept.looked, failed: swept.failed });
      } catch (error) {
        if (!(error instanceof Fault && error.retryable)) throw error;
        log.error('sweep.unavailable', { code: error.code }); // The next one is seconds away.
      }
    },
    work: async () => {
      await runCampaigns(campaigns);
      if (outside.workArrives !== 'byTrigger') await workOff({ queue: store.queue, perform: job, clock, log });
      await watch();
    },
    job: (message, tries) => doMessage({ perform: job, log, maxTries: workQueueTries }, message, tries),
    close: async () => {
      await flows.close();
      await http.close();
      await outside.requestsHttp.close();
      await store.close();
    },
  };
}

/** Something that is loaded when it is first asked for: calls need none of it. */
function lazily<Arguments extends readonly unknown[], Result>(
  open: () => Promise<(...given: Arguments) => Promise<Result>>,
): (...given: Arguments) => Promise<Result> {
  let opened: ReturnType<typeof open> | undefined;
  return async (...given) => {
    opened ??= open();
    return (await opened)(...given);
  };
}

const campaigning = () => import('./app/campaigns/run-campaigns.ts'); // No incoming call needs it.

/** A store that cannot be reached now is left for the next run. */
async function runCampaigns(ports: CampaignPorts): Promise<void> {
  try {
    await (await campaigning()).runCampaigns(ports);
  } catch (error) {
    if (!(error instanceof Fault && error.retryable)) throw error;
    ports.log.error('campaign.unavailable', { code: error.code });
  }
}

/** Who comes in at the APIs for people and programs. */
function doorOptions(settings: Settings, { http, clock, log }: Outside): DoorOptions {
  const { issuers, audience, openIdConfigurationUrl: openIdConfiguration, hostChecksKeys } = settings.admin;
  const verifier = issuers.length === 0 ? undefined : adminVerifier({ issuers, audience, openIdConfiguration, http, clock, log });
  // The Functions host listens to the whole network, so only our own host may let in whoever is on this machine.
  const opensToThisMachine = settings.credential.kind === 'simulator' && !queueIsServed;
  return { verifier, opensToThisMachine, hostChecksKeys, log };
}

function automationDoor(
  settings: Settings,
  outside: Outside,
  { campaigns, ...given }: Omit<AutomationDesk, 'campaigns' | 'doNotCall'> & { readonly campaigns: CampaignPorts },
): Bot['automation'] {
  return lazily(async () => {
    const [{ handleAutomation }, { campaignDesk }, { doNotCallDesk }] = await Promise.all([
      import('./edge/automation/handle-automation.ts'),
      import('./app/campaigns/campaign-desk.ts'),
      import('./app/campaigns/do-not-call.ts'),
    ]);
    const desk: AutomationDesk = { ...given, campaigns: campaignDesk(campaigns), doNotCall: doNotCallDesk(campaigns) };
    const options = { ...doorOptions(settings, outside), desk, baseUrl: settings.baseUrl };
    return (request, door) => handleAutomation(request, door, options);
  });
}

function adminDoor(settings: Settings, outside: Outside): Bot['admin'] {
  const { store, clock } = outside;
  return lazily(async () => {
    const [{ handleAdmin }, { openPublishing }] = await Promise.all([
      import('./edge/admin/handle-admin.ts'),
      import('./app/publishing/open-publishing.ts'),
    ]);
    const { workspace, versions, media } = store;
    const desk = openPublishing({ workspace, versions, media, fitWav, kits: stepKits, clock, newSalt: randomUUID });
    const options = { ...doorOptions(settings, outside), desk, serves: settings.flows, baseUrl: settings.baseUrl };
    return (request, door) => handleAdmin(request, door, options);
  });
}

/** Opens what the settings name: the store, and where recordings and slow work go. Nothing is asked before it is needed. */
export async function openStore(
  settings: Pick<Settings, 'store'>,
  log: Log,
  http: HttpClient,
): Promise<Pick<Outside, 'store' | 'recordings' | 'names' | 'workArrives'>> {
  if (settings.store.kind === 'cosmos') return openCloudStore(settings.store, log, http);
  const { stateDir } = settings.store;
  const [{ openEmbeddedStore }, { fileKeys }] = await Promise.all([
    import('./adapters/embedded/open-embedded-store.ts'),
    import('./adapters/sealed/file-keys.ts'),
  ]);
  const store = openEmbeddedStore({ dir: stateDir, log });
  const keys = fileKeys(join(stateDir, 'keys'));
  return {
    store: { ...store, ...sealedStore(store, keyRing(keys, systemClock)) },
    recordings: fileRecordings(join(stateDir, 'recordings')),
    names: keyedHash(keys),
  };
}

/** Calls in Cosmos DB; prompts, recordings and slow work in a storage account. Nothing is asked before it is needed. */
async function openCloudStore(
  settings: Extract<Settings['store'], { kind: 'cosmos' }>,
  log: Log,
  http: HttpClient,
): Promise<Pick<Outside, 'store' | 'recordings' | 'names' | 'workArrives'>> {
  const { endpoint, database, key, identity, storage } = settings;
  const [{ openCosmosStore }, { blobKeys }, { blobMedia }, { blobRecordings }, { storageWorkQueue }] = await Promise.all([
    import('./adapters/cosmos/open-cosmos-store.ts'),
    import('./adapters/blob/blob-keys.ts'),
    import('./adapters/blob/blob-media.ts'),
    import('./adapters/blob/blob-recordings.ts'),
    import('./adapters/queue/storage-work-queue.ts'),
  ]);
  const credential = azureCredential({ http, clock: systemClock, ...(identity === undefined ? {} : { clientId: identity }) });
  const access = key === undefined ? ({ kind: 'identity', credential } as const) : ({ kind: 'emulatorKey', key } as const);
  const cosmos = openCosmosStore({ endpoint, database, access, http, log });
  if (key !== undefined) await cosmos.createContainers(); // An emulator begins empty.
  const reach = (service: 'blobs' | 'queues'): StorageConnection =>
    storage.kind === 'emulator' ? storage : { kind: 'account', endpoint: storage.endpoints[service], credential };
  const queue = storageWorkQueue({
    connection: reach('queues'),
    clock: systemClock,
    onUnreadable: () => log.error('queue.unreadableJob'),
  });
  const { versions, workspace, history } = cosmos;
  const keys = blobKeys(reach('blobs'));
  return {
    store: {
      ...sealedStore(cosmos, keyRing(keys, systemClock)),
      versions,
      workspace,
      history,
      media: blobMedia(reach('blobs')),
      queue,
      close: () => cosmos.close(),
    },
    recordings: blobRecordings(reach('blobs')),
    names: keyedHash(keys),
    workArrives: queueIsServed ? 'byTrigger' : 'byTimer',
  };
}

function alwaysAnsweringWith(name: string, flows: FlowFolder, startWith: Call['vars'] = {}): FlowFolder {
  return {
    ...flows,
    forIncoming: async (called) => {
      const found = await flows.current(name);
      if (found === undefined) return { kind: 'noFlow', why: `flow "${name}" is missing or has errors` };
      const start = ([variable, declared]: [string, VarDeclaration]): [string, VarDeclaration] => {
        const value = startWith[variable];
        return [variable, value === undefined ? declared : { ...declared, initial: value }];
      };
      const flow = { ...found, vars: Object.fromEntries(Object.entries(found.vars).map(start)) };
      const usual = await flows.forIncoming(called);
      return { kind: 'found', line: usual.kind === 'found' ? usual.line : name, flow };
    },
  };
}

/** The engine's own words, which every instance can play by itself. `simulated`: a softphone's browser speaks what has no sound. */
export function builtInSounds(simulated: boolean): { readonly [text: string]: Uint8Array } {
  const apology = readAsset('apology.wav');
  const connecting = readAsset('connecting.wav');
  // Better the apology in English than none; the softphone's browser can say it in the caller's language.
  const texts = [apologyText, ...(simulated ? [] : translatedApologies)];
  return {
    ...(apology && Object.fromEntries(texts.map((text) => [text, apology]))),
    ...(connecting && { [connectingText]: connecting }),
  };
}

function readAsset(file: string): Uint8Array | undefined {
  const { root, beside } = appFolders();
  const folders = [join(root, 'dist/assets'), join(root, 'assets'), join(beside, '../assets')];
  const path = folders.map((folder) => join(folder, file)).find((candidate) => existsSync(candidate));
  return path === undefined ? undefined : readFileSync(path);
}

/** The app's folder, and that of the running file: commands may be started from anywhere. */
function appFolders(): { readonly root: string; readonly beside: string } {
  const root = process.env.AzureWebJobsScriptRoot ?? process.cwd();
  return { root, beside: dirname(process.argv[1] ?? root) };
}

/** Serves the console's files. Needs no bot: the page is there while the settings are wrong. */
export const consolePage: (request: IncomingRequest) => Promise<Reply> = lazily(async () => {
  const { consoleDoor } = await import('./edge/handle-console.ts'); // No call needs it.
  const { root, beside } = appFolders();
  const folders = [join(root, 'dist/web/console'), join(beside, '../web/console')];
  return consoleDoor(async (file) => {
    const path = folders.map((folder) => join(folder, file)).find((candidate) => existsSync(candidate));
    return path === undefined ? undefined : readFile(path);
  });
});
