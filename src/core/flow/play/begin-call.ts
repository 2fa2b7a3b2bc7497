import type { Call } from '../../call/call.ts';
import type { CallArrived } from '../../call/call-event.ts';
import type { CallId } from '../../call/ids.ts';
import type { CompiledFlow } from '../compiled-flow.ts';

/** Graph gives the bot 15 seconds to answer, reject or redirect (graph-calling, "Fifteen things", 8). */
export const answerDeadlineMs = 15_000;

/** The call as it is before its first turn. It stands before the flow's first step and has decided nothing. */
export function beginCall(
  flow: CompiledFlow,
  line: string,
  arrival: CallArrived & { readonly callId: CallId },
  now: number,
): Call {
  return {
    id: arrival.callId,
    tenantId: arrival.tenantId,
    ...(arrival.callChainId === undefined ? {} : { callChainId: arrival.callChainId }),
    line,
    flow: { name: flow.name, version: flow.version },
    caller: arrival.caller,
    called: arrival.called,
    ...(arrival.calledNumber === undefined ? {} : { calledNumber: arrival.calledNumber }),
    multiparty: arrival.multiparty,
    startedAt: now,
    state: 'incoming',
    asked: 'nothing',
    audio: 'inactive',
    listening: false,
    language: flow.languages[0],
    vars: Object.fromEntries(Object.entries(flow.vars).map(([name, declared]) => [name, declared.initial])),
    at: { step: flow.start, entered: false, attempt: 1, memory: {} },
    media: [],
    epoch: 0,
    nextNumber: 1,
    keypad: { next: 1, waiting: [], held: [], missing: [] },
    entries: 0,
    trail: [],
    path: [],
    wakeAt: now + answerDeadlineMs,
    wakes: 0,
    restarts: 0,
  };
}
