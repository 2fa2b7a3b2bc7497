import type { Json } from '../messages.ts';
import { resultInfo } from '../notifications/operation-ended.ts';
import type { NotReached } from '../people/behaviour.ts';

export interface EndCode {
  readonly code: number;
  readonly subcode: number;
  readonly message: string;
}

/**
 * How a call that nobody took ends. 480/10037 and 480/10199 are documented; 603, 486 and the end of ringing are SIP's and
 * their subcodes are not known (graph-calling, 5.1 and question 9 in 8), so `calleeEnds` of the options can say otherwise.
 */
export const calleeEnds: { readonly [Why in NotReached]: EndCode } = {
  declined: { code: 603, subcode: 0, message: 'Decline' },
  busy: { code: 486, subcode: 0, message: 'Busy here' },
  noAnswer: { code: 408, subcode: 10057, message: 'No signaling from callee endpoints.' },
  unreachable: { code: 480, subcode: 10037, message: 'No callee endpoint found.' },
  forbidden: { code: 480, subcode: 10199, message: 'Private calling is disabled for the user.' },
  failed: { code: 500, subcode: 0, message: 'The call could not be set up.' },
};

export function calleeEnd(why: NotReached, others: Partial<typeof calleeEnds> = {}): Json {
  const { code, subcode, message } = others[why] ?? calleeEnds[why];
  return { resultInfo: resultInfo(code, subcode, message) };
}
