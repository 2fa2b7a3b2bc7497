import type { Call } from '../../call/call.ts';
import type { CallCommand, RedirectCall, TransferCall } from '../../call/call-command.ts';
import type { Draft } from './draft.ts';

/** How often a caller is sent on, the first time included, before the flow is told that it does not work. */
const mostTimes = 4;

/** Sends the caller somewhere else: Graph's answer to it says nothing of whether anybody took the call. */
export function sendsOn(command: CallCommand): command is CallCommand & (TransferCall | RedirectCall) {
  return command.kind === 'transfer' || command.kind === 'redirect';
}

/** These are still to be sent, and no earlier attempt may have been taken: the caller cannot be with somebody else. */
export function neverSentOn(call: Call, unsent: readonly CallCommand[]): { readonly neverSentOn?: true } {
  return call.unanswered === undefined && unsent.some(sendsOn) ? { neverSentOn: true } : {};
}

/** Nobody knows whether Graph took it. Sent again blindly it could be refused because the first one was taken. */
export function noteUnanswered(draft: Draft, command: TransferCall | RedirectCall | undefined): void {
  const times = (draft.call.unanswered?.times ?? 0) + 1;
  draft.update({ unanswered: { times, ...(command === undefined ? {} : { command }) } });
}

/**
 * Graph was asked, and says that the call is where it was: what got no answer was not taken, so it is sent again. False
 * when nothing is open, the step's time is over, or it was tried often enough: then the flow has to know.
 */
export function sendAgain(draft: Draft): boolean {
  const { unanswered, asked, at } = draft.call;
  const command = unanswered?.command;
  if (unanswered === undefined || command?.kind !== asked || unanswered.times >= mostTimes) return false;
  if (at.deadline !== undefined && at.deadline <= draft.now) return false;
  draft.decide(command);
  draft.update({ unanswered: { times: unanswered.times } });
  return true;
}

/** The caller is with us, on the way, or somewhere else for good. */
export function forgetUnanswered(draft: Draft): void {
  if (draft.call.unanswered === undefined) return;
  const { unanswered: _, ...known } = draft.call;
  draft.call = known;
  draft.changed = true;
}
