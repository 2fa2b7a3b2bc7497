import { VirtualClock } from '../../simulator/clock/virtual-clock.ts';
import type { SimCall } from '../../simulator/graph/call/sim-call.ts';
import type { SimulatedGraph } from '../../simulator/graph/graph.ts';
import type { PersonLeg } from '../../simulator/graph/people/person-leg.ts';
import { inProcessGraph } from '../../simulator/in-process-graph.ts';
import { openMemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { defaultLimits } from '../../src/app/turn-ports.ts';
import { readCallId } from '../../src/core/call/ids.ts';
import type { CompiledFlow } from '../../src/core/flow/compiled-flow.ts';
import { handleMedia } from '../../src/edge/handle-media.ts';
import type { CallDocument } from '../../src/ports/call-store.ts';
import type { Log, LogFields } from '../../src/ports/log.ts';
import { appId, appSecret, BotProcesses, graphOrigin, lineAccount, lineNumber, type Sabotage, tenantId } from './bot-process.ts';
import { RandomCallee } from './callees.ts';
import { RandomCaller } from './callers.ts';
import { DocumentsCheck } from './checks/documents.ts';
import { KeysCheck } from './checks/keys.ts';
import { LogCheck } from './checks/log-lines.ts';
import { PerformersCheck } from './checks/performers.ts';
import { RecordingsCheck } from './checks/recordings.ts';
import { SilenceCheck } from './checks/silence.ts';
import { hearsItsVersion } from './checks/versions.ts';
import { Dice } from './dice.ts';
import { FaultyGraph } from './faulty-graph.ts';
import { FaultyStore } from './faulty-store.ts';
import { botOrigin, openShelf, rung } from './flows.ts';
import { type Incident, Journal, type Violation } from './journal.ts';
import type { Note } from './notes.ts';
import { Orders } from './orders.ts';
import { Platform } from './platform.ts';
import { type Process, Processes, type Work } from './processes.ts';
import { drawSetting, type Setting } from './setting.ts';
import { conversationOf } from './story.ts';

export interface SeedResult {
  readonly seed: number;
  readonly setting: Setting;
  readonly violation?: Violation;
  readonly incidents: readonly Incident[];
  readonly calls: number;
  readonly simulatedMs: number;
  /** The story, line by line; empty unless it was asked for or something broke. */
  readonly story: readonly string[];
}

export interface RunOptions {
  /** Incidents, by key, that do not happen this time. */
  readonly leftOut?: ReadonlySet<string>;
  readonly sabotage?: Sabotage;
  readonly tellAll?: boolean;
}

const adaId = '0a1b2c3d-1234-4567-89ab-cdef01234567';
const adaNumber = '+441632960123';
const sweepEveryMs = 5_000;
/** Until the sweep finds out what nobody told us: a transfer's step waits for a minute, a recording for two. */
const lostMs = 200_000;
/** Faults that make a media operation fail, and so may make a step give up. */
const disturbing: ReadonlySet<string> = new Set(['promptMissing', 'graphRefused']);
/** Faults that may keep a call from getting as far as its caller would have gone. */
const losing: ReadonlySet<string> = new Set(['tokenEndpointDown', 'storeOutage', 'notificationDropped']);
/** After the last fault every call must come to its end within this. */
const endsWithinMs = 12 * 60_000;

/** Plays one seed: the same seed, and the same leavings-out, give the same story for ever. */
export async function runSeed(seed: number, options: RunOptions = {}): Promise<SeedResult> {
  const shelf = await openShelf();
  const dice = new Dice(seed);
  const setting = drawSetting(dice);
  const isOrdered = setting.flow === 'reminder';
  const placesCalls = setting.flow === 'hunt' || setting.flow === 'several' || isOrdered;
  const clock = new VirtualClock();
  const journal = new Journal({ clock, dice, setting, leftOut: options.leftOut ?? new Set() });
  const { sabotage = {} } = options;
  const processes = new Processes({ clock, journal, dice, instances: setting.instances });
  const store = openMemoryStore({ clock });
  const documents = new DocumentsCheck(journal);
  const keys = new Map<string, KeysCheck>();
  const recordings = new RecordingsCheck(journal, (id) => documents.latest(id));
  const silences = new Map<string, SilenceCheck>();
  const callers = new Map<string, RandomCaller>();
  const simCalls = new Map<string, SimCall>();
  const nameOf = (callId: string): string => names.get(callId) ?? 'a call';
  const names = new Map<string, string>();
  const sweeping = new Set<Process>();
  const fetches = new Map<string, number>();
  /** What the platform has not lost. */
  const notes = new Set<Note>();

  const performers = new PerformersCheck({
    journal,
    documentOf: (id) => documents.latest(id),
    callOf: (id) => simCalls.get(id),
  });
  const faultyStore = new FaultyStore({
    store: store.calls,
    clock,
    dice,
    journal,
    processes,
    onStored: (document) => {
      documents.stored(document);
      keys.get(document.call.id)?.stored(document);
    },
  });
  let graph: SimulatedGraph | undefined;
  const faultyGraph = new FaultyGraph({
    graph: () => graph ?? fail('Graph is not there yet.'),
    clock,
    dice,
    journal,
    processes,
    watchers: {
      onSent: (request) => {
        if (options.tellAll === true)
          journal.tell(`  sent ${nameOf(request.callId)} ${request.operation} (${request.work.label})`);
        if (request.order === undefined) performers.sent(request);
        else orders.sent(request.order, request.work.label);
      },
      onArrived: (request, status) => {
        request.work.refused ||= status >= 300;
        if (request.order === undefined) performers.arrived(request, status);
      },
      onPlaced: (request, placed) => {
        if (request.order !== undefined) orders.placed(request.order, readCallId(placed.id) ?? placed.id);
        else performers.placed(request);
        legPlaced(placed, request.order === undefined ? `leg ${request.leg} of ${nameOf(request.callId)}` : 'the call');
      },
      onOver: (request) => performers.over(request),
      onTroubled: (request) => {
        performers.troubled(request);
        silences.get(request.callId)?.wordsTroubled();
      },
    },
  });
  const { first, second } = shelf.flows[setting.flow];
  let isPublished = false;
  clock.schedule(clock.now() + setting.publishedAt, () => {
    isPublished = true;
    journal.tell('an administrator publishes the second version');
  });
  const log = new LogCheck(journal, ['Ada Example', adaNumber.slice(1), adaId, 'Bearer', 'eyJ', 'simulated.']);
  const changed = (flow: CompiledFlow): CompiledFlow => sabotage.flow?.(flow) ?? flow;
  const bots = new BotProcesses({
    clock,
    processes,
    current: () => changed(isPublished ? second : first),
    versions: new Map([first, second].map((flow) => [flow.version, changed(flow)])),
    prompts: shelf.prompts,
    log: logs(log.log(() => [...callers.values()].flatMap(({ pressed }) => pressed.join('').split(/[*#]/)))),
    queue: {
      ...store.queue,
      add: (job, notBefore) => {
        recordings.queued(job);
        return store.queue.add(job, notBefore);
      },
    },
    rawStore: store.calls,
    ledgerSeenBy: (work) => faultyStore.ledgerSeenBy(work, store.ledger, (value) => orders.noted(value)),
    storeSeenBy: (work) => faultyStore.seenBy(work),
    graphSeenBy: (work) => faultyGraph.seenBy(work),
    realIdentity: setting.realIdentity ? faultyGraph.forLibraries() : undefined,
    sabotage,
    onDelivered: (work, status) => {
      // Calls of ours that tell each other something cost a turn each, and meet each other at the store.
      const calm = setting.chances.size === 0 && setting.platformWaits && !placesCalls;
      if (!calm || status !== 202 || work.refused) return;
      const { reads, writes } = work;
      // Whom a transfer sends on is asked first where the caller has taken somebody in, and the answer is a turn.
      const mostWrites = journal.lines.some(({ text }) => text.endsWith('takes somebody in')) ? 3 : 2;
      if (reads > 1 || writes > mostWrites) journal.violated('cost', `"${work.label}" cost ${reads} reads and ${writes} writes`);
    },
  });
  const documentOf = (id: string): CallDocument | undefined => documents.latest(id);
  const orders = new Orders({ clock, dice, journal, processes, bots, documentOf });
  const platform = new Platform({
    clock,
    dice,
    journal,
    setting,
    processes,
    handle: (process, request, label) => bots.handle(process, request, label),
    nameOf,
    onReported: (note) => {
      recordings.reported(note);
      notes.add(note);
    },
    onAccepted: (note) => {
      documents.accepted(note);
      keys.get(note.events[0]?.callId ?? '')?.accepted(note);
    },
    onLost: (note) => {
      notes.delete(note);
      journal.excuse(lostMs, `"${note.label}" never came`, note.sentAt);
    },
  });
  processes.onStandstill = (work, forMs) => excuseStandstill(work, forMs);
  graph = inProcessGraph({
    clock,
    appId,
    appSecret,
    tenantId,
    ownUrl: graphOrigin,
    botCallsUrl: `${botOrigin}/api/calls`,
    people: { callers: [], lines: [{ id: lineAccount, displayName: 'Contoso', number: lineNumber }] },
    destinations: drawDestinations(dice),
    deliver: (request) => platform.deliver(request),
    fetchMedia: (url) => fetchPrompt(url),
  });
  if (placesCalls) for (const id of rung) graph.connectTelephone(id, (leg) => rings(leg));
  const stopSweeping = sweepFromNowOn();
  const conversations: ReturnType<typeof conversationOf>[] = [];
  for (let index = 1; index <= setting.calls; index += 1)
    if (isOrdered) orders.ask(`order ${index}`, (index - 1) * 1_300);
    else dial(`call ${index}`, index);
  if (isOrdered) orders.workFromNowOn();

  const limitMs = setting.faultsUntil + endsWithinMs;
  await clock.runUntil(() => journal.violation !== undefined || everythingIsOver(), limitMs);
  if (journal.violation === undefined) await clock.advance(12_000); // What comes late must find nothing to do.
  // A call that was first heard of in that time has its own end.
  await clock.runUntil(() => journal.violation !== undefined || everythingIsOver(), limitMs);
  for (const silence of silences.values()) silence.look();
  if (!everythingIsOver()) journal.violated('I5', `a call has not ended: ${[...stillOpen(), ...orders.stillOpen()].join(', ')}`);
  if (isOrdered) orders.end(setting.chances.size === 0);
  for (const [id, check] of keys) {
    const caller = callers.get(id);
    if (caller !== undefined) check.end(caller, !struck(disturbing), isWhole());
  }
  recordings.end(callers.keys());
  stopSweeping();
  orders.stop();
  graph.close();
  return {
    seed,
    setting,
    ...(journal.violation === undefined ? {} : { violation: journal.violation }),
    incidents: journal.incidents,
    calls: setting.calls,
    simulatedMs: journal.elapsed,
    story: journal.violation === undefined && options.tellAll !== true ? [] : mergedStory(),
  };

  /** A story that was asked for also tells what the bot's own log says. */
  function logs(checked: Log): Log {
    if (options.tellAll !== true) return checked;
    const tell = (event: string, fields: LogFields = {}): void => {
      checked.info(event, fields);
      const { callId, flow: _, line: __, ...rest } = fields;
      journal.tell(`  log  ${nameOf(String(callId))} ${event} ${JSON.stringify(rest)}`);
    };
    return { debug: (event, fields) => checked.debug(event, fields), info: tell, warn: tell, error: tell };
  }

  function dial(name: string, index: number): void {
    const from = dice.pick(`${name} from`, ['user', 'user', 'user', 'phone', 'withheld']);
    clock.schedule(clock.now() + (index - 1) * 1_300, () => {
      journal.tell(`caller ${name} dials (${from})`);
      const dialled = graph?.dial({
        from:
          from === 'user'
            ? { kind: 'user', id: adaId, displayName: 'Ada Example' }
            : from === 'phone'
              ? { kind: 'phone', number: adaNumber }
              : { kind: 'withheld' },
        to: lineAccount,
      });
      if (dialled?.kind !== 'ringing') return fail('Nobody can dial.');
      const { call } = dialled;
      names.set(call.id, name);
      const id = readCallId(call.id) ?? call.id;
      simCalls.set(id, call);
      hearsItsVersion(journal, name, call, () => documents.latest(id)?.call.flow.version);
      silences.set(id, new SilenceCheck(journal, name, call));
      if (setting.flow === 'digits') keys.set(id, new KeysCheck(journal));
      conversations.push(conversationOf(journal, call));
      callers.set(
        id,
        new RandomCaller({ name, call, clock, dice, journal, kind: setting.flow === 'digits' ? 'digits' : 'anybody' }),
      );
    });
  }

  /** A call that the bot has placed. Whether its telephone has begun to ring or not: it must end like any other. */
  function legPlaced(call: SimCall, name: string): void {
    const id = readCallId(call.id) ?? call.id;
    names.set(call.id, name);
    simCalls.set(id, call);
    hearsItsVersion(journal, name, call, () => documents.latest(id)?.call.flow.version);
    silences.set(id, new SilenceCheck(journal, name, call, { isUnheardOf: () => isUnheardOf(id), isAlone: () => isAlone(call) }));
    conversations.push(conversationOf(journal, call, `${name}: `));
  }

  function rings(leg: PersonLeg): void {
    const call = [...simCalls.values()].find(({ peer, room }) => peer === leg || room.people.has(leg) || room === leg.room);
    if (call === undefined) return;
    leg.side.listen((happening) => {
      const came = happening.kind === 'state' && happening.state === 'connected';
      if (came) silences.get(readCallId(call.id) ?? call.id)?.somebodyCame();
    });
    new RandomCallee({ name: nameOf(call.id), leg, clock, dice, journal });
  }

  function sweepFromNowOn(): () => void {
    const cancels = new Map<string, () => void>();
    const next = (instance: string, inMs: number): void => {
      cancels.set(
        instance,
        clock.schedule(clock.now() + inMs, () => {
          const process = processes.alive().find((one) => setting.sweepers === 'one' || one.instance === instance);
          if (process !== undefined && !sweeping.has(process) && process.pausedUntil <= clock.now()) {
            sweeping.add(process);
            const label = `sweep of ${process.name} at ${Math.round(journal.elapsed / 1_000)} s`;
            void bots.sweep(process, label).then((whole) => {
              sweeping.delete(process);
              if (!whole) journal.excuse(sweepEveryMs + 1_000, 'a sweep failed');
            });
          } else journal.excuse(sweepEveryMs + 1_000, 'nobody sweeps');
          next(instance, sweepEveryMs);
        }),
      );
    };
    const sweepers = setting.sweepers === 'one' ? ['any'] : processes.alive().map(({ instance }) => instance);
    for (const instance of sweepers) next(instance, dice.between(`sweep phase ${instance}`, 0, sweepEveryMs));
    return () => {
      for (const cancel of cancels.values()) cancel();
    };
  }

  /** Nobody else may act until the lease of one that stands still is over; whom a sweep looked after waits for the next. */
  function excuseStandstill({ process }: Work, forMs: number | 'for ever'): void {
    const nextSweepMs = sweeping.has(process) ? sweepEveryMs + 1_000 : 50;
    for (const id of simCalls.keys()) {
      const lease = documents.latest(id)?.lease;
      if (lease === undefined || !lease.owner.startsWith(`${process.name}.`)) continue;
      const untilFree = Math.max(0, lease.until + defaultLimits.skewMarginMs - clock.now());
      journal.excuse(untilFree + nextSweepMs, `${process.name} held the call when it stopped`);
    }
    journal.excuse((forMs === 'for ever' ? 0 : forMs) + nextSweepMs, `${process.name} stands still`);
  }

  async function fetchPrompt(url: string): Promise<{ readonly status: number; readonly body: Uint8Array }> {
    const file = url.slice(`${botOrigin}/media/`.length);
    await clock.sleep(dice.between(`fetch ${file}`, 5, 40));
    fetches.set(file, (fetches.get(file) ?? 0) + 1);
    if (journal.strikes('promptMissing', `${file.slice(0, 8)} #${fetches.get(file)}`)) {
      journal.tell('fault  a prompt cannot be fetched');
      for (const silence of silences.values()) silence.wordsTroubled();
      return { status: 404, body: new Uint8Array() };
    }
    const headers = new Headers();
    const { status, body } = await handleMedia({ method: 'GET', url, headers, body: null, params: { file } }, shelf.prompts);
    return { status, body: typeof body === 'string' || body === undefined ? new Uint8Array() : body };
  }

  /** Nobody could know of this call: Graph has no list of them. */
  function isUnheardOf(id: string): boolean {
    return documents.latest(id) === undefined && ![...notes].some(({ events }) => events.some(({ callId }) => callId === id));
  }

  function stillOpen(): readonly string[] {
    return [...simCalls].flatMap(([id, call]) => {
      if (!callers.has(id) && isUnheardOf(id)) return [];
      const document = documents.latest(id);
      const ended = document === undefined || (document.call.end !== undefined && document.wakeAt === undefined);
      if (call.endedAt !== undefined && ended) return [];
      return [
        `${nameOf(call.id)} is ${call.state} at Graph and ${document?.call.end === undefined ? 'open' : 'ended'} in the store`,
      ];
    });
  }

  function everythingIsOver(): boolean {
    return (isOrdered || callers.size === setting.calls) && orders.stillOpen().length === 0 && stillOpen().length === 0;
  }

  function isWhole(): boolean {
    const hungUp = journal.lines.some(({ text }) => text.endsWith('hangs up'));
    return !hungUp && !struck(disturbing) && !struck(losing);
  }

  function struck(kinds: ReadonlySet<string>): boolean {
    return journal.incidents.some(({ kind }) => kinds.has(kind));
  }

  function mergedStory(): readonly string[] {
    const all = [...journal.lines, ...conversations.flatMap((conversation) => conversation())];
    all.sort((a, b) => a.at - b.at);
    return all.map(({ at, text }) => `${(at / 1_000).toFixed(2).padStart(7)} s  ${text}`);
  }
}

function drawDestinations(dice: Dice): { readonly [id: string]: 'answers' | 'fails' | 'busy' | 'noAnswer' | 'failsOnce' } {
  const ids = ['0a1b2c3d-0001', '0a1b2c3d-0002', '0a1b2c3d-0003', '0a1b2c3d-0004', '0a1b2c3d-0005'];
  return Object.fromEntries(
    ids.map((id) => [`${id}-4567-89ab-cdef01234567`, dice.pick(id, ['answers', 'fails', 'busy', 'noAnswer', 'failsOnce'])]),
  );
}

const isAlone = ({ room }: SimCall): boolean => ![...room.people].some(({ state }) => state === 'connected');

function fail(why: string): never {
  throw new Error(why);
}
