import type { Call } from '../core/call/call.ts';
import type { ControlWish } from '../core/call/call-event.ts';
import type { CallId } from '../core/call/ids.ts';
import type { Destination } from '../core/call/party.ts';
import type { ListedParticipant } from '../core/call/room-command.ts';
import type { Wish } from '../core/call/wish.ts';

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
  /** How many people are in it besides the bot, of a call with several. */
  readonly people?: number;
  /** What was asked of it, the last ones, the oldest first. */
  readonly wishes: readonly KnownWish[];
}

/** A wish as whoever made it sees it. */
export interface KnownWish extends Omit<Wish, 'number' | 'at' | 'notify'> {
  /** Absent while the call has not found it. */
  readonly at?: number;
}

/** What is asked of a call. */
export type AskedWish =
  | ControlWish
  /** As `invite`; a caller who is alone with the bot meets the people in a meeting that is made for it. */
  | {
      readonly kind: 'inviteToMeeting';
      readonly people: readonly Destination[];
      /** Object id of the user in whose name the meeting is made. */
      readonly organizer: string;
    };

export type ControlOutcome =
  /** The call has it. What has become of it by now stands in it. */
  | { readonly kind: 'taken'; readonly wish: KnownWish }
  /** What it needs cannot be had, a meeting for example, or its key was used. `code` is Graph's or ours. `place`: what is wrong. */
  | { readonly kind: 'refused'; readonly code: string; readonly place?: string }
  | { readonly kind: 'noAnswer'; readonly retryAfterMs: number }
  /** Over, or never was. */
  | { readonly kind: 'noCall' }
  /** Not yet connected, being transferred, or on its way out: what was wished cannot be done to it now. */
  | { readonly kind: 'notNow' };

/** Who is in a call, as Graph says it at this moment. */
export type PeopleSeen =
  | { readonly kind: 'seen'; readonly people: readonly ListedParticipant[] }
  | { readonly kind: 'noCall' }
  /** `code` is Graph's. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'noAnswer'; readonly retryAfterMs: number };

/** What Graph says a call is, at this moment. */
export type StateSeen =
  | { readonly kind: 'alive'; readonly state?: Call['state']; readonly audio?: Call['audio'] }
  /** Graph does not know it any more: it is over, and the bot is about to hear of it. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'noCall' }
  /** `code` is Graph's. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'noAnswer'; readonly retryAfterMs: number };
