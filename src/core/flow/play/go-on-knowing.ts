import type { Answer } from '../../call/answer.ts';
import type { AwaitingPeople } from '../../call/call.ts';
import { unreachable } from '../../call/unreachable.ts';
import type { Draft } from './draft.ts';
import { learnPeople } from './escalation.ts';
import { inviteInto } from './take-control.ts';
import { transferAmong } from './transfer-caller.ts';

/** Who is in the call has been asked for this, and answered; or not, and then `code` says why. */
export function goOnKnowing(draft: Draft, waiting: AwaitingPeople, answer: Answer | undefined, code?: string): void {
  if (answer !== undefined) learnPeople(draft, answer);
  if (draft.call.outcome !== undefined) return; // The call is being left meanwhile.
  switch (waiting.kind) {
    case 'transfer':
      return transferAmong(draft, waiting, answer, code);
    case 'controlled':
      return waiting.wish.kind === 'invite' ? inviteInto(draft, waiting.id, waiting.wish, { isKnown: true }) : undefined;
    default:
      return unreachable(waiting);
  }
}
