/**
 * The page's whole behaviour as one pure function.
 *
 * 1. An event is applied once: one whose `seq` is not newer than the last, or of another call, changes nothing.
 * 2. Lists are bounded: the oldest entries of conversation and wire give way.
 * 3. An ended call has nothing sounding and nothing recording, whatever was missed.
 */

import type { Exchange, SoftphoneEvent } from '../../../simulator/softphone-api.ts';
import { unreachable } from '../../../src/core/call/unreachable.ts';
import { type News, newsOf } from './people-in-call.ts';
import type { SoftphoneAction } from './softphone-action.ts';
import { idleState, type SoftphoneState, type TranscriptEntry, type WireEntry } from './softphone-state.ts';

type TrafficEvent = Extract<SoftphoneEvent, { readonly kind: 'traffic' }>;

/** More than anybody reads; a browser still scrolls this many rows smoothly. */
export const transcriptLimit = 500;
export const wireLimit = 1000;

export function reduce(state: SoftphoneState, action: SoftphoneAction): SoftphoneState {
  switch (action.kind) {
    case 'dialled':
      return { ...idleState, phase: 'dialling' };
    case 'dialAnswered':
      return { ...state, callId: action.callId, problem: undefined };
    case 'accepted':
      return { ...idleState, phase: 'connecting', callId: action.callId, calledBy: action.from };
    case 'dialFailed':
      return { ...idleState, problem: action.problem };
    case 'eventArrived':
      if (action.callId !== state.callId || action.event.seq <= state.lastSeq) return state; // 1
      return applyEvent(withClock(state, action.event, action.receivedAt), action.event);
    case 'tonePressed':
      return say(state, {
        kind: 'tone',
        key: action.key,
        at: action.pressedAt - state.clockSkewMs,
        tone: action.tone,
        progress: 'sending',
      });
    case 'toneAnswered':
      return {
        ...amend(state, action.key, (entry) =>
          entry.kind === 'tone' ? { ...entry, progress: action.problem === undefined ? 'sent' : 'refused' } : entry,
        ),
        // A refusal that comes when the call is over is no news.
        problem: state.phase === 'ended' ? state.problem : (action.problem ?? state.problem),
      };
    case 'linkChanged':
      // After the end a lost stream costs nothing that the person could want back.
      if (state.phase === 'ended' && action.link !== 'open') return { ...state, link: 'closed' };
      return { ...state, link: action.link, problem: problemOfLink(state, action.link) };
    case 'simulatorHeard':
      return state.problem?.kind === 'simulatorUnreachable' ? { ...state, problem: undefined } : state;
    case 'callForgotten':
      if (state.phase === 'ended') return { ...state, link: 'closed' };
      return { ...end(state, action.noticedAt - state.clockSkewMs), link: 'closed', problem: { kind: 'callForgotten' } };
    case 'problemMet':
      return { ...state, problem: action.problem };
    case 'problemDismissed':
      return { ...state, problem: undefined };
    case 'wireCleared':
      return { ...state, wire: [] };
    case 'putAway':
      return idleState;
    default:
      return unreachable(action);
  }
}

function applyEvent(state: SoftphoneState, event: SoftphoneEvent): SoftphoneState {
  switch (event.kind) {
    case 'state':
      return enterPhase(state, event);
    case 'promptStarted': {
      // A new prompt means that the one before is over, even when its end was not told.
      const after = state.sounding === undefined ? state : settlePrompt(state, state.sounding.n, false);
      const sounding = { ...after, sounding: event };
      if (isPause(event)) return sounding;
      return say(sounding, { kind: 'prompt', key: `prompt-${event.n}`, at: event.at, prompt: event, progress: 'sounding' });
    }
    case 'promptEnded':
      return settlePrompt(state, event.n, event.cancelled);
    case 'recordingStarted':
      return say(
        { ...state, recording: event },
        { kind: 'recording', key: `recording-${event.seq}`, at: event.at, ended: undefined },
      );
    case 'recordingEnded':
      return endRecording(state, event);
    case 'transferred':
      return say(state, {
        kind: 'transfer',
        key: `transfer-${event.seq}`,
        at: event.at,
        to: event.to,
        destination: event.destination,
      });
    case 'others': {
      const { others, place, isMuted } = event;
      // Those who have answered ring no longer.
      const invited = state.invited.filter((one) => !others.some(({ participantId }) => participantId === one.participantId));
      return tellNews({ ...state, others, place, isMuted, invited }, event, newsOf(state.others, event));
    }
    case 'invitation': {
      const { participantId, name, outcome } = event;
      const others = state.invited.filter((one) => one.participantId !== participantId);
      if (outcome === 'joined') return { ...state, invited: others }; // The roster says so.
      const invited = outcome === 'rings' ? [...others, { participantId, name }] : others;
      return tellNews({ ...state, invited }, event, [{ name, news: outcome === 'rings' ? 'invited' : outcome }]);
    }
    case 'toneHeard':
      return say(state, { kind: 'botKey', key: `bot-key-${event.seq}`, at: event.at, tone: event.key });
    case 'traffic': {
      const noted = { ...state, wire: inOrderOfBeginning(state.wire, event).slice(-wireLimit) }; // 2
      return noticeSafeFlow(noticeBotTrouble(noted, event.exchange), state.wire, event.exchange);
    }
    default:
      return unreachable(event);
  }
}

function tellNews(state: SoftphoneState, { seq, at }: SoftphoneEvent, news: readonly News[]): SoftphoneState {
  return news.reduce((told, one, index) => say(told, { kind: 'person', key: `person-${seq}-${index}`, at, ...one }), state);
}

/** An exchange is told when it is over, but read by when it began: the incoming call stands before the answer to it. */
function inOrderOfBeginning(wire: readonly WireEntry[], { seq, at, exchange }: TrafficEvent): readonly WireEntry[] {
  const began = at - (exchange.durationMs ?? 0);
  const before = wire.findLastIndex((entry) => entry.at <= began);
  return wire.toSpliced(before + 1, 0, { seq, at: began, exchange });
}

/** A bot that does not answer as it should leaves the caller in silence; say so until it answers again. */
function noticeBotTrouble(state: SoftphoneState, exchange: Exchange): SoftphoneState {
  if (exchange.direction !== 'toBot') return state;
  if (exchange.trouble !== undefined) return { ...state, problem: { kind: 'botTrouble', message: exchange.trouble } };
  return state.problem?.kind === 'botTrouble' ? { ...state, problem: undefined } : state;
}

/** The safe flow's calls have an address of their own (ADR 13). Said once: whoever has put it away knows it. */
function noticeSafeFlow(state: SoftphoneState, before: readonly WireEntry[], exchange: Exchange): SoftphoneState {
  if (!isSafeFlow(exchange) || before.some((entry) => isSafeFlow(entry.exchange))) return state;
  return { ...state, problem: state.problem ?? { kind: 'safeFlow' } };
}

function isSafeFlow({ direction, path }: Exchange): boolean {
  return direction === 'toBot' && /[?&]safe=/.test(path);
}

/** A silence without words is how the bot waits for keys; it is shown as listening, not as a line of talk. */
export function isPause(prompt: { readonly silent: boolean; readonly text?: string }): boolean {
  return prompt.silent && (prompt.text ?? '').trim() === '';
}

function enterPhase(state: SoftphoneState, event: Extract<SoftphoneEvent, { kind: 'state' }>): SoftphoneState {
  // Whoever comes from one place to another is told again that the call is connected.
  const isOldNews = event.state === state.phase && event.detail === undefined;
  const said = isOldNews
    ? state
    : say(state, { kind: 'phase', key: `phase-${event.seq}`, at: event.at, phase: event.state, detail: event.detail });
  const entered = { ...said, phase: event.state, detail: event.detail };
  if (event.state === 'ended') return end(entered, event.at);
  if (event.state === 'connected') return { ...entered, connectedAt: state.connectedAt ?? event.at };
  return entered;
}

function end(state: SoftphoneState, at: number): SoftphoneState {
  const quiet = state.sounding === undefined ? state : settlePrompt(state, state.sounding.n, true);
  return { ...quiet, phase: 'ended', endedAt: at, recording: undefined, others: [], invited: [] }; // 3
}

function settlePrompt(state: SoftphoneState, n: number, cancelled: boolean): SoftphoneState {
  const settled = amend(state, `prompt-${n}`, (entry) =>
    entry.kind === 'prompt' && entry.progress === 'sounding' ? { ...entry, progress: cancelled ? 'cancelled' : 'played' } : entry,
  );
  if (state.sounding?.n !== n) return settled;
  return { ...settled, sounding: undefined, lastPromptCancelled: cancelled };
}

/** The recording may end after the call did: hanging up is the usual way to end a message. */
function endRecording(state: SoftphoneState, event: Extract<SoftphoneEvent, { kind: 'recordingEnded' }>): SoftphoneState {
  const open = state.transcript.findLast((entry) => entry.kind === 'recording' && entry.ended === undefined);
  const ended: TranscriptEntry = { kind: 'recording', key: open?.key ?? `recording-${event.seq}`, at: event.at, ended: event };
  const quiet = { ...state, recording: undefined };
  return open === undefined ? say(quiet, ended) : amend(quiet, open.key, () => ended);
}

function problemOfLink(state: SoftphoneState, link: SoftphoneState['link']): SoftphoneState['problem'] {
  if (link === 'lost') return { kind: 'linkLost' };
  const healed = link === 'open' && (state.problem?.kind === 'linkLost' || state.problem?.kind === 'simulatorUnreachable');
  return healed ? undefined : state.problem;
}

/** The smallest difference ever seen is the one with the least time lost on the way. */
function withClock(state: SoftphoneState, event: SoftphoneEvent, receivedAt: number): SoftphoneState {
  const skewMs = receivedAt - event.at;
  const first = state.lastSeq === 0;
  return { ...state, lastSeq: event.seq, clockSkewMs: first ? skewMs : Math.min(state.clockSkewMs, skewMs) };
}

function say(state: SoftphoneState, entry: TranscriptEntry): SoftphoneState {
  return { ...state, transcript: [...state.transcript, entry].slice(-transcriptLimit) }; // 2
}

function amend(state: SoftphoneState, key: string, change: (entry: TranscriptEntry) => TranscriptEntry): SoftphoneState {
  return { ...state, transcript: state.transcript.map((entry) => (entry.key === key ? change(entry) : entry)) };
}
