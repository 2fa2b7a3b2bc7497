import type { Call } from './call.ts';
import type { CallCommand } from './call-command.ts';
import type { CallTarget } from './leg.ts';
import { accountOf } from './our-account.ts';
import type { Destination } from './party.ts';

/**
 * Where Microsoft takes telephones: the matrix of its page on answering calls (graph-calling, 1.3). What it would refuse with a
 * number that fits everything (7505) is refused here first, with a code of its own (explain/own-codes.ts), and nothing is sent.
 */
export type NoTelephones = 'telephoneNeedsAccount' | 'telephoneNeedsNumber' | 'telephoneByToken';

type ItsOrigin = Pick<Call, 'direction' | 'multiparty' | 'meeting' | 'caller' | 'called'>;

/** Why a call cannot be placed from here. The number of the resource account is the one that `lines.jsonc` says. */
export function noTelephonesFrom(
  line: { readonly account?: string; readonly number?: string },
  target: CallTarget,
): NoTelephones | undefined {
  if (telephoneIn(peopleIn(target)) === undefined) return undefined;
  if (line.account === undefined) return 'telephoneNeedsAccount';
  return line.number === undefined ? 'telephoneNeedsNumber' : undefined;
}

/** Why nobody on a telephone can be brought into this call, nor its caller sent there. */
export function noTelephonesIn(call: ItsOrigin, people: readonly Destination[]): NoTelephones | undefined {
  if (telephoneIn(people) === undefined) return undefined;
  if (call.meeting !== undefined) return call.meeting === 'byToken' ? 'telephoneByToken' : undefined;
  return accountOf(call).from === undefined ? 'telephoneNeedsAccount' : undefined;
}

/** Why a command must not be sent. */
export function forbidsTelephone(call: ItsOrigin & Pick<Call, 'legs'>, command: CallCommand): NoTelephones | undefined {
  switch (command.kind) {
    case 'transfer':
      return noTelephonesIn(call, [command.target]);
    case 'redirect':
      return noTelephonesIn(call, command.targets);
    case 'invite':
      return noTelephonesIn(
        call,
        command.people.map(({ target }) => target),
      );
    case 'placeCall': {
      // A call of its own: what counts is in whose name it is placed.
      const plan = call.legs?.find(({ number }) => number === command.leg)?.plan;
      const isFree = plan === undefined || plan.from !== undefined || telephoneIn(peopleIn(plan.target)) === undefined;
      return isFree ? undefined : 'telephoneNeedsAccount';
    }
    default:
      return undefined;
  }
}

/** Which of them is a telephone: the first. Undefined when none is. */
export function telephoneIn(people: readonly Destination[]): number | undefined {
  const found = people.findIndex(({ kind }) => kind === 'phone');
  return found < 0 ? undefined : found;
}

/** Everybody whose telephone rings. A meeting is nobody's. */
export function peopleIn(target: CallTarget): readonly Destination[] {
  if (target.kind === 'meeting') return [];
  return target.kind === 'group' ? target.people : [target];
}
