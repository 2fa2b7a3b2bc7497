import { randomUUID } from 'node:crypto';
import { type FlowFolder, openFlowFolder } from './adapters/flow-folder/flow-folder.ts';
import { graphCallControl } from './adapters/graph/graph-call-control.ts';
import type { GraphConnection } from './adapters/graph/graph-connection.ts';
import { graphMeetings } from './adapters/graph/graph-meetings.ts';
import { guardedLookup } from './adapters/http/guarded-lookup.ts';
import { undiciClient } from './adapters/http/undici-client.ts';
import { accessTokens } from './adapters/identity/access-tokens.ts';
import { senderVerifier } from './adapters/identity/sender-verifier.ts';
import { memoryKeys } from './adapters/memory/memory-keys.ts';
import { fitWav } from './adapters/prompts/fit-wav.ts';
import { promptLibrary } from './adapters/prompts/prompt-library.ts';
import { storeRecordingJob } from './adapters/recordings/store-recording-job.ts';
import { keyedHash } from './adapters/sealed/keyed-hash.ts';
import { workQueueTries } from './adapters/storage-resources.ts';
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
import { SilencedTenants } from './app/silenced-tenants.ts';
import { sweep } from './app/sweep.ts';
import { tellContact } from './app/tell-contact.ts';
import { defaultLimits, type TurnPorts } from './app/turn-ports.ts';
import { watchSetAside } from './app/watch-set-aside.ts';
import { workOff } from './app/work-off.ts';
import { alwaysAnsweringWith } from './compose/answering-with.ts';
import type { Bot, Outside } from './compose/bot.ts';
import { builtInSounds } from './compose/built-in-sounds.ts';
import { adminDoor, automationDoor } from './compose/doors.ts';
import { openStore } from './compose/open-store.ts';
import { Fault } from './core/call/fault.ts';
import { stepKits } from './core/steps/registry.ts';
import { handleCalls, type Turns } from './edge/handle-calls.ts';
import { handleHealth } from './edge/handle-health.ts';
import { handleMedia } from './edge/handle-media.ts';
import { RateLimit } from './edge/rate-limit.ts';
import { explainProblem, readSettings, type Settings } from './edge/settings.ts';
import type { CallControl } from './ports/call-control.ts';
import { systemClock } from './ports/clock.ts';
import type { FlowsAtHand } from './ports/flow-store.ts';

/** What triggers are registered with. */
export { storageResources } from './adapters/storage-resources.ts';
export { consolePage } from './compose/console-page.ts';
export { workArrivesByTrigger } from './compose/queue-host.ts';
export type { Bot, Outside };

/** Calls that can be asked for of one instance, a second: far below Microsoft's limits, and enough for any campaign. */
const callsAskedPerSecond = 20;

/** What can be asked of live calls, of one instance, a second. */
const wishesPerSecond = 20;

let serving: Promise<Bot> | undefined;

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
    silenced: new SilencedTenants(),
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
      if (line === undefined) return undefined;
      const { applicationInstance: account, number } = line;
      return { ...(account === undefined ? {} : { account }), ...(number === undefined ? {} : { number }) };
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
      lines: () => serving.lines(),
      contacts: () => serving.contacts(),
      defaultLine: () => serving.lineOf({ kind: 'unknown' }), // Nobody's account: what is left is the default.
      campaigns,
      names: campaigns.names,
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

const campaigning = () => import('./app/campaigns/run-campaigns.ts'); // No incoming call needs it.

/** A store that cannot be reached now is left for the next run. */
async function _runCampaigns(ports: CampaignPorts): Promise<void> {
  try {
    await (await campaigning()).runCampaigns(ports);
  } catch (error) {
    if (!(error instanceof Fault && error.retryable)) throw error;
    ports.log.error('campaign.unavailable', { code: error.code });
  }
}

/** A store that cannot be reached now is left for the next run. */
async function runCampaigns(ports: CampaignPorts): Promise<void> {
  try {
    await (await campaigning()).runCampaigns(ports);
  } catch (error) {
    if (!(error instanceof Fault && error.retryable)) throw error;
    ports.log.error('campaign.unavailable', { code: error.code });
  }
}
