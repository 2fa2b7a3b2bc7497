import type { Answer } from '../../call/answer.ts';
import type { AwaitingPeople } from '../../call/call.ts';
import type { TransferCall } from '../../call/call-command.ts';
import { lacksTransferee, mayHaveSeveral, transfereeAmong } from '../../call/roster.ts';
import type { Draft } from './draft.ts';
import { mayBeSeveral, peopleListed } from './escalation.ts';
import { signalStep } from './take-step.ts';
import { endWishes, failedWish } from './wishes.ts';

type Waiting = AwaitingPeople & { readonly kind: 'transfer' };

/**
 * Sends the caller on. Out of a call with several people Graph wants to be told who (graph-calling, 1.6): where the roster does
 * not say, or there is none, it is asked first who is there.
 */
export function transferCaller(draft: Draft, command: TransferCall, participant?: string): void {
  const { call } = draft;
  if (!mayHaveSeveral(call) && participant === undefined) return send(draft, command);
  const { roster, escalation } = call;
  if (escalation === undefined && roster !== undefined) {
    const chosen = transfereeAmong(roster.people, call, participant);
    // Of many people only the first are known.
    if (chosen.kind === 'chosen' && (roster.others > 1 || roster.others === roster.people.length))
      return send(draft, { ...command, transferee: chosen.transferee });
  }
  draft.askFirst({ kind: 'transfer', command, ...(participant === undefined ? {} : { participant }) });
}

/** Graph was asked who is there. */
export function transferAmong(draft: Draft, waiting: Waiting, answer: Answer | undefined, code = 'UNCLEAR'): void {
  const { command, participant, refused } = waiting;
  const people = peopleListed(answer);
  const { multiparty, escalation } = draft.call;
  if (people === undefined) {
    if (refused !== undefined) return stay(draft, refused);
    return multiparty || participant !== undefined ? stay(draft, code) : send(draft, command);
  }
  const chosen = transfereeAmong(people, draft.call, participant);
  if (!multiparty && refused === undefined)
    return participant !== undefined && chosen.kind === 'nobody' ? stay(draft, chosen.code) : send(draft, command);
  // Alone with the bot all along: Graph's refusal was about something else.
  if (!multiparty && escalation === undefined) return stay(draft, refused ?? code);
  if (chosen.kind === 'nobody') return stay(draft, chosen.code);
  mayBeSeveralAfterAll(draft);
  send(draft, { ...command, transferee: chosen.transferee });
}

/** Whether a refusal may come of the caller not having been named: the body was not to Graph's liking. */
export function mayWantName({ call }: Draft, code: string): boolean {
  return !call.multiparty && /^(?:http400|bad_?request|invalid_?request)$/i.test(code);
}

/** The media has moved, and Graph does not take the call for one of two. */
function mayBeSeveralAfterAll(draft: Draft): void {
  if (draft.call.multiparty) return;
  mayBeSeveral(draft);
  draft.update({ multiparty: true });
}

function send(draft: Draft, command: TransferCall): void {
  draft.decide(command);
  draft.update({ asked: 'transfer' });
}

/** The caller is still ours. */
function stay(draft: Draft, code: string): void {
  draft.note({ kind: 'trouble', step: draft.call.at.step, code });
  if (draft.call.interlude === 'transfer')
    endWishes(draft, ({ kind }) => kind === 'transfer', {
      ...failedWish(code),
      ...(lacksTransferee(code) || code === 'noParticipant' ? { place: 'participant' } : {}),
    });
  signalStep(draft, { kind: 'commandFailed', command: 'transfer', why: 'refused', code });
}
