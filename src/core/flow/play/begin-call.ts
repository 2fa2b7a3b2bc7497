import type { Call, Frame, StepMemory } from '../../call/call.ts';
import type { CallArrived } from '../../call/call-event.ts';
import type { CallId, StepName } from '../../call/ids.ts';
import type { PlacedBy } from '../../call/leg.ts';
import type { Party } from '../../call/party.ts';
import type { CompiledFlow } from '../compiled-flow.ts';

/** Graph gives the bot 15 seconds to answer, reject or redirect (graph-calling, "Fifteen things", 8). */
export const answerDeadlineMs = 15_000;

/** A call that the bot has placed, as Graph has named it, before anybody has answered. It stands before the flow's first step. */
export function beginPlaced(flow: CompiledFlow, placed: PlacedCall, now: number): Call {
  const { ringMs, language, vars, outbound, placedBy, frames, start, memory, meeting, ...who } = placed;
  const arrival: CallArrived & { readonly callId: CallId } = { kind: 'callArrived', multiparty: false, ...who };
  const { meeting: _, ...call } = beginCall(flow, placed.line, arrival, now);
  return {
    ...call,
    ...(meeting === undefined ? {} : { meeting }),
    direction: 'outgoing',
    ...(outbound === undefined ? {} : { outbound }),
    ...(placedBy === undefined ? {} : { placedBy }),
    state: 'establishing',
    language: flow.languages.includes(language ?? '') ? (language ?? call.language) : call.language,
    vars: varsAtFirst(flow, vars),
    ...(frames === undefined ? {} : { frames }),
    at: { ...call.at, step: start ?? call.at.step, memory: memory ?? {}, deadline: now + ringMs },
    wakeAt: now + ringMs,
  };
}

/** A flow's variables as a call begins with them: their initial values, and what it is given on top. */
export function varsAtFirst(flow: Pick<CompiledFlow, 'vars'>, given: Call['vars'] = {}): Call['vars'] {
  return { ...Object.fromEntries(Object.entries(flow.vars).map(([name, declared]) => [name, declared.initial])), ...given };
}

export interface PlacedCall {
  readonly callId: CallId;
  readonly tenantId: string;
  readonly callChainId?: string;
  readonly line: string;
  /** The bot, or the resource account in whose name it calls. */
  readonly caller: Party;
  /** Whom it calls. */
  readonly called: Party;
  /** True for a call with several people. */
  readonly multiparty?: boolean;
  /** Of one into a meeting. */
  readonly meeting?: Call['meeting'];
  readonly outbound?: string;
  readonly placedBy?: PlacedBy;
  readonly vars: Call['vars'];
  readonly language?: string;
  /** How long it may ring. */
  readonly ringMs: number;
  /** Of a leg: the called flow in which the placing call stands, and the step that meets whoever answers. */
  readonly frames?: readonly Frame[];
  readonly start?: StepName;
  readonly memory?: StepMemory;
}

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
    ...(arrival.multiparty ? { meeting: 'scheduled' as const } : {}), // An invitation comes from a meeting (graph-calling, 2.2).
    startedAt: now,
    state: 'incoming',
    asked: 'nothing',
    audio: 'inactive',
    listening: false,
    language: flow.languages[0],
    ...(arrival.languageId === undefined ? {} : { callerLanguage: arrival.languageId }),
    vars: varsAtFirst(flow),
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
