import type { Call, MediaInFlight } from '../../call/call.ts';
import type { CallEvent } from '../../call/call-event.ts';
import type { CallId } from '../../call/ids.ts';
import type { Leg, LegState } from '../../call/leg.ts';
import type { Destination } from '../../call/party.ts';
import { type Tone, tones } from '../../call/tone.ts';
import type { Verdict } from '../../steps/verification.ts';
import type { CompiledFlow } from '../compiled-flow.ts';
import type { ContactBehaviour, MockedAnswer } from '../conversations/conversation.ts';
import type { Hints } from './hints.ts';
import type { BroughtAbout, Move } from './move.ts';
import type { ExploredState } from './state.ts';

/**
 * Everything that can happen next. It follows from what the call waits for (an answer from Graph, media in flight, a
 * question, a call that was placed, a deadline), not from the type of the step: a new step type needs nothing here.
 */
export function movesFrom(flow: CompiledFlow, state: ExploredState, hints: Hints): readonly Move[] {
  const { call, now } = state;
  if (call.end !== undefined) return [];
  if (call.asked === 'answer' && !call.at.entered) return [connected(call)];
  switch (call.asked) {
    case 'reject':
    case 'hangUp':
      return [move('the call ends', 100, { kind: 'waiting' }, [{ kind: 'callEnded', callId: call.id }])];
    case 'redirect':
    case 'transfer':
      return sentOn(state);
    default: {
      const waits = [...mediaMoves(call, now), ...askMoves(flow, state, hints), ...legMoves(call)];
      const time = timePasses(state, waits.length === 0);
      return [...keyMoves(flow, call, hints, now), ...waits, ...time];
    }
  }
}

function connected(call: Call): Move {
  const event: CallEvent = { kind: 'callStateChanged', callId: call.id, state: 'established', audio: 'active' };
  return move('the call is connected', 300, { kind: 'waiting' }, [event]);
}

/** What comes of a transfer or a redirect. */
function sentOn({ call, destinations }: ExploredState): readonly Move[] {
  const [target] = destinations;
  const whom = target === undefined ? '' : keyOf(target);
  const contact = (behaves: ContactBehaviour): BroughtAbout => ({ kind: 'contact', target: whom, behaves });
  if (call.asked === 'redirect') {
    return [
      move('the redirect is taken', 500, contact('answers'), [{ kind: 'callEnded', callId: call.id }]),
      move('the redirect is refused', 500, { kind: 'fault' }, [failed(call, 'redirect')]),
    ];
  }
  const taken = { kind: 'callEnded', callId: call.id, reason: 'AppTransferred', result: { code: 200, subcode: 7015 } } as const;
  const back = (code: number): CallEvent => ({
    kind: 'callStateChanged',
    callId: call.id,
    state: 'established',
    result: { code, subcode: 7000 },
    delivery: `${call.nextNumber}.${code}`,
  });
  return [
    move('the transfer is taken', 1_000, contact('answers'), [taken]),
    move('they are busy', 1_000, contact('busy'), [back(486)]),
    move('nobody answers', 20_000, contact('noAnswer'), [back(408)]),
    move('the transfer fails', 1_000, contact('fails'), [back(500)]),
  ];
}

function mediaMoves({ id, media }: Call, now: number): readonly Move[] {
  const [first] = media;
  if (first === undefined) return [];
  const over = (
    says: string,
    waitMs: number,
    by: BroughtAbout,
    how: Omit<Extract<CallEvent, { kind: 'operationEnded' }>, 'kind' | 'callId' | 'context' | 'operation'>,
  ): Move =>
    move(says, waitMs, by, [
      {
        kind: 'operationEnded',
        callId: id,
        context: first.context,
        operation: first.what.kind === 'record' ? 'recordResponse' : 'playPrompt',
        ...how,
      },
    ]);
  if (first.what.kind === 'record') {
    const recording = { location: 'https://recordings.invalid/1', accessToken: 'none' };
    const { maxSilenceMs, initialSilenceMs } = first.what;
    return [
      over(
        'the caller speaks',
        3_000 + maxSilenceMs,
        { kind: 'speech' },
        { ended: 'completed', reason: 'maxSilenceTimeout', recording },
      ),
      over(
        'the caller says nothing',
        initialSilenceMs,
        { kind: 'waiting' },
        { ended: 'failed', result: { code: 400, subcode: 8510 } },
      ),
      over('the recording fails', 1_000, { kind: 'fault' }, { ended: 'failed', result: { code: 500, subcode: 0 } }),
    ];
  }
  const silent = speechMs(first) === 0;
  const waitMs = Math.max(0, first.expectedEnd - now);
  return [
    over(silent ? 'nothing is pressed' : 'the prompt is over', waitMs, { kind: 'waiting' }, { ended: 'completed' }),
    over('the prompt cannot be played', 500, { kind: 'fault' }, { ended: 'failed', result: { code: 500, subcode: 0 } }),
  ];
}

/** A caller hears the words out, then presses. Whole inputs come from the step's kit, when it knows of any. */
function keyMoves(flow: CompiledFlow, call: Call, hints: Hints, now: number): readonly Move[] {
  const [first] = call.media;
  if (first === undefined || call.audio !== 'active') return [];
  const began = first.expectedEnd - lengthMs(first);
  const waitMs = Math.max(0, began + speechMs(first) - now);
  const here = standingIn(flow, call);
  const step = here.steps.get(call.at.step);
  if (step?.kit.listens !== true) return []; // Nobody knows yet which key to press; typing ahead leads nowhere else.
  const config = step.config as never; // Parsed by this kit's own schema.
  const finds = step.kit.uses(config).some(({ kind }) => kind === 'directory');
  const whole = [...(step.kit.probe?.(config, hints.digits) ?? []), ...(finds ? hints.typed : [])];
  const single = tones.slice(0, 12);
  return [...new Set<string>([...single, ...whole])].map((keys) =>
    move(`presses ${keys}`, waitMs, { kind: 'keys', keys }, pressed(call, keys)),
  );
}

function pressed({ id, keypad }: Call, keys: string): readonly CallEvent[] {
  return [...keys].map((tone, index) => ({
    kind: 'tonePressed',
    callId: id,
    tone: tone as Tone, // A key of the list above, or one that a kit has named.
    sequence: keypad.next + index,
  }));
}

/** What the flow has asked the outside, or us. */
function askMoves(flow: CompiledFlow, { call, asking, place }: ExploredState, hints: Hints): readonly Move[] {
  return (call.asks ?? []).slice(0, 1).flatMap((ask): readonly Move[] => {
    const answered = (answer: Extract<CallEvent, { kind: 'commandAnswered' }>['answer']): readonly CallEvent[] => [
      { kind: 'commandAnswered', callId: call.id, number: ask.number, answer },
    ];
    if (asking[ask.number] === 'verifyPin') return verdictMoves(flow, call, answered);
    if (asking[ask.number] !== 'sendRequest') {
      const value = asking[ask.number] === 'arrangeMeeting' ? { value: { joinUrl: someMeeting } } : {};
      return [
        move('the question is answered', 0, { kind: 'waiting' }, answered({ kind: 'operation', ended: 'completed', ...value })),
        move('the question fails', 1_000, { kind: 'fault' }, answered({ kind: 'operation', ended: 'failed' })),
      ];
    }
    const by = (answer: MockedAnswer): BroughtAbout => ({ kind: 'answer', step: place, answer });
    const statuses = [...new Set([404, 500, ...hints.statuses])].filter((status) => status < 200 || status > 299);
    return [
      ...hints.bodies.map((body) =>
        move(
          `answers 200 ${JSON.stringify(body)}`,
          500,
          by({ kind: 'response', status: 200, body: { json: body }, delayMs: 0 }),
          answered({ kind: 'response', status: 200, body }),
        ),
      ),
      ...statuses.map((status) =>
        move(`answers ${status}`, 500, by({ kind: 'response', status, delayMs: 0 }), answered({ kind: 'response', status })),
      ),
      move('does not answer in time', 4_000, by({ kind: 'timeout' }), answered({ kind: 'noResponse', why: 'timeout' })),
      move('cannot be reached', 500, by({ kind: 'error' }), answered({ kind: 'noResponse', why: 'unreachable' })),
    ];
  });
}

const someMeeting = 'https://teams.microsoft.com/meet/1234567890';

/**
 * A PIN that was typed, or whether one may be. Another system that is asked may be away, as with any request; that our own
 * book of PINs cannot be read is a fault.
 */
function verdictMoves(
  flow: CompiledFlow,
  call: Call,
  answered: (answer: Extract<CallEvent, { kind: 'commandAnswered' }>['answer']) => readonly CallEvent[],
): readonly Move[] {
  const says = (verdict: Verdict, words: string, by: BroughtAbout): Move =>
    move(words, 0, by, answered({ kind: 'operation', ended: 'completed', value: verdict }));
  const step = standingIn(flow, call).steps.get(call.at.step);
  const asksOthers = step?.kit.uses(step.config as never).some(({ kind }) => kind === 'outgoing') === true; // Parsed by this kit's own schema.
  return [
    ...(typeof call.at.memory.pin === 'string'
      ? [says('right', 'the PIN is right', { kind: 'meant' }), says('wrong', 'the PIN is wrong', { kind: 'waiting' })]
      : [says('unlocked', 'the caller may try', { kind: 'waiting' })]),
    says('locked', 'the caller is locked out', { kind: 'meant' }),
    move('nobody can say', 1_000, { kind: asksOthers ? 'meant' : 'fault' }, answered({ kind: 'operation', ended: 'failed' })),
  ];
}

/** Whoever is rung takes the call, turns it away, or lets it ring. */
function legMoves({ id, legs = [] }: Call): readonly Move[] {
  return legs.flatMap((leg): readonly Move[] => {
    const by = (behaves: ContactBehaviour): BroughtAbout => ({ kind: 'contact', target: leg.mark, behaves });
    const news = (states: readonly Exclude<LegState, 'asked'>[], outcome?: string): readonly CallEvent[] =>
      states.map((state) => ({
        kind: 'legNews',
        callId: id,
        leg: leg.number,
        from: legId(leg),
        state,
        ...(state === 'ended' && outcome !== undefined ? { outcome } : {}),
      }));
    const taken = leg.hosts ? { ...together(leg.mark, id), goesOnIn: leg } : undefined;
    return [
      taken ?? move(`${leg.mark} takes the call`, 5_000, by('answers'), news(['placed', 'connected', 'accepted'])),
      move(`${leg.mark} lets it ring`, leg.plan?.ringMs ?? 20_000, by('noAnswer'), news(['placed', 'ended'], 'noAnswer')),
      move(`${leg.mark} is busy`, 1_000, by('busy'), news(['ended'], 'busy')),
    ];
  });
}

/** Everybody whom the bot has called together is there. No conversation says so of one: whom it has called, it says by name. */
function together(mark: string, id: CallId): Move {
  return move(`everybody is in the ${mark}`, 5_000, { kind: 'meant' }, [
    { kind: 'callStateChanged', callId: id, state: 'established', audio: 'active' },
  ]);
}

/** A deadline of the step's, or, when nothing else can happen, the next look that is taken at the call. */
function timePasses({ call, now }: ExploredState, nothingElse: boolean): readonly Move[] {
  const { deadline } = call.at;
  if (!nothingElse && deadline === undefined) return [];
  if (call.asks !== undefined && call.asks.length > 0) return []; // Its answer says so.
  const at = nothingElse ? call.wakeAt : (deadline ?? call.wakeAt);
  const [first] = call.media;
  if (!nothingElse && first !== undefined && first.expectedEnd < at) return [];
  return [move('time passes', Math.max(1, at - now), { kind: 'waiting' }, [{ kind: 'wokeUp', callId: call.id }])];
}

function failed(call: Call, command: 'redirect'): CallEvent {
  return { kind: 'commandFailed', callId: call.id, number: call.nextNumber - 1, command, why: 'refused', code: 'Refused' };
}

/** Where the call stands: in the flow that it began with, or in one that was called from there. */
function standingIn(flow: CompiledFlow, call: Call): CompiledFlow {
  const called = call.frames?.at(-1)?.called;
  return called === undefined ? flow : (flow.called.get(called) ?? flow);
}

/** How contacts are told apart: as the simulation does it. */
export function keyOf(target: Destination): string {
  if (target.kind === 'voicemail') return `voicemail:${target.id}`;
  return target.kind === 'phone' ? target.number : target.id;
}

function speechMs({ what }: MediaInFlight): number {
  return what.kind === 'record' ? 0 : what.prompts.reduce((sum, one) => sum + (one.kind === 'speech' ? one.durationMs : 0), 0);
}

function lengthMs({ what }: MediaInFlight): number {
  return what.kind === 'record' ? what.maxLengthMs : what.prompts.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

const legId = (leg: Leg): CallId => leg.id ?? (`leg-${leg.number}` as CallId); // A made-up call of a made-up call.

const move = (says: string, waitMs: number, by: BroughtAbout, events: readonly CallEvent[]): Move => ({
  says,
  waitMs,
  by,
  events,
});
