import type { OnlineMeeting } from '../core/call/meeting.ts';
import type { CommandOutcome } from './call-control.ts';

/** In whose name, and where: object id of the organizer, and the tenant. */
export interface MeetingOwner {
  readonly tenantId: string;
  readonly organizer: string;
}

/** What is left out becomes now, and one hour. */
export interface MeetingPlan {
  readonly subject?: string;
  /** Epoch milliseconds. */
  readonly startsAt?: number;
  readonly endsAt?: number;
}

export type MeetingLookUp =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'joinUrl'; readonly joinUrl: string }
  /** The number that rooms dial; needs no access policy, and no organizer. */
  | { readonly by: 'conferenceId'; readonly conferenceId: string };

/**
 * Online meetings of users. All but the look-up by conference id need an application access policy for the organizer. Every
 * operation returns before `deadline` (epoch milliseconds), starts nothing after it, and never throws.
 */
export interface Meetings {
  /** A new one, which stands in nobody's calendar. Never repeated: there would be two. */
  create(owner: MeetingOwner, plan: MeetingPlan, deadline: number): Promise<MeetingOutcome>;
  /** The one that was made for this purpose before, or a new one. */
  createOrGet(owner: MeetingOwner, purpose: string, plan: MeetingPlan, deadline: number): Promise<MeetingOutcome>;
  /** `notThere`: there is none, or none of this organizer. */
  get(owner: MeetingOwner, which: MeetingLookUp, deadline: number): Promise<MeetingOutcome | { readonly kind: 'notThere' }>;
}

export type MeetingOutcome =
  | { readonly kind: 'meeting'; readonly meeting: OnlineMeeting }
  | Exclude<CommandOutcome, { readonly kind: 'accepted' | 'callGone' }>;
