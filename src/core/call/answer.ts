import type { VarValue } from './call.ts';
import type { ResultInfo } from './call-event.ts';

/**
 * What came back for a command that asks something: in the answer to its request, or later as a notification. Plain JSON,
 * bounded by whoever made it.
 */
export type Answer =
  /** HTTP said something, whatever the status. `body` is parsed JSON; absent when there was none. */
  | { readonly kind: 'response'; readonly status: number; readonly body?: VarValue }
  /** HTTP said nothing that can be used. */
  | { readonly kind: 'noResponse'; readonly why: 'timeout' | 'unreachable' | 'tooLarge' | 'notJson' | 'notAllowed' }
  /** An operation of the telephone system is over. `value` is what it told, in our words. */
  | {
      readonly kind: 'operation';
      readonly ended: 'completed' | 'cancelled' | 'failed';
      readonly result?: ResultInfo;
      readonly value?: VarValue;
    };
