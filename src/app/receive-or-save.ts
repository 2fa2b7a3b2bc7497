import type { CallEvent } from '../core/call/call-event.ts';
import { Fault } from '../core/call/fault.ts';
import type { CallId } from '../core/call/ids.ts';
import type { Party } from '../core/call/party.ts';
import { type PlacedDelivery, type Received, receiveEvents } from './receive-events.ts';
import type { SafeFlow } from './safe-flow.ts';
import type { TurnPorts } from './turn-ports.ts';

/**
 * Receives events as ever; a call that arrives while the store is down is answered by the safe flow instead, because
 * whoever sends the notification again might come too late for the fifteen seconds (ADR 13).
 */
export async function receiveOrSave(
  ports: TurnPorts,
  events: readonly CallEvent[],
  safeFlowFor: (called: Party) => SafeFlow,
  placed?: PlacedDelivery,
): Promise<Received> {
  const received = await receiveEvents(ports, events, placed);
  if (received.kind === 'settled') return received;
  const arrivals = events.filter((event) => event.kind === 'callArrived');
  const lost: CallId[] = [];
  for (const arrival of arrivals) {
    if (!(await isStoreDown(ports, arrival.callId))) continue;
    await safeFlowFor(arrival.called).answer(arrival);
    lost.push(arrival.callId);
  }
  // Other calls' events were not accepted and are to be sent again; what the safe flow took is settled.
  return events.every((event) => lost.includes(event.callId)) ? { kind: 'settled' } : received;
}

async function isStoreDown(ports: TurnPorts, id: CallId): Promise<boolean> {
  try {
    return (await ports.calls.load(id)).kind === 'missing' && !(await ports.calls.ping());
  } catch (error) {
    if (error instanceof Fault && error.retryable) return true;
    throw error;
  }
}
