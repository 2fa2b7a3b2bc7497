import type { CallEvent } from '../core/call/call-event.ts';
import { Fault } from '../core/call/fault.ts';
import type { CallId } from '../core/call/ids.ts';
import { takeTurns } from './take-turns.ts';
import type { TurnPorts } from './turn-ports.ts';

export type Received =
  /** Every event is durable or without consequence: 2xx may be answered (I4). */
  | { readonly kind: 'settled' }
  /** At least one event was not accepted: the sender should come again. */
  | { readonly kind: 'unavailable' };

/** The events of one request: each call's in their order, the calls side by side. */
export async function receiveEvents(ports: TurnPorts, events: readonly CallEvent[]): Promise<Received> {
  const received = await Promise.all([...byCall(events)].map(([callId, own]) => receiveForCall(ports, callId, own)));
  return received.every((one) => one) ? { kind: 'settled' } : { kind: 'unavailable' };
}

async function receiveForCall(ports: TurnPorts, callId: CallId, events: readonly CallEvent[]): Promise<boolean> {
  try {
    const delivered = await takeTurns(ports, callId, events);
    if (delivered.kind === 'unknownCall') ports.log.info('call.unknown', { callId, events: events.map((event) => event.kind) });
    if (delivered.kind === 'overtaken') ports.log.warn('call.overtaken', { callId });
    return delivered.kind !== 'overtaken';
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    ports.log.error('call.fault', { callId, code: fault.code, retryable: fault.retryable });
    return !fault.retryable;
  }
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
