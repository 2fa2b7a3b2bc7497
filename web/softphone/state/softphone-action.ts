import type { Keypad, SoftphoneEvent } from '../../../simulator/softphone-api.ts';
import type { Link, Problem } from './softphone-state.ts';

/** Everything that can happen to the page's call: what the person did, and what the simulator told. */
export type SoftphoneAction =
  | { readonly kind: 'dialled' }
  | { readonly kind: 'dialAnswered'; readonly callId: string }
  /** The person picks up a call that rings. */
  | { readonly kind: 'accepted'; readonly callId: string; readonly from: string }
  | { readonly kind: 'dialFailed'; readonly problem: Problem }
  /** `receivedAt`: epoch milliseconds on the browser's clock. */
  | { readonly kind: 'eventArrived'; readonly callId: string; readonly event: SoftphoneEvent; readonly receivedAt: number }
  /** `key` names this press for its later answer; `pressedAt` is on the browser's clock. */
  | { readonly kind: 'tonePressed'; readonly key: string; readonly tone: Keypad; readonly pressedAt: number }
  | { readonly kind: 'toneAnswered'; readonly key: string; readonly problem: Problem | undefined }
  | { readonly kind: 'linkChanged'; readonly link: Link }
  /** Between calls: the simulator is there, again or for the first time. */
  | { readonly kind: 'simulatorHeard' }
  /** The simulator does not know this call (any more): it was started again, or the call is over and forgotten. */
  | { readonly kind: 'callForgotten'; readonly noticedAt: number }
  | { readonly kind: 'problemMet'; readonly problem: Problem }
  | { readonly kind: 'problemDismissed' }
  | { readonly kind: 'wireCleared' }
  | { readonly kind: 'putAway' };
