import type { VarValue } from '../call/call.ts';
import type { StepContext } from './define-step.ts';

/** A PIN that a caller has typed and how it is to be checked: for whoever checks it, and for nobody's log (I8). */
export interface Verification {
  /** As it was typed; empty before it has been. */
  readonly pin: string;
  /** Whose it should be; absent when there is one PIN for all. */
  readonly account?: string;
  readonly lockout: Lockout;
  readonly by: /** `known`: undefined when nobody has that account. `likeThis` costs as much to compare with, so that nobody can tell. */
    | { readonly kind: 'hash'; readonly known: string | undefined; readonly likeThis: string }
    /** The step's own request is sent. `judge` says what its answer means; undefined when it means nothing. */
    | {
        readonly kind: 'request';
        readonly timeoutMs: number;
        readonly judge: (status: number, body: VarValue) => boolean | undefined;
      };
}

export interface Lockout {
  /** Wrong PINs, one after the other, that lock a caller out. */
  readonly attempts: number;
  /** For how long, after the last one. */
  readonly forMs: number;
}

/** What a step that checks PINs declares of itself. Undefined: it cannot be worked out. */
export type VerificationOf<Config> = (config: Config, context: StepContext) => Verification | undefined;

/** What whoever checks says. `unlocked` and `locked` before anything was typed; `locked` also when this try was one too many. */
export const verdicts = ['unlocked', 'locked', 'right', 'wrong'] as const;
export type Verdict = (typeof verdicts)[number];
