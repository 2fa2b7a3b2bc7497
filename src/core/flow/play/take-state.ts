import type { CallEnd as EndOfCall } from '../../call/call.ts';
import { type CallEnded, type CallState, type CallStateChanged, callStates } from '../../call/call-event.ts';
import type { Draft } from './draft.ts';
import { noteMove } from './escalation.ts';
import { forgetUnanswered, sendAgain } from './send-again.ts';
import { movedOn } from './take-leg-news.ts';
import { waitsForPeople } from './take-roster.ts';
import { enterStep, signalStep } from './take-step.ts';
import { keepAliveEveryMs, lookSoonMs } from './wake.ts';

/** States only go forward; the one way back, from transferring to established, is a transfer that failed. */
export function takeState(draft: Draft, event: CallStateChanged): void {
  if (transferHasFailed(draft, event)) return event.observed && neverBegan(draft) ? undefined : failTransfer(draft, event);
  // With a result it would have failed. Without one it may be a report that was overtaken: Graph is asked which it is.
  if (isBackWithoutResult(draft, event)) return draft.update({ lookAt: draft.now + lookSoonMs });
  if (event.state !== undefined && isNews(draft, event.state)) {
    draft.update({ state: event.state });
    if (event.state !== 'established') forgetUnanswered(draft); // Graph took it after all.
  }
  if (event.audio === 'active') connect(draft);
  if (event.audio === 'inactive' && draft.call.audio === 'active') {
    draft.update({ audio: 'inactive' });
    noteMove(draft);
  }
}

/** The media is there: listen once for the whole call, then enter the step that waits for it. */
function connect(draft: Draft): void {
  const { call } = draft;
  if (call.audio === 'active' && call.listening) return;
  const state = rank(call.state) < rank('established') ? 'established' : call.state;
  draft.update({ audio: 'active', state });
  if (call.listening) return; // The audio came back, for example after a failed transfer.
  if (call.outcome !== undefined) return; // It is being hung up: nobody waits for whoever has just answered.
  draft.update({ listening: true, answeredAt: draft.now, keepAliveAt: draft.now + keepAliveEveryMs });
  draft.decide({ kind: 'listenForTones' });
  draft.tellPlacer({ state: 'connected' });
  if (!call.at.entered && !waitsForPeople(call)) enterStep(draft, call.at.step, call.at);
}

/** The call is over, for whatever reason: what is left of the caller's keys and secrets goes with it (I8). */
export function takeEnd(draft: Draft, event: CallEnded): void {
  const { call, flow } = draft;
  const outcome = endOutcome(draft, event);
  for (const media of call.media) draft.owe(media); // Its report may still be on its way.
  const end: EndOfCall = {
    at: draft.now,
    outcome,
    ...(event.result === undefined ? {} : { code: event.result.code, subcode: event.result.subcode }),
    ...(call.refusal === undefined ? {} : { refusal: call.refusal }),
  };
  const vars = Object.fromEntries(Object.entries(call.vars).filter(([name]) => flow.vars[name]?.sensitive !== true));
  const { frames: _, ...standing } = draft.call;
  draft.call = standing; // What the calling flows knew goes with the call.
  forgetUnanswered(draft);
  draft.update({
    end,
    vars,
    state: 'terminated',
    audio: 'inactive',
    media: [],
    asks: [],
    at: { ...call.at, memory: {} },
    keypad: { ...call.keypad, waiting: [], held: [], missing: [] },
  });
  draft.note({ kind: 'ended', outcome });
}

function endOutcome({ call }: Draft, event: CallEnded): string {
  if (call.outcome !== undefined) return call.outcome;
  // The host has not told yet, and Graph drops the call as soon as the caller is over there. 4521: they hung up.
  const isBringing = call.legs?.some(({ hosts, state }) => hosts && (state === 'connected' || state === 'accepted'));
  if (isBringing && event.result?.subcode !== 4521) return movedOn;
  if (nobodyCame(call, event)) return 'noAnswer';
  switch (event.neverSentOn ? 'nothing' : call.asked) {
    case 'transfer':
      // 200/7015, 0/7015, or only the reason (graph-calling, "Fifteen things", 6); anything else: they hung up meanwhile.
      return event.result?.subcode === 7015 || event.reason?.toLowerCase() === 'apptransferred' || event.reason === 'gone'
        ? 'transferred'
        : 'callerHungUp';
    case 'redirect':
      return 'redirected';
    case 'reject':
      return 'rejected';
    default:
      if (call.answeredAt !== undefined) return 'callerHungUp';
      if (call.direction !== 'outgoing') return 'notAnswered';
      return pickedUp(call, event) ? 'callerHungUp' : notReached(event);
  }
}

/**
 * The bot is connected to a call with several people before anybody is there, so none of these ends says that somebody hung
 * up (graph-calling, 5.1): nobody joined, or none of those who are seen was ever there.
 */
function nobodyCame({ direction, multiparty, roster }: Draft['call'], { result }: CallEnded): boolean {
  if (direction !== 'outgoing' || !multiparty || result === undefined) return false;
  return result.subcode === 5013 || (roster?.hasMet !== true && emptyRoom.has(result.subcode));
}
/** Everybody left, only one is left, nobody is in the roster. */
const emptyRoom: ReadonlySet<number> = new Set([5002, 5010, 5012, 5020]);

/** Somebody took the call and left before a word could be said: they hung up, or Graph has told that it was established. */
function pickedUp({ multiparty, state }: Draft['call'], { result }: CallEnded): boolean {
  if (multiparty || (result?.code ?? 0) >= 300) return false;
  return rank(state) >= rank('established') || hungUp.has(result?.subcode ?? 0);
}
const hungUp: ReadonlySet<number> = new Set([4097, 4521, 540_000, 560_000]);

/** SIP's codes, as far as they are known (graph-calling, 5.1; UNCERTAIN): what is not known is `notReached`. */
function notReached({ result }: CallEnded): string {
  switch (result?.code) {
    case 486:
    case 600:
      return 'busy';
    case 603:
      return 'declined';
    case 408:
    case 480:
    case 487:
      return 'noAnswer';
    default:
      return 'notReached';
  }
}

function transferHasFailed({ call, now }: Draft, event: CallStateChanged): boolean {
  if (event.state !== 'established' || call.asked !== 'transfer') return false;
  if (event.delivery !== undefined && event.delivery === call.transferFailureSeen) return false;
  // GET says so long after: the notification was lost, or the transfer never began.
  if (event.observed) return now >= call.wakeAt;
  return event.result !== undefined && event.result.code >= 400;
}

/** Tones name the state in which they were pressed, so a late one says `established` of a call that is being transferred. */
function isBackWithoutResult({ call }: Draft, { state, observed, delivery }: CallStateChanged): boolean {
  if (observed || state !== 'established' || call.asked !== 'transfer') return false;
  if (delivery !== undefined && delivery === call.transferFailureSeen) return false;
  return call.lookAt === undefined && (call.state === 'transferring' || call.state === 'transferAccepted');
}

/** Nothing but our own request ever spoke of this transfer. */
function neverBegan(draft: Draft): boolean {
  return draft.call.state === 'established' && sendAgain(draft);
}

function failTransfer(draft: Draft, event: CallStateChanged): void {
  forgetUnanswered(draft);
  draft.update({
    state: 'established',
    asked: 'nothing',
    audio: event.audio ?? draft.call.audio,
    ...(event.delivery === undefined ? {} : { transferFailureSeen: event.delivery }),
  });
  signalStep(draft, { kind: 'transferFailed', ...(event.result === undefined ? {} : { result: event.result }) });
}

function isNews({ call }: Draft, state: CallState): boolean {
  if (rank(state) <= rank(call.state)) return false;
  const moving = state === 'transferring' || state === 'transferAccepted';
  if (moving && call.asked !== 'transfer') return false; // A late report of a transfer that has failed since.
  return state !== 'terminated'; // An end is an event of its own.
}

const rank = (state: CallState): number => callStates.indexOf(state);
