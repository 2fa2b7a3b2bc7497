import type { CallEvent } from '../core/call/call-event.ts';
import { Fault } from '../core/call/fault.ts';
import type { CallId } from '../core/call/ids.ts';
import type { PlacementOrigin } from '../ports/call-control.ts';
import { adoptLeg } from './place-leg.ts';
import { type Delivered, takeTurns } from './take-turns.ts';
import type { TurnPorts } from './turn-ports.ts';

export type Received =
  /** Every event is durable or without consequence: 2xx may be answered (I4). */
  | { readonly kind: 'settled' }
  /** At least one event was not accepted: the sender should come again. */
  | { readonly kind: 'unavailable' };

/** `unserved`: calls whose events came to nothing, because no flow takes them or something failed. */
export type ReceivedEvents = Received & { readonly unserved: readonly CallId[] };

/** The events of one request: each call's in their order, the calls side by side. */
export async function receiveEvents(
  ports: TurnPorts,
  events: readonly CallEvent[],
  placed?: PlacedDelivery,
): Promise<ReceivedEvents> {
  const received = await Promise.all([...byCall(events)].map(([callId, own]) => receiveForCall(ports, callId, own, placed)));
  const unserved = received.filter((one) => one.unserved).map(({ callId }) => callId);
  return { kind: received.every(({ settled }) => settled) ? 'settled' : 'unavailable', unserved };
}

interface ReceivedForCall {
  readonly callId: CallId;
  readonly settled: boolean;
  readonly unserved: boolean;
}

/** What the address of a placed call's notifications says of it. */
export interface PlacedDelivery {
  readonly origin: PlacementOrigin;
  readonly tenantId: string;
}

async function receiveForCall(
  ports: TurnPorts,
  callId: CallId,
  events: readonly CallEvent[],
  placed: PlacedDelivery | undefined,
): Promise<ReceivedForCall> {
  try {
    let delivered = await takeTurns(ports, callId, events);
    if (delivered.kind === 'unknownCall' && placed !== undefined && events.some((event) => event.kind !== 'callEnded'))
      delivered = await takeTurnsOfPlaced(ports, callId, events, placed);
    if (delivered.kind === 'unknownCall') ports.log.info('call.unknown', { callId, events: events.map((event) => event.kind) });
    if (delivered.kind === 'overtaken') ports.log.warn('call.overtaken', { callId });
    return { callId, settled: delivered.kind !== 'overtaken', unserved: delivered.kind === 'noFlow' };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    ports.log.error('call.fault', { callId, code: fault.code, retryable: fault.retryable });
    return { callId, settled: !fault.retryable, unserved: true };
  }
}

/** A call of our own, heard of before whoever placed it could make its document. */
async function takeTurnsOfPlaced(
  ports: TurnPorts,
  callId: CallId,
  events: readonly CallEvent[],
  placed: PlacedDelivery,
): Promise<Delivered> {
  if (placed.origin.startsWith('outbound.')) return takeTurnsOfOutbound(ports, callId, events, placed);
  const adopted = await adoptLeg(ports, { callId, origin: placed.origin });
  ports.log.info('call.adopted', { callId, outcome: adopted.kind });
  if (adopted.kind === 'unwanted') return sendHome(ports, callId, events, placed);
  const told = await takeTurns(ports, adopted.news.callId, [adopted.news]);
  if (told.kind === 'overtaken') return told;
  return adopted.kind === 'flowLost' ? sendHome(ports, callId, events, placed) : takeTurns(ports, callId, events);
}

/** Likewise, of one that was asked for. What nobody waits for any more is hung up. */
async function takeTurnsOfOutbound(
  ports: TurnPorts,
  callId: CallId,
  events: readonly CallEvent[],
  placed: PlacedDelivery,
): Promise<Delivered> {
  const adopted = (await ports.adoptOutbound?.({ callId, origin: placed.origin })) ?? false;
  ports.log.info('call.adopted', { callId, outcome: adopted ? 'adopted' : 'unwanted' });
  return adopted ? takeTurns(ports, callId, events) : sendHome(ports, callId, events, placed);
}

/**
 * Nobody waits for it. Unless its document was made while we asked: whoever placed it forgets the plan as soon as it is, and
 * a look that was taken before would end a good call.
 */
async function sendHome(
  ports: TurnPorts,
  callId: CallId,
  events: readonly CallEvent[],
  { tenantId }: PlacedDelivery,
): Promise<Delivered> {
  const delivered = await takeTurns(ports, callId, events);
  if (delivered.kind !== 'unknownCall') return delivered;
  const { kind } = await ports.control.perform(
    { id: callId, tenantId },
    { kind: 'hangUp', number: 0 },
    ports.clock.now() + ports.limits.requestMs,
  );
  return { kind: kind === 'busy' || kind === 'unclear' ? 'overtaken' : 'settled' }; // Nobody but the sender comes back to it.
}

function byCall(events: readonly CallEvent[]): Map<CallId, CallEvent[]> {
  const calls = new Map<CallId, CallEvent[]>();
  for (const event of events) {
    const own = calls.get(event.callId);
    if (own === undefined) calls.set(event.callId, [event]);
    else own.push(event);
  }
  return calls;
}
