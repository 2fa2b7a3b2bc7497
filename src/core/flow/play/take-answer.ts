import type { Answer } from '../../call/answer.ts';
import type { CommandAnswered, OperationEnded } from '../../call/call-event.ts';
import type { Draft } from './draft.ts';
import { learnPeople, takeWhoIsThere } from './escalation.ts';
import { goOnKnowing } from './go-on-knowing.ts';
import { signalStep } from './take-step.ts';
import { endWishByAnswer, numberIn } from './wishes.ts';

/**
 * What a step asked has been answered, or what somebody outside the flow did. An answer to a step that the call has left, or
 * the second one, is nobody's.
 */
export function takeAnswer(draft: Draft, { number, answer }: CommandAnswered): void {
  const ask = draft.takeAsk((one) => one.number === number);
  if (ask === undefined && takeWhoIsThere(draft, number, answer)) return;
  if (ask === undefined) return void endWishByAnswer(draft, number, answer);
  if (ask.lists) learnPeople(draft, answer);
  if (ask.then !== undefined) return goOnKnowing(draft, ask.then, answer);
  signalStep(draft, { kind: 'answered', mark: ask.mark, answer });
}

/** An operation that was asked for is reported over. True when it was one. */
export function takeAskedOperation(draft: Draft, { context, ended, result }: OperationEnded): boolean {
  const ask = draft.takeAsk((one) => one.context === context);
  const answer: Answer = { kind: 'operation', ended, ...(result === undefined ? {} : { result }) };
  if (ask === undefined) return endWishByAnswer(draft, numberIn(context), answer);
  signalStep(draft, { kind: 'answered', mark: ask.mark, answer });
  return true;
}
