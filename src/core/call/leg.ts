import type { StepMemory } from './call.ts';
import type { ResultInfo } from './call-event.ts';
import type { CallId, StepName } from './ids.ts';
import type { MeetingDoor } from './meeting.ts';
import type { Destination } from './party.ts';

/**
 * A call that another call has placed: the hunted person's, for example. Both are calls like any other, each with its own
 * document and performer; they tell each other news, which are events like any other.
 */
export interface Leg {
  /** Within the call that placed it. */
  readonly number: number;
  /** The step's own word for it. */
  readonly mark: string;
  readonly state: LegState;
  /** Known once Graph has named it, or it has told us of itself. */
  readonly id?: CallId;
  /** True for a call with several people: whoever is in the call that placed it is brought over. */
  readonly hosts?: true;
  /** Kept until the leg has a document of its own: whoever hears of it first makes that. */
  readonly plan?: LegPlan;
}

/** In the order of their rank: a leg never goes back. `declined` is said by the person, with a key. */
export const legStates = ['asked', 'placed', 'connected', 'accepted', 'declined', 'ended'] as const;
export type LegState = (typeof legStates)[number];

/** Whom the bot calls: one, several at once, or those in a meeting. */
export type CallTarget = Destination | Gathering;
export type Gathering =
  /** An ad hoc meeting, into which 1 to 5 people are called. */
  | { readonly kind: 'group'; readonly people: readonly Destination[]; readonly subject?: string }
  | { readonly kind: 'meeting'; readonly door: MeetingDoor };

export const isGathering = (target: CallTarget): target is Gathering => target.kind === 'group' || target.kind === 'meeting';

/** How the bot comes into the meeting, if it is one. */
export function meetingBehind(target: CallTarget): { readonly meeting?: 'scheduled' | 'byToken' } {
  if (target.kind !== 'meeting') return {};
  return { meeting: target.door.kind === 'token' ? 'byToken' : 'scheduled' };
}

export interface LegPlan {
  readonly target: CallTarget;
  /** Object id of the resource account in whose name it is placed. Telephones need one (graph-calling, 1.2). */
  readonly from?: string;
  /** The step that meets whoever answers: of the flow in which the placing call stands, with a copy of its variables. */
  readonly start: StepName;
  /** What that step is to know besides. */
  readonly memory: StepMemory;
  /** How long it may ring. */
  readonly ringMs: number;
}

/** What a leg tells the call that placed it. */
export interface LegNews {
  readonly kind: 'legNews';
  readonly leg: number;
  readonly from: CallId;
  readonly state: Exclude<LegState, 'asked'>;
  /** Of one that ended, or that could not bring the caller over: how or why, and as Graph reported it. */
  readonly outcome?: string;
  readonly result?: ResultInfo;
}

/** What a leg is told: nobody waits for it any more. */
export interface PartnerNews {
  readonly kind: 'partnerNews';
  readonly news: 'gone';
}

/** Who placed a call that is a leg. */
export interface PlacedBy {
  readonly callId: CallId;
  readonly leg: number;
}
