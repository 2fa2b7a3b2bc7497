import type { CallArrived, CallEvent } from '../core/call/call-event.ts';
import { Fault } from '../core/call/fault.ts';
import type { CallId } from '../core/call/ids.ts';
import type { Party } from '../core/call/party.ts';
import { type PlacedDelivery, type Received, type ReceivedEvents, receiveEvents } from './receive-events.ts';
import type { SafeFlow } from './safe-flow.ts';
import type { TurnPorts } from './turn-ports.ts';

/**
 * Receives events as ever; a call that arrives and gets no document, for whatever reason, is answered by the safe flow
 * instead: nobody else would, and whoever sends the notification again might come too late for the fifteen seconds (ADR 13).
 */
export async function receiveOrSave(
  ports: TurnPorts,
  events: readonly CallEvent[],
  safeFlowFor: (called: Party) => SafeFlow,
  placed?: PlacedDelivery,
): Promise<Received> {
  const arrivals = events.filter(isArrival);
  const received = await receiveEvents(ports, events, placed).catch((error: unknown) => whatever(ports, arrivals, error));
  const answered = new Map<CallId, 'taken' | 'notNow'>();
  for (const arrival of arrivals) {
    if (answered.has(arrival.callId) || !received.unserved.includes(arrival.callId)) continue;
    if (await hasDocument(ports, arrival.callId)) continue; // Somebody has the call; it must not be answered twice.
    answered.set(arrival.callId, await safeFlowFor(arrival.called).answer(arrival));
  }
  // Other calls' events were not accepted and are to be sent again; what the safe flow took is settled.
  const isLost = [...answered.values()].includes('notNow');
  const isTaken = events.every(({ callId }) => answered.get(callId) === 'taken');
  if (isTaken || (received.kind === 'settled' && !isLost)) return { kind: 'settled' };
  if ('mistake' in received) throw received.mistake;
  return { kind: 'unavailable' };
}

type Arrival = CallArrived & { readonly callId: CallId };

function isArrival(event: CallEvent): event is Arrival {
  return event.kind === 'callArrived';
}

/** A mistake of ours is no reason to let a caller ring: it is thrown on when nobody can be saved from it. */
function whatever(
  ports: TurnPorts,
  arrivals: readonly Arrival[],
  mistake: unknown,
): ReceivedEvents & { readonly mistake: unknown } {
  for (const { callId } of arrivals) ports.log.error('call.fault', { callId, code: 'UNEXPECTED' });
  return { kind: 'unavailable', unserved: arrivals.map(({ callId }) => callId), mistake };
}

/** A store that cannot say has nobody who can serve the call. Graph takes one answer only, should another come after all. */
async function hasDocument(ports: TurnPorts, id: CallId): Promise<boolean> {
  try {
    return (await ports.calls.load(id)).kind === 'found';
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
