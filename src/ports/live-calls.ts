import type { Call } from '../core/call/call.ts';
import type { CallId } from '../core/call/ids.ts';

/** A call that is going on, for whoever looks after calls. Nothing of the caller: no number, no name, no key, no variable (I8). */
export interface LiveCall {
  readonly callId: CallId;
  readonly line: string;
  readonly flow: string;
  readonly version: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly state: Call['state'];
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly answeredAt?: number;
  readonly step: string;
  readonly path: readonly string[];
  /** Of whom, as far as it is no name: a telephone or somebody in Teams. */
  readonly with: Call['caller']['kind'];
}

export type ControlOutcome =
  | { readonly kind: 'taken' }
  /** Over, or never was. */
  | { readonly kind: 'noCall' }
  /** Not yet connected, being transferred, or on its way out: what was wished cannot be done to it now. */
  | { readonly kind: 'notNow' };
