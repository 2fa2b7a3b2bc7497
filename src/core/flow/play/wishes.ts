import type { Answer } from '../../call/answer.ts';
import { type Call, limits } from '../../call/call.ts';
import type { ControlWish, RecordingSource } from '../../call/call-event.ts';
import type { ClientContext } from '../../call/ids.ts';
import { kindOfWish, type Wish } from '../../call/wish.ts';
import type { StepSignal } from '../../steps/define-step.ts';
import type { Draft } from './draft.ts';

/** How a wish ended. */
export type WishEnd = Pick<Wish, 'code' | 'movedTo' | 'place'> & { readonly status: Exclude<Wish['status'], 'asked'> };

export const doneWish: WishEnd = { status: 'done' };
/** A code that nobody gave is explained as what it is: not known. */
export const failedWish = (code: string | undefined): WishEnd => ({ status: 'failed', code: code ?? 'UNEXPLAINED' });

/** Remembers a wish that is carried out by the very next command. */
export function noteWish(draft: Draft, id: string, wish: ControlWish): void {
  const taken: Wish = {
    id,
    kind: kindOfWish(wish),
    at: draft.now,
    status: 'asked',
    number: draft.call.nextNumber,
    ...(wish.kind === 'record' ? { notify: wish.notify } : {}),
  };
  draft.update({ wishes: [...(draft.call.wishes ?? []), taken].slice(-limits.wishes) });
}

/** Says what became of those wishes that are still open. False when there are none such. */
export function endWishes(draft: Draft, which: (wish: Wish) => boolean, end: WishEnd): boolean {
  const { wishes = [] } = draft.call;
  const isMeant = (wish: Wish): boolean => wish.status === 'asked' && which(wish);
  if (!wishes.some(isMeant)) return false;
  draft.update({ wishes: wishes.map((wish) => (isMeant(wish) ? { ...wish, ...end } : wish)) });
  return true;
}

export function endWish(draft: Draft, number: number, end: WishEnd): boolean {
  return endWishes(draft, (wish) => wish.number === number, end);
}

/** An operation that nobody waits for in the flow: somebody outside it may. */
export function endWishByAnswer(draft: Draft, number: number, answer: Answer): boolean {
  return endWish(draft, number, endOf(answer));
}

function endOf(answer: Answer): WishEnd {
  if (answer.kind !== 'operation' || answer.ended === 'completed') return doneWish;
  if (answer.ended === 'cancelled') return failedWish('interrupted');
  return failedWish(answer.result && `${answer.result.code}/${answer.result.subcode}`);
}

/** The number of the command that a context was made for: unique within the call, whatever the epoch. */
export function numberIn(context: ClientContext | undefined): number {
  return Number(context?.split('.')[1]);
}

/** Words, keys or a transfer from outside are over, and the flow has the caller back. */
export function endInterludeWish(draft: Draft, interlude: NonNullable<Call['interlude']>, signal: StepSignal): void {
  const wished = interlude === 'pressKeys' ? 'sendTones' : interlude;
  endWishes(draft, ({ kind }) => kind === wished, howInterludeEnded(signal));
}

function howInterludeEnded(signal: StepSignal): WishEnd {
  switch (signal.kind) {
    case 'mediaOver':
      return doneWish;
    case 'answered':
      return endOf(signal.answer);
    case 'recordFailed':
      return failedWish(signal.why === 'silence' ? 'nobodySpoke' : (signal.code ?? 'notRecorded'));
    case 'mediaFailed':
      return failedWish(signal.code.replace(/^PROMPT_FAILED_/, ''));
    case 'transferFailed':
      return failedWish(signal.result && `${signal.result.code}/${signal.result.subcode}`);
    case 'commandFailed':
      return signal.why === 'unclear' ? { status: 'unclear' } : failedWish(signal.code);
    default:
      return failedWish('noAnswer');
  }
}

/** The wish whose recording goes on: there is one at a time. */
export const openRecording = ({ call }: Draft): string | undefined =>
  call.wishes?.findLast(({ kind, status }) => kind === 'record' && status === 'asked')?.id;

/**
 * What was recorded for somebody outside the flow is kept, and the wish says under which name: also when the report comes late,
 * after the caller has hung up for example, and the wish had been given up.
 */
export function keepWishedRecording(draft: Draft, source: RecordingSource, wishId: string | undefined): void {
  const { id, nextNumber, wishes = [] } = draft.call;
  const recordingId = `${id}-${nextNumber}`;
  const wish = wishes.find((one) => one.id === wishId);
  draft.decide({ kind: 'keepRecording', source, recordingId, notify: wish?.notify ?? [] });
  if (wish === undefined) return;
  const { code: _, ...asked } = wish;
  draft.update({ wishes: wishes.map((one) => (one === wish ? { ...asked, status: 'done', recordingId } : one)) });
}

/** The call is over, and with it whatever was still to be done to it. */
export function endAllWishes(draft: Draft, outcome: string): void {
  // Sent and not refused is all that is ever known of these.
  endWishes(draft, ({ kind }) => kind === 'keepAlive' || kind === 'stopMedia', doneWish);
  endWishes(draft, ({ kind }) => kind === 'hangUp' || (kind === 'transfer' && outcome === 'transferred'), doneWish);
  for (const leg of outcome === 'movedOn' ? (draft.call.legs ?? []) : [])
    endWish(draft, leg.number, leg.id === undefined ? doneWish : { ...doneWish, movedTo: leg.id });
  endWishes(draft, () => true, failedWish('callEnded'));
}
