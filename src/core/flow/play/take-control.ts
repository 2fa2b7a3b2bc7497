import type { Controlled, ControlWish } from '../../call/call-event.ts';
import { needsSeveralPeople, type SendTones, type WithoutContext } from '../../call/room-command.ts';
import { unreachable } from '../../call/unreachable.ts';
import { personIn, planFor } from '../../steps/bring-caller.ts';
import type { StepSignal } from '../../steps/define-step.ts';
import type { Draft } from './draft.ts';
import { transferOf } from './transferee.ts';
import { keepAliveEveryMs } from './wake.ts';
import { endWish, endWishes, failedWish, noteWish } from './wishes.ts';

/** The mark of words that are no step's. */
const interludeMark = '$interlude';
/** The mark of a call that somebody from outside the flow has asked for. */
const invitedMark = '$invited';
/** How long a transfer from outside may take before the caller is back with the flow. */
const transferMs = 60_000;
/** One key at the most, and how long the report of the last one may take. */
const longestToneMs = 1_000;
const reportMarginMs = 10_000;

/** Somebody from outside the flow steps in. Only a connected caller can be spoken to or transferred. */
export function takeControl(draft: Draft, { id, wish }: Controlled): void {
  const { wishes = [], outcome, audio, at, asked } = draft.call;
  if (wishes.some((taken) => taken.id === id) || outcome !== undefined) return;
  const isConnected = audio === 'active' && at.entered && asked !== 'transfer';
  if (wish.kind !== 'hangUp' && !isConnected) return;
  switch (wish.kind) {
    case 'hangUp':
      draft.cancelMedia();
      noteWish(draft, id, wish);
      draft.decide({ kind: 'hangUp' });
      return draft.update({ asked: 'hangUp', outcome: 'endedByOperator' });
    case 'transfer':
      instead(draft);
      draft.dropLegs();
      noteWish(draft, id, wish);
      draft.decide(transferOf(draft.call, { kind: 'transfer', target: wish.target }));
      draft.stand({ deadline: draft.now + transferMs });
      return draft.update({ asked: 'transfer', interlude: 'transfer' });
    case 'say':
      instead(draft);
      noteWish(draft, id, wish);
      draft.startMedia(interludeMark, { kind: 'play', prompts: wish.prompts });
      return draft.update({ interlude: 'say' });
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

function forRoom(draft: Draft, id: string, wish: ControlWish & { readonly kind: 'room' }): void {
  noteWish(draft, id, wish);
  if (!draft.call.multiparty && needsSeveralPeople(wish.command))
    endWish(draft, draft.call.nextNumber, failedWish('onlyTogether'));
  else draft.decide(wish.command);
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
  endWishes(draft, ({ kind }) => kind === 'say' || kind === 'sendTones', failedWish('interrupted'));
}

/** People are called in. A caller who is alone with the bot has to be brought to where they can meet. */
function inviteInto(draft: Draft, id: string, wish: ControlWish & { readonly kind: 'invite' }): void {
  const { call } = draft;
  const { people } = wish;
  noteWish(draft, id, wish);
  if (call.multiparty) return void draft.decide({ kind: 'invite', people: people.map((target) => ({ target })) });
  const person = personIn(call);
  if (person !== undefined && people.length > 1)
    return draft.placeCall(invitedMark, planFor(call, { target: { kind: 'group', people }, person, next: call.at.step }));
  const code = person === undefined ? 'callerUnknown' : 'needsOrganizer';
  draft.note({ kind: 'trouble', step: call.at.step, code });
  endWish(draft, call.nextNumber, failedWish(code));
}

/** What a signal means while somebody from outside has the call: `waits` for its end, or is its end. */
export function inInterlude(draft: Draft, signal: StepSignal): 'no' | 'waits' | 'over' {
  switch (draft.call.interlude) {
    case undefined:
      return 'no';
    case 'say':
      return (signal.kind === 'mediaOver' || signal.kind === 'mediaFailed') && signal.mark === interludeMark ? 'over' : 'waits';
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
