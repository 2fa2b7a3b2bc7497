/** Forms that Graph's messages are known to take, where sources disagree which one comes (graph-calling, 1.6, 2.7, 3.1, 5.1). */
import type { Json } from './messages.ts';
import type { NotReached } from './people/behaviour.ts';

export const transferSuccesses = ['code200', 'code0', 'reasonOnly'] as const;
export const transferFailures = ['byReason', 'documented', 'lowerCaseSubcode'] as const;

export interface Shapes {
  /** The end of a call that was transferred. `rotate` takes one after the other. Default `code200`. */
  readonly transferSuccess?: (typeof transferSuccesses)[number] | 'rotate';
  /**
   * What a failed transfer says. `documented`: 500 whatever the reason, `subCode` with a capital C; `byReason`: SIP's code
   * of the reason; `lowerCaseSubcode`: 500 with `subcode`. Default `byReason`.
   */
  readonly transferFailure?: (typeof transferFailures)[number] | 'rotate';
  /** `legacyFirst`: a call comes in the old Skype form first, and in Graph's form when that was answered with 204. */
  readonly incoming?: 'graph' | 'legacyFirst';
  /** The page shows addresses of hold music without their first slash (graph-calling, 2.1). Default `noSlash`. */
  readonly holdMusicUrl?: 'slash' | 'noSlash';
  /** How an invitation of several people is reported: at its own address, or at `/operations/participants` without an id. */
  readonly inviteReport?: 'operation' | 'participantsUrl';
  /** Where `rotate` begins. */
  readonly seed?: number;
}

/** Chooses the form of the next message. */
export class ShapePicker {
  readonly #shapes: Shapes;
  #successes: number;
  #failures: number;

  constructor(shapes: Shapes = {}) {
    this.#shapes = shapes;
    this.#successes = shapes.seed ?? 0;
    this.#failures = shapes.seed ?? 0;
  }

  get holdMusicUrl(): 'slash' | 'noSlash' {
    return this.#shapes.holdMusicUrl ?? 'noSlash';
  }

  get inviteReport(): 'operation' | 'participantsUrl' {
    return this.#shapes.inviteReport ?? 'operation';
  }

  get incoming(): 'graph' | 'legacyFirst' {
    return this.#shapes.incoming ?? 'graph';
  }

  /** The members of the last notification of a call that was transferred. */
  transferSuccess(): Json {
    const wanted = this.#shapes.transferSuccess ?? 'code200';
    const shape = wanted === 'rotate' ? turn(transferSuccesses, this.#successes++) : wanted;
    const terminationReason = 'AppTransferred';
    if (shape === 'reasonOnly') return { terminationReason };
    const resultInfo = {
      '@odata.type': '#microsoft.graph.resultInfo',
      code: shape === 'code0' ? 0 : 200,
      subcode: 7015,
      message: 'GracefulTransferCompleted',
    };
    return shape === 'code0' ? { resultInfo } : { terminationReason, resultInfo };
  }

  /** 500/7000 (blind) and 500/7700 (consultative) are documented; the codes of busy and of ringing in vain are SIP's. */
  transferFailure(why: NotReached, consultative: boolean): Json {
    const wanted = this.#shapes.transferFailure ?? 'byReason';
    const shape = wanted === 'rotate' ? turn(transferFailures, this.#failures++) : wanted;
    const [code, message] = shape === 'byReason' ? reasons[why] : ([500, 'transfer failed'] as const);
    const subcode = consultative ? 7700 : 7000;
    const spelled = shape === 'lowerCaseSubcode' ? { subcode } : { subCode: subcode };
    return { resultInfo: { '@odata.type': '#microsoft.graph.resultInfo', code, message, ...spelled } };
  }
}

const reasons: { readonly [Why in NotReached]: readonly [code: number, message: string] } = {
  failed: [500, 'transfer failed'],
  busy: [486, 'Busy here'],
  noAnswer: [408, 'Request timeout'],
  declined: [603, 'Decline'],
  unreachable: [480, 'Temporarily unavailable'],
  forbidden: [480, 'Temporarily unavailable'],
};

function turn<One>(of: readonly [One, ...One[]], count: number): One {
  return of[count % of.length] ?? of[0];
}
