import { type Call, limits } from '../core/call/call.ts';
import type { CallCommand } from '../core/call/call-command.ts';
import type { CallArrived, CallEvent } from '../core/call/call-event.ts';
import type { CallId } from '../core/call/ids.ts';
import type { Turn } from '../core/call/turn.ts';
import type { CompiledFlow } from '../core/flow/compiled-flow.ts';
import { beginCall } from '../core/flow/play/begin-call.ts';
import { lostFlow } from '../core/flow/play/lost-flow.ts';
import { play } from '../core/flow/play/play.ts';
import { neverSentOn } from '../core/flow/play/send-again.ts';
import { goOn, takeOver } from '../core/flow/play/take-over.ts';
import type { CallDocument, DocumentVersion, Exists, Lease } from '../ports/call-store.ts';
import { logTurn } from './log-turn.ts';
import { newsIn } from './news-in.ts';
import { type Performed, type PerformPorts, performCommands } from './perform-commands.ts';
import { StorePatience } from './store-patience.ts';
import type { TurnPorts } from './turn-ports.ts';

/**
 * The turn protocol (design, section 2; ADR 2): deliver, save, perform, settle.
 *
 * 1. A command is sent only after the state that decided it is durable (I1).
 * 2. Nothing is sent unless our lease will outlive it (I2); see perform-commands.ts.
 * 3. Events that a living performer has not played are in `inbox`; nobody else's settle can drop them (I4).
 * 4. A duplicate costs one read and writes nothing.
 *
 * Keep it as plain as the model that proves it: load, decide, save, perform, settle.
 */
export type Delivered =
  /** Played, or left where its performer will find it, or already known. 2xx may be answered. */
  | { readonly kind: 'settled' }
  /** Nobody knows this call: over for long, or never ours. Nothing to do, 2xx all the same. */
  | { readonly kind: 'unknownCall' }
  /** A call has arrived that no flow takes: it has no document, and nobody has answered it. */
  | { readonly kind: 'noFlow' }
  /** Overtaken again and again; nothing was accepted, the sender should come again. */
  | { readonly kind: 'overtaken' };

/** How often one delivery loads and decides anew before it gives up. Each time somebody else has made progress. */
const maxRounds = 12;

/** Delivers events of one call, in their order. Throws `Fault` when the store cannot say what it did. */
export async function takeTurns(ports: TurnPorts, callId: CallId, events: readonly CallEvent[]): Promise<Delivered> {
  const { turnBudgetMs } = ports.limits;
  const beganAt = ports.clock.now();
  const owner = ports.newOwner();
  const patience = new StorePatience(ports.clock, beganAt + turnBudgetMs / 2);
  let waitedFor: string | undefined;
  for (let round = 0; round < maxRounds; round += 1) {
    // Who had to wait has seen that the call exists.
    const accepted = await patience.ask(() => accept(ports, callId, events, owner, waitedFor === undefined));
    if (accepted === 'unknown' || accepted.kind === 'overtaken') continue;
    if (accepted.kind === 'ours') return performAndSettle(ports, accepted, beganAt);
    if (accepted.kind !== 'withPerformer') return accepted;
    // A repetition, and perhaps of what this performer does not live to do: nobody else will come and look.
    if (waitedFor !== undefined && waitedFor !== accepted.owner) return { kind: 'settled' };
    waitedFor = accepted.owner;
    if (!(await patience.rest())) return { kind: 'overtaken' };
  }
  return { kind: 'overtaken' };
}

/** A document that we hold the lease of, in the version that we know. */
interface Held {
  readonly kind: 'ours';
  readonly flow: CompiledFlow;
  readonly document: CallDocument;
  readonly version: DocumentVersion;
}

type Accepted =
  | Held
  | Delivered
  /** Known already, and the lease of `owner` is not over. */
  | { readonly kind: 'withPerformer'; readonly owner: string };

/** Load, decide, save. Doing it again is safe for as long as nothing was performed: whoever finds `owner` finds itself. */
async function accept(
  ports: TurnPorts,
  callId: CallId,
  events: readonly CallEvent[],
  owner: string,
  mayBeNew: boolean,
): Promise<Accepted> {
  const arrival = events.find((event): event is CallArrived & { readonly callId: CallId } => event.kind === 'callArrived');
  let noFlow = false;
  if (arrival !== undefined && mayBeNew) {
    const begun = await begin(ports, arrival, events, owner);
    if (begun.kind !== 'exists' && begun.kind !== 'noFlow') return begun;
    if (begun.kind === 'exists' && begun.stored !== undefined) return deliver(ports, begun.stored, events, owner);
    noFlow = begun.kind === 'noFlow'; // Unless the call is known: then it has a flow of its own.
  }
  const stored = await ports.calls.load(callId);
  if (stored.kind === 'missing') return { kind: noFlow ? 'noFlow' : 'unknownCall' };
  return deliver(ports, stored, events, owner);
}

/** The first turn of a call: its document is created with the commands already in it. */
async function begin(
  ports: TurnPorts,
  arrival: CallArrived & { readonly callId: CallId },
  events: readonly CallEvent[],
  owner: string,
): Promise<Accepted | Exists> {
  const now = ports.clock.now();
  const found = await ports.flows.forIncoming(arrival.called, arrival.caller);
  if (found.kind === 'noFlow') {
    ports.log.error('call.noFlow', { callId: arrival.callId, why: found.why });
    return { kind: 'noFlow' };
  }
  const call = beginCall(found.flow, found.line, arrival, now);
  const turn = play(found.flow, call, events, now);
  const document = leased(ports, turn, turn.commands, now, owner);
  const created = await ports.calls.create(document);
  if (created.kind === 'exists') return created;
  logTurn(ports, call, turn, events);
  return { kind: 'ours', flow: found.flow, document, version: created.version };
}

type Stored = { readonly document: CallDocument; readonly version: DocumentVersion };

/** Decides what the events mean for the document as it was read, and saves that. */
async function deliver(
  ports: TurnPorts,
  { document, version }: Stored,
  events: readonly CallEvent[],
  owner: string,
): Promise<Accepted> {
  const now = ports.clock.now();
  const { lease } = document;
  const flow = await flowOf(ports, document.call);
  if (lease !== undefined && lease.owner !== owner && lease.until > now)
    return leaveInInbox(ports, { document, version, lease }, flow, events);
  // Our own write of a moment ago, of which the store did not tell us that it was made.
  if (lease?.owner === owner) return { kind: 'ours', flow, document, version };
  const turn = decide(flow, document, events, now);
  const leftBehind = document.outbox.length > 0 || document.inbox.length > 0 || lease !== undefined;
  if (!turn.changed && !leftBehind) return { kind: 'settled' }; // A duplicate: one read, no write.
  const next = leased(ports, turn, turn.commands, now, owner);
  const saved = await ports.calls.replace(next, version);
  if (saved.kind === 'overtaken') return saved;
  logTurn(ports, document.call, turn, events);
  return { kind: 'ours', flow, document: next, version: saved.version };
}

/**
 * What the events mean. Commands that a performer left behind because it had no time for them, or was asked to come later,
 * were not sent: they still are to be. Commands of one that never settled may have been: they are taken over.
 */
function decide(
  flow: CompiledFlow,
  { call, inbox, outbox, lease }: CallDocument,
  events: readonly CallEvent[],
  now: number,
): Turn {
  if (outbox.length === 0) return play(flow, call, [...inbox, ...events], now);
  // Nobody overslept: what is left is done now, and with it begins the time until the next look.
  const told = events.filter((event) => event.kind !== 'wokeUp');
  if (lease !== undefined) return takeOver(flow, play(flow, call, [...inbox, ...told], now), outbox, now);
  const known = told.map((event) =>
    event.kind === 'callEnded' && event.reason === 'gone' ? { ...event, ...neverSentOn(call, outbox) } : event,
  );
  return goOn(flow, play(flow, call, [...inbox, ...known], now), outbox, now);
}

/** Another performer is at work: it will find the events when it settles. */
async function leaveInInbox(
  ports: TurnPorts,
  { document, version, lease }: Stored & { readonly lease: Lease },
  flow: CompiledFlow,
  events: readonly CallEvent[],
): Promise<Accepted> {
  if (events.some((event) => event.kind === 'wokeUp')) return { kind: 'settled' }; // A sweep: somebody is awake.
  const news = newsIn(flow, document, events, ports.clock.now());
  if (news.length === 0)
    return events.every((event) => isEcho(event) || isOurs(event))
      ? { kind: 'settled' }
      : { kind: 'withPerformer', owner: lease.owner };
  const inbox = [...document.inbox, ...news];
  if (inbox.length > limits.inbox) return { kind: 'overtaken' }; // Refused rather than lost: the sender is told.
  const saved = await ports.calls.replace({ ...document, inbox }, version);
  return saved.kind === 'overtaken' ? saved : { kind: 'settled' };
}

/** What Graph says of an operation that we have cancelled: nobody waits for it. */
function isEcho(event: CallEvent): boolean {
  return event.kind === 'operationEnded' && event.ended === 'cancelled';
}

/**
 * News from another call of ours, which this document has taken in: its sender must not wait. The performer may be the one
 * that is telling the sender something at this moment, and each would wait for the other.
 */
function isOurs({ kind }: CallEvent): boolean {
  return kind === 'legNews' || kind === 'partnerNews';
}

/**
 * A caller who types on brings ever new events to one performer. Each round may take its time anew, up to this many
 * budgets in all: to leave the last keys to the sweep would leave the caller in silence.
 */
const mostBudgets = 3;
/** Each round sends something, so time ends a turn long before this does. */
const mostPerformances = 200;

/** Performs what was saved, plays what that and others have brought, until there is nothing left to do. */
async function performAndSettle(ports: TurnPorts, accepted: Held, beganAt: number): Promise<Delivered> {
  const { turnBudgetMs } = ports.limits;
  let held = accepted;
  let stopAt = beganAt + turnBudgetMs;
  for (let round = 0; round < mostPerformances; round += 1) {
    const { lease, outbox, call } = held.document;
    if (lease === undefined) return { kind: 'settled' };
    const performed = await performCommands(performing(ports), call, outbox, lease, stopAt);
    if (performed.kind === 'leaseGone') return { kind: 'settled' }; // Whoever holds the document now does the rest.
    const next = await settle(ports, { ...held, lease }, performed, stopAt);
    if (next === 'lost') return { kind: 'settled' };
    if (next.broughtByOthers) stopAt = Math.min(ports.clock.now(), beganAt + (mostBudgets - 1) * turnBudgetMs) + turnBudgetMs;
    held = next;
  }
  return { kind: 'settled' }; // The lease runs out, and the sweep takes over.
}

/** News for another call is a turn of that call, within the time that ours has left. */
function performing(ports: TurnPorts): PerformPorts {
  return {
    ...ports,
    deliver: async (to, event, deadline) => {
      const turnBudgetMs = Math.max(0, deadline - ports.clock.now());
      const { kind } = await takeTurns({ ...ports, limits: { ...ports.limits, turnBudgetMs } }, to, [event]);
      return kind === 'noFlow' ? 'unknownCall' : kind; // Only an arrival asks for a flow.
    },
  };
}

/** How long a settle goes on asking a store that does not answer, at the least: what was performed should not be undone. */
const settlePatienceMs = 1_000;

/** One conditional write: drops what was performed, plays what came of it and what others left in the inbox meanwhile. */
async function settle(
  ports: TurnPorts,
  held: Held & { readonly lease: Lease },
  performed: Performed,
  stopAt: number,
): Promise<(Held & { readonly broughtByOthers: boolean }) | 'lost'> {
  const { flow } = held;
  const { call } = held.document; // While we hold the lease, others touch nothing but the inbox.
  const patience = new StorePatience(ports.clock, Math.max(stopAt, ports.clock.now() + settlePatienceMs));
  let { version } = held;
  let { inbox } = held.document;
  for (let attempt = 0; attempt < maxRounds; attempt += 1) {
    const now = ports.clock.now();
    const events = [...performed.events, ...inbox];
    const turn = play(flow, call, events, now);
    const outbox = [...performed.unsent, ...turn.commands];
    const owner = ports.newOwner(); // Another one each time: it says whether this very write was made.
    const document =
      performed.unsent.length > 0 || now >= stopAt // Throttled or out of time: the sweep goes on from here.
        ? resting(ports, turn.call, outbox, now, performed.retryAt)
        : leased(ports, turn, outbox, now, owner);
    const expected = version;
    const replaced = await patience.ask(() => ports.calls.replace(document, expected));
    if (replaced !== 'unknown' && replaced.kind === 'saved') {
      if (events.length > 0) logTurn(ports, call, turn, events);
      return { ...held, document, version: replaced.version, broughtByOthers: inbox.length > 0 };
    }
    const again = await lookAgain(ports, patience, call.id);
    if (again?.document.lease?.owner === owner) return { ...held, ...again, broughtByOthers: inbox.length > 0 };
    if (again?.document.lease?.owner !== held.lease.owner) return 'lost'; // Settled after all, or taken over.
    ({ version } = again);
    ({ inbox } = again.document);
  }
  return 'lost';
}

async function lookAgain(ports: TurnPorts, patience: StorePatience, id: CallId): Promise<Stored | undefined> {
  let stored = await patience.ask(() => ports.calls.load(id));
  while (stored === 'unknown') stored = await patience.ask(() => ports.calls.load(id));
  return stored.kind === 'missing' ? undefined : stored;
}

/** A document whose commands we are about to perform; without any it rests at once. */
function leased(ports: TurnPorts, turn: Turn, outbox: readonly CallCommand[], now: number, owner: string): CallDocument {
  if (outbox.length === 0) return resting(ports, turn.call, [], now);
  const until = now + ports.limits.leaseMs;
  return { call: turn.call, outbox, inbox: [], lease: { owner, until }, wakeAt: until + ports.limits.skewMarginMs };
}

/** A document that nobody holds. What is left in its outbox is for the sweep. */
function resting(ports: TurnPorts, call: Call, outbox: readonly CallCommand[], now: number, retryAt?: number): CallDocument {
  if (outbox.length > 0) return { call, outbox, inbox: [], wakeAt: retryAt ?? now };
  if (call.end !== undefined) return { call, outbox, inbox: [], expiresAt: now + ports.limits.keepEndedMs };
  return { call, outbox, inbox: [], wakeAt: call.wakeAt };
}

/** The version that the call began with. One that cannot be had any more leaves an apology and an end, as any flow would (ADR 5). */
async function flowOf(ports: TurnPorts, call: Call): Promise<CompiledFlow> {
  const flow = await ports.flows.version(call.flow.name, call.flow.version);
  if (flow !== undefined) return flow;
  if (call.end === undefined) ports.log.error('call.flowLost', { callId: call.id, flow: call.flow.name });
  return lostFlow(call);
}
