import type { CallCommand, KeepHistory, KeepRecording } from '../core/call/call-command.ts';
import type { CallState } from '../core/call/call-event.ts';
import type { CallId } from '../core/call/ids.ts';

/** Commands that the telephone system performs; the rest is slow work of our own. */
export type ControlCommand = Exclude<CallCommand, { readonly kind: (KeepRecording | KeepHistory)['kind'] }>;

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
  /** What the call is now. */
  observe(call: ControlledCall, deadline: number): Promise<CallObservation>;
}

export type CommandOutcome =
  | { readonly kind: 'accepted' }
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
  | { readonly kind: 'unclear' };
