import type { Controlled, ControlWish } from '../../call/call-event.ts';
import { needsSeveralPeople, type SendTones, type WithoutContext } from '../../call/room-command.ts';
import { mayHaveSeveral, noTransfereeIn } from '../../call/roster.ts';
import { noTelephonesIn, telephoneIn } from '../../call/telephones.ts';
import { unreachable } from '../../call/unreachable.ts';
import { haveOneKey, type Wish } from '../../call/wish.ts';
import { personIn, planFor } from '../../steps/bring-caller.ts';
import type { StepSignal } from '../../steps/define-step.ts';
import { type Draft, interludeMark } from './draft.ts';
import { promptNamed } from './step-context.ts';
import { enterStep } from './take-step.ts';
import { transferCaller } from './transfer-caller.ts';
import { keepAliveEveryMs } from './wake.ts';
import { doneWish, endWish, endWishes, failedWish, noteWish, type WishEnd } from './wishes.ts';

/** The mark of a call that somebody from outside the flow has asked for. */
const invitedMark = '$invited';
/** How long a transfer from outside may take before the caller is back with the flow. */
const transferMs = 60_000;
/** As the `record` step has them when nobody says otherwise. */
const recordedSilence = { initialMs: 8_000, laterMs: 4_000 };
/** One key at the most, and how long the report of the last one may take. */
const longestToneMs = 1_000;
const reportMarginMs = 10_000;

/** Somebody from outside the flow steps in. Only a connected caller can be spoken to or transferred. */
export function takeControl(draft: Draft, { id, wish }: Controlled): void {
  const { wishes = [], outcome, audio, at, asked } = draft.call;
  if (wishes.some((taken) => haveOneKey(taken.id, id)) || outcome !== undefined) return;
  const isBeingSentOn = asked === 'transfer' || draft.call.asks?.some(({ then }) => then?.kind === 'transfer');
  const isConnected = audio === 'active' && at.entered && !isBeingSentOn;
  if (wish.kind !== 'hangUp' && !isConnected) return;
  switch (wish.kind) {
    case 'hangUp':
      draft.cancelMedia();
      noteWish(draft, id, wish);
      draft.decide({ kind: 'hangUp' });
      return draft.update({ asked: 'hangUp', outcome: 'endedByOperator' });
    case 'transfer': {
      const forbidden = noTelephonesIn(draft.call, [wish.target]);
      if (forbidden !== undefined) return endAtOnce(draft, id, wish, { ...failedWish(forbidden), place: 'to' });
      const trouble = wish.participant === undefined ? noTransfereeIn(draft.call) : undefined;
      if (trouble !== undefined) return endAtOnce(draft, id, wish, { ...failedWish(trouble), place: 'participant' });
      instead(draft);
      draft.dropLegs();
      noteWish(draft, id, wish);
      draft.stand({ deadline: draft.now + transferMs });
      draft.update({ interlude: 'transfer' });
      return transferCaller(draft, { kind: 'transfer', target: wish.target }, wish.participant);
    }
    case 'say':
      return say(draft, id, wish);
    case 'record':
      return recordCaller(draft, id, wish);
    case 'stopMedia':
      return stopMedia(draft, id, wish);
    case 'invite':
      return inviteInto(draft, id, wish);
    case 'room':
      return wish.command.kind === 'sendTones' ? pressKeys(draft, id, wish, wish.command) : forRoom(draft, id, wish);
    case 'keepAlive':
      noteWish(draft, id, wish);
      draft.decide({ kind: 'keepAlive' });
      return draft.update({ keepAliveAt: draft.now + keepAliveEveryMs });
    default:
      return unreachable(wish);
  }
}

/** Nothing is cut off for words that are not there. */
function say(draft: Draft, id: string, wish: ControlWish & { readonly kind: 'say' }): void {
  const found = wish.prompts.map((prompt) => (prompt.kind === 'named' ? (promptNamed(draft, prompt.name) ?? prompt) : prompt));
  const missing = found.find((prompt) => prompt.kind === 'named');
  if (missing !== undefined) return endAtOnce(draft, id, wish, { ...failedWish('noPrompt'), place: missing.place });
  instead(draft);
  noteWish(draft, id, wish);
  draft.startMedia(interludeMark, { kind: 'play', prompts: found.filter((prompt) => prompt.kind !== 'named') });
  draft.update({ interlude: 'say' });
}

/** Ends with a pause, as the `record` step does; keys are left to the step, so none ends it. */
function recordCaller(draft: Draft, id: string, wish: ControlWish & { readonly kind: 'record' }): void {
  const { maxLengthMs, beep, notify } = wish;
  const { told } = draft.begunWith;
  const untold = notify.findIndex((contact) => !Object.hasOwn(told, contact));
  if (untold >= 0) return endAtOnce(draft, id, wish, { ...failedWish('notTold'), place: `notify.${untold}` });
  instead(draft);
  noteWish(draft, id, wish);
  const pauses = { initialSilenceMs: recordedSilence.initialMs, maxSilenceMs: recordedSilence.laterMs };
  draft.startMedia(interludeMark, { kind: 'record', maxLengthMs, ...pauses, beep, stopTones: [] });
  draft.update({ interlude: 'record' });
}

/** Where nothing sounds there is nothing to stop, and the step goes on as it is. */
function stopMedia(draft: Draft, id: string, wish: ControlWish): void {
  const { media, at } = draft.call;
  if (media.length === 0) return endAtOnce(draft, id, wish, doneWish);
  endWishes(draft, inBetween, failedWish('interrupted'));
  noteWish(draft, id, wish);
  draft.cancelMedia();
  const { interlude: _, ...call } = draft.call;
  draft.call = call;
  enterStep(draft, at.step, { attempt: at.attempt });
}

function endAtOnce(draft: Draft, id: string, wish: ControlWish, end: WishEnd): void {
  noteWish(draft, id, wish);
  endWish(draft, draft.call.nextNumber, end);
}

function forRoom(draft: Draft, id: string, wish: ControlWish & { readonly kind: 'room' }): void {
  if (!mayHaveSeveral(draft.call) && needsSeveralPeople(wish.command))
    return endAtOnce(draft, id, wish, failedWish('onlyTogether'));
  noteWish(draft, id, wish);
  draft.decide(wish.command);
}

/** Keys wait their turn behind whatever sounds, as prompts do, and an operator who presses them wants them pressed now. */
function pressKeys(draft: Draft, id: string, wish: ControlWish, command: WithoutContext<SendTones>): void {
  instead(draft);
  noteWish(draft, id, wish);
  draft.ask(interludeMark, command);
  draft.stand({ deadline: draft.now + command.tones.length * (longestToneMs + (command.delayMs ?? 0)) + reportMarginMs });
  draft.update({ interlude: 'pressKeys' });
}

/** Of whatever is sounding, words from outside included. */
function instead(draft: Draft): void {
  draft.cancelMedia();
  endWishes(draft, inBetween, failedWish('interrupted'));
}

const inBetween = ({ kind }: Wish): boolean => kind === 'say' || kind === 'sendTones' || kind === 'record';

/** People are called in, once it is known whether there are several. A caller who is alone with the bot has to be brought to where they can meet. */
export function inviteInto(
  draft: Draft,
  id: string,
  wish: ControlWish & { readonly kind: 'invite' },
  { isKnown } = { isKnown: false },
): void {
  const { call } = draft;
  const { people, meeting } = wish;
  // Where they meet in a meeting, telephones are called from there.
  const forbidden = meeting === undefined ? noTelephonesIn(call, people) : undefined;
  if (forbidden !== undefined)
    return endAtOnce(draft, id, wish, { ...failedWish(forbidden), place: `people.${telephoneIn(people)}` });
  if (!call.multiparty && call.escalation !== undefined && !isKnown) return draft.askFirst({ kind: 'controlled', id, wish });
  noteWish(draft, id, wish);
  if (call.multiparty) return void draft.decide({ kind: 'invite', people: people.map((target) => ({ target })) });
  const person = personIn(call);
  const next = call.at.step;
  if (person !== undefined && meeting !== undefined) {
    const target = { kind: 'meeting', door: meeting } as const;
    return draft.placeCall(invitedMark, planFor(call, { target, person, next, callIn: { wish: id, people } }));
  }
  if (person !== undefined && people.length > 1)
    return draft.placeCall(invitedMark, planFor(call, { target: { kind: 'group', people }, person, next }));
  const end = person === undefined ? failedWish('callerUnknown') : { ...failedWish('needsOrganizer'), place: 'organizer' };
  draft.note({ kind: 'trouble', step: call.at.step, code: end.code ?? '' });
  endWish(draft, call.nextNumber, end);
}

/** What a signal means while somebody from outside has the call: `waits` for its end, or is its end. */
export function inInterlude(draft: Draft, signal: StepSignal): 'no' | 'waits' | 'over' {
  switch (draft.call.interlude) {
    case undefined:
      return 'no';
    case 'say':
      return (signal.kind === 'mediaOver' || signal.kind === 'mediaFailed') && signal.mark === interludeMark ? 'over' : 'waits';
    case 'record':
      return signal.kind === 'recorded' || signal.kind === 'recordFailed' ? 'over' : 'waits';
    case 'pressKeys':
      return signal.kind === 'timedOut' ||
        ((signal.kind === 'answered' || signal.kind === 'commandFailed') && signal.mark === interludeMark)
        ? 'over'
        : 'waits';
    case 'transfer':
      return signal.kind === 'transferFailed' || signal.kind === 'commandFailed' || signal.kind === 'timedOut' ? 'over' : 'waits';
    default:
      return unreachable(draft.call.interlude);
  }
}
