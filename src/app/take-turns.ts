import { type Call, limits } from '../core/call/call.ts';
import type { CallCommand } from '../core/call/call-command.ts';
import type { CallArrived, CallEvent } from '../core/call/call-event.ts';
import type { CallId } from '../core/call/ids.ts';
import type { Turn } from '../core/call/turn.ts';
import type { CompiledFlow } from '../core/flow/compiled-flow.ts';
import { beginCall } from '../core/flow/play/begin-call.ts';
import { play } from '../core/flow/play/play.ts';
import { takeOver } from '../core/flow/play/take-over.ts';
import type { CallDocument, DocumentVersion, Lease } from '../ports/call-store.ts';
import { logTurn } from './log-turn.ts';
import { type Performed, performCommands } from './perform-commands.ts';
import { isKnown } from './same-event.ts';
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
  /** Overtaken again and again; nothing was accepted, the sender should come again. */
  | { readonly kind: 'overtaken' };

/** How often one delivery loads and decides anew before it gives up. Each time somebody else has made progress. */
const maxRounds = 12;

/** Delivers events of one call, in their order. Throws `Fault` when the store cannot say what it did. */
export async function takeTurns(ports: TurnPorts, callId: CallId, events: readonly CallEvent[]): Promise<Delivered> {
  const arrival = events.find((event): event is CallArrived & { readonly callId: CallId } => event.kind === 'callArrived');
  if (arrival !== undefined) {
    const begun = await beginOnce(ports, arrival, events);
    if (begun !== 'exists') return begun;
  }
  for (let round = 0; round < maxRounds; round += 1) {
    const stored = await ports.calls.load(callId);
    if (stored.kind === 'missing') return { kind: 'unknownCall' };
    const outcome = await deliver(ports, stored.document, stored.version, events);
    if (outcome !== 'overtaken') return outcome;
  }
  return { kind: 'overtaken' };
}

/** The first turn of a call: its document is created with the commands already in it. */
async function beginOnce(
  ports: TurnPorts,
  arrival: CallArrived & { readonly callId: CallId },
  events: readonly CallEvent[],
): Promise<Delivered | 'exists'> {
  const now = ports.clock.now();
  const found = await ports.flows.forIncoming(arrival.called);
  if (found.kind === 'noFlow') {
    ports.log.error('call.noFlow', { callId: arrival.callId, why: found.why });
    return { kind: 'settled' };
  }
  const call = beginCall(found.flow, found.line, arrival, now);
  const turn = play(found.flow, call, events, now);
  logTurn(ports.log, call, turn, events);
  const document = leased(ports, turn, turn.commands, now);
  const created = await ports.calls.create(document);
  if (created.kind === 'exists') return 'exists';
  return performAndSettle(ports, found.flow, document, created.version);
}

/** Decides what the events mean for the document as it was read, and carries it through. */
async function deliver(
  ports: TurnPorts,
  document: CallDocument,
  version: DocumentVersion,
  events: readonly CallEvent[],
): Promise<Delivered | 'overtaken'> {
  const now = ports.clock.now();
  if (document.lease !== undefined && document.lease.until > now) return leaveInInbox(ports, document, version, events);
  const flow = await flowOf(ports, document.call);
  if (flow === undefined) return giveUp(ports, document, version);
  const taken = document.outbox.length > 0 ? takeOver(flow, document.call, document.outbox, now) : unmoved(document.call);
  const turn = play(flow, taken.call, [...document.inbox, ...events], now);
  // A call that has ended wants nothing more of what a dead performer left, but what the caller has recorded.
  const inherited = taken.commands.filter((command) => turn.call.end === undefined || command.kind === 'keepRecording');
  const commands = [...inherited, ...turn.commands];
  const leftBehind = document.outbox.length > 0 || document.inbox.length > 0 || document.lease !== undefined;
  if (!turn.changed && !leftBehind) return { kind: 'settled' }; // A duplicate: one read, no write.
  logTurn(ports.log, document.call, turn, events);
  const next = leased(ports, turn, commands, now);
  const saved = await ports.calls.replace(next, version);
  if (saved.kind === 'overtaken') return 'overtaken';
  return performAndSettle(ports, flow, next, saved.version);
}

/** Another performer is at work: it will find the events when it settles. */
async function leaveInInbox(
  ports: TurnPorts,
  document: CallDocument,
  version: DocumentVersion,
  events: readonly CallEvent[],
): Promise<Delivered | 'overtaken'> {
  const news = events.filter((event) => !isKnown(document, event));
  if (news.length === 0) return { kind: 'settled' };
  const inbox = [...document.inbox, ...news];
  if (inbox.length > limits.inbox) return 'overtaken'; // Refused rather than lost: the sender is told.
  const saved = await ports.calls.replace({ ...document, inbox }, version);
  return saved.kind === 'overtaken' ? 'overtaken' : { kind: 'settled' };
}

/** Performs what was saved, plays what that and others have brought, until there is nothing left to do. */
async function performAndSettle(
  ports: TurnPorts,
  flow: CompiledFlow,
  document: CallDocument,
  version: DocumentVersion,
): Promise<Delivered> {
  let held: Held = { document, version };
  const stopAt = ports.clock.now() + ports.limits.turnBudgetMs;
  for (let round = 0; round < maxRounds; round += 1) {
    const { lease, outbox, call } = held.document;
    if (lease === undefined) return { kind: 'settled' };
    const performed = await performCommands(ports, call, outbox, lease, stopAt);
    if (performed.kind === 'leaseGone') return { kind: 'settled' }; // Whoever holds the document now does the rest.
    const next = await settle(ports, flow, { ...held, lease }, performed, stopAt);
    if (next === 'lost') return { kind: 'settled' };
    held = next;
  }
  return { kind: 'settled' }; // The lease runs out, and the sweep takes over.
}

interface Held {
  readonly document: CallDocument;
  readonly version: DocumentVersion;
}

/** One conditional write: drops what was performed, plays what came of it and what others left in the inbox meanwhile. */
async function settle(
  ports: TurnPorts,
  flow: CompiledFlow,
  held: Held & { readonly lease: Lease },
  performed: Performed,
  stopAt: number,
): Promise<Held | 'lost'> {
  const { call } = held.document; // While we hold the lease, others touch nothing but the inbox.
  let { version } = held;
  let { inbox } = held.document;
  for (let attempt = 0; attempt < maxRounds; attempt += 1) {
    const now = ports.clock.now();
    const events = [...performed.events, ...inbox];
    const turn = play(flow, call, events, now);
    const outbox = [...performed.unsent, ...turn.commands];
    const document =
      performed.unsent.length > 0 || now >= stopAt // Throttled or out of time: the sweep goes on from here.
        ? resting(ports, turn.call, outbox, now, performed.retryAt)
        : leased(ports, turn, outbox, now, held.lease);
    const replaced = await ports.calls.replace(document, version);
    if (replaced.kind === 'saved') {
      if (events.length > 0) logTurn(ports.log, call, turn, events);
      return { document, version: replaced.version };
    }
    const again = await ports.calls.load(call.id);
    if (again.kind === 'missing' || again.document.lease?.owner !== held.lease.owner) return 'lost';
    ({ version } = again);
    ({ inbox } = again.document);
  }
  return 'lost';
}

/** A document whose commands we are about to perform; without any it rests at once. */
function leased(ports: TurnPorts, turn: Turn, outbox: readonly CallCommand[], now: number, lease?: Lease): CallDocument {
  if (outbox.length === 0) return resting(ports, turn.call, [], now);
  const until = now + ports.limits.leaseMs;
  return {
    call: turn.call,
    outbox,
    inbox: [],
    lease: { owner: lease?.owner ?? ports.newOwner(), until },
    wakeAt: until + ports.limits.skewMarginMs,
  };
}

/** A document that nobody holds. What is left in its outbox is for the sweep. */
function resting(ports: TurnPorts, call: Call, outbox: readonly CallCommand[], now: number, retryAt?: number): CallDocument {
  if (outbox.length > 0) return { call, outbox, inbox: [], wakeAt: retryAt ?? now };
  if (call.end !== undefined) return { call, outbox, inbox: [], expiresAt: now + ports.limits.keepEndedMs };
  return { call, outbox, inbox: [], wakeAt: call.wakeAt };
}

async function flowOf(ports: TurnPorts, call: Call): Promise<CompiledFlow | undefined> {
  return ports.flows.version(call.flow.name, call.flow.version);
}

/** The version that the call began with cannot be had any more: nothing can be decided, so the call is ended. */
async function giveUp(ports: TurnPorts, { call }: CallDocument, version: DocumentVersion): Promise<Delivered | 'overtaken'> {
  const now = ports.clock.now();
  ports.log.error('call.flowLost', { callId: call.id, flow: call.flow.name });
  if (call.end !== undefined) return { kind: 'settled' };
  const ended: Call = { ...call, state: 'terminated', media: [], end: { at: now, outcome: 'failed' } };
  const saved = await ports.calls.replace(resting(ports, ended, [], now), version);
  if (saved.kind === 'overtaken') return 'overtaken';
  await ports.control.perform(call, { kind: 'hangUp', number: call.nextNumber }, now + ports.limits.requestMs);
  return { kind: 'settled' };
}

const unmoved = (call: Call): Turn => ({ call, commands: [], changed: false, story: [] });
