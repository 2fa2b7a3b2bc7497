import type { Answer } from '../core/call/answer.ts';
import type { CallCommand } from '../core/call/call-command.ts';
import type { CallState } from '../core/call/call-event.ts';
import type { CallId } from '../core/call/ids.ts';
import type { CallTarget } from '../core/call/leg.ts';

/** Commands that the telephone system performs on the call itself; the rest is ours, or places another call. */
export type ControlCommand = Exclude<
  CallCommand,
  {
    readonly kind:
      | 'keepRecording'
      | 'notifyContacts'
      | 'askCallBack'
      | 'keepHistory'
      | 'sendRequest'
      | 'verifyPin'
      | 'takeOrder'
      | 'noteTaken'
      | 'arrangeMeeting'
      | 'placeCall'
      | 'tellCall';
  }
>;

/** The call that a command is for. */
export interface ControlledCall {
  readonly id: CallId;
  readonly tenantId: string;
  readonly callChainId?: string;
}

/** The telephone system, as we use it. Graph is the first; another transport may join (design, section 6). */
export interface CallControl {
  /** Sends one command. Returns before `deadline` (epoch milliseconds) and starts nothing after it. Never throws. */
  perform(call: ControlledCall, command: ControlCommand, deadline: number): Promise<CommandOutcome>;
  /** Places a call. As `perform`; it may ring although the outcome is `unclear`, and tells of itself then. */
  place(placement: Placement, deadline: number): Promise<PlaceOutcome>;
  /** What the call is now. */
  observe(call: ControlledCall, deadline: number): Promise<CallObservation>;
}

export type CommandOutcome =
  /** `answer`: what came back of a command that asks something, when it was there at once. */
  | { readonly kind: 'accepted'; readonly answer?: Answer }
  /** The call is over: ordinary, not an error. */
  | { readonly kind: 'callGone' }
  /** Throttled, or the service is briefly unwell; the command was not taken. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number }
  /** Not taken, and would not be if sent again. `code` is Graph's. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Sent, and no answer came: nobody knows. */
  | { readonly kind: 'unclear' };

export type CallObservation =
  | { readonly kind: 'alive'; readonly state?: CallState; readonly audio?: 'active' | 'inactive' }
  | { readonly kind: 'gone' }
  /** The safe flow has it: nothing of ours is to touch it (ADR 13). */
  | { readonly kind: 'withSafeFlow' }
  /** Graph does not tell us, and would not if it were asked again. `code` is Graph's. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unclear' };

/** A call that the bot places: who is called, in whose name, and what its notifications are to be known by. */
export interface Placement {
  readonly tenantId: string;
  readonly target: CallTarget;
  /** Object id of the resource account in whose name it is placed; a telephone needs one (graph-calling, 1.2). */
  readonly from?: string;
  /** Comes back with every notification of the call: whoever hears of it first knows what it is for. */
  readonly origin: PlacementOrigin;
  /** The conversation that it belongs to. */
  readonly callChainId?: string;
}

/** `call.<id of the call that placed it>.<number of the leg>`. A part of addresses: letters, digits, dots and dashes. */
export type PlacementOrigin = string;

export type PlaceOutcome =
  | { readonly kind: 'placed'; readonly callId: CallId; readonly callChainId?: string }
  | Exclude<CommandOutcome, { readonly kind: 'accepted' | 'callGone' }>;
