import type { Call } from './call.ts';
import type { CallCommand } from './call-command.ts';

/** What playing events against a call decided. Nothing has been done yet. */
export interface Turn {
  readonly call: Call;
  readonly commands: readonly CallCommand[];
  /** False when every event was a duplicate, stale, or of no consequence: then nothing needs to be written. */
  readonly changed: boolean;
  /** What happened, for the log and the terminal: step names and kinds only, nothing of the caller's (I8). */
  readonly story: readonly TurnNote[];
}

export type TurnNote =
  | { readonly kind: 'ignored'; readonly event: string; readonly because: string }
  | { readonly kind: 'entered'; readonly step: string; readonly type: string; readonly attempt: number }
  | { readonly kind: 'left'; readonly step: string; readonly exit: string; readonly to: string }
  | { readonly kind: 'trouble'; readonly step: string; readonly code: string }
  | { readonly kind: 'ended'; readonly outcome: string };
