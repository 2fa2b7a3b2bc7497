import type { VarValue } from '../core/call/call.ts';
import type { Destination } from '../core/call/party.ts';
import type { AskedKey } from './asked-key.ts';
import type { OutboundWish } from './outbound-call.ts';

/** Many people called one after the other, each when it suits them. Times are epoch milliseconds. */
export interface Campaign extends CampaignPlan {
  readonly id: string;
  readonly state: CampaignState;
  /** Why the bot itself has paused it, in words. */
  readonly pausedBecause?: string;
  readonly askedAt: number;
  /** When the state became what it is. */
  readonly changedAt: number;
  /** Rows given out so far. */
  readonly rows: number;
  /** Before this nobody else is called: the pace. */
  readonly nextPlaceAt: number;
  /** Until then one instance works on it, and no other. */
  readonly leaseUntil: number;
  /** When the campaign, its people and their results are forgotten. */
  readonly expiresAt: number;
  /** Marks the request that began it, when that came with a key: `AskedKey.request`. */
  readonly request?: string;
}

/** `ended`: nobody is left to be called. More people make it run again. */
export const campaignStates = ['running', 'paused', 'cancelled', 'ended'] as const;
export type CampaignState = (typeof campaignStates)[number];

/** What is settled when the campaign is made. */
export interface CampaignPlan {
  readonly name: string;
  readonly line: string;
  readonly flow?: string;
  readonly language?: string;
  readonly ringMs: number;
  /** Values for everybody; a person's own come on top. */
  readonly vars: OutboundWish['vars'];
  /** For people of whom nobody knows where they are. */
  readonly timeZone: string;
  /** On the wall clock of whoever is called. */
  readonly hours: CallingHours;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly pace: { readonly callsPerMinute: number; readonly atOnce: number };
  readonly retries: Retries;
  /** Flow outcomes and tags by which somebody asks not to be called again. */
  readonly doNotCallOutcomes: readonly string[];
}

/** As in schedules.jsonc. */
export interface CallingHours {
  readonly week: { readonly [days: string]: string | readonly string[] };
  readonly exceptions: { readonly [day: string]: string | readonly string[] };
}

export interface Retries {
  /** How often somebody is called at the most. */
  readonly attempts: number;
  readonly afterMs: number;
  /** Outcomes after which it is tried again. */
  readonly on: readonly string[];
}

/** Somebody of a campaign. */
export interface CampaignPerson {
  /** A keyed hash of whom it is: who is in a list twice is called once. */
  readonly id: string;
  /** Counts from 0, in the order in which people were handed over. */
  readonly row: number;
  /** Whoever asked knows the person by it. */
  readonly reference?: string;
  readonly to: Destination;
  readonly vars: { readonly [name: string]: VarValue };
  readonly language?: string;
  /** All of them must say that it is time. */
  readonly timeZones: readonly string[];
  readonly state: PersonState;
  /** When to look again. */
  readonly dueAt: number;
  /** Counts every call that was asked for, those included that came to nothing before they rang. */
  readonly asked: number;
  readonly attempts: readonly CampaignAttempt[];
  /** Of one who is done: that of the last attempt, or `doNotCall`, `expired`, `cancelled`. */
  readonly outcome?: string;
}

export const personStates = ['waiting', 'calling', 'done'] as const;
export type PersonState = (typeof personStates)[number];

export interface CampaignAttempt {
  readonly outboundId: string;
  readonly at: number;
  readonly endedAt?: number;
  /** The flow's, the engine's, or `failed`. */
  readonly outcome?: string;
  readonly code?: string;
}

export interface PersonWish {
  readonly to: OutboundWish['to'];
  readonly vars: CampaignPerson['vars'];
  readonly language?: string;
  readonly timeZone?: string;
  readonly reference?: string;
}

/** Something that cannot be. `row`: of the list that was handed over, from 0. */
export interface CampaignProblem {
  readonly row?: number;
  readonly place: string;
  readonly problem: string;
  readonly fix: string;
}

export type CampaignAsked =
  | {
      readonly kind: 'asked';
      readonly campaign: Campaign;
      readonly isNew: boolean;
      readonly added: number;
      readonly known: number;
    }
  | { readonly kind: 'refused'; readonly problems: readonly CampaignProblem[] }
  /** The key has begun another one. */
  | { readonly kind: 'keyReused'; readonly id: string }
  | { readonly kind: 'noCampaign' }
  /** It is over for good. */
  | { readonly kind: 'over' };

export interface CampaignProgress {
  readonly campaign: Campaign;
  readonly counts: { readonly [State in PersonState]: number };
}

/** What somebody who looks after campaigns can do. */
export interface CampaignDesk {
  ask(plan: CampaignPlan, people: readonly PersonWish[], keepMs: number, key: AskedKey | undefined): Promise<CampaignAsked>;
  add(id: string, people: readonly PersonWish[]): Promise<CampaignAsked>;
  list(after: string, limit: number): Promise<readonly Campaign[]>;
  progress(id: string): Promise<CampaignProgress | undefined>;
  /** Undefined: there is no such campaign. */
  people(id: string, after: string, limit: number): Promise<readonly CampaignPerson[] | undefined>;
  steer(id: string, to: 'pause' | 'resume' | 'cancel'): Promise<Campaign | 'over' | undefined>;
}

export interface DoNotCallEntry {
  /** The keyed hash: whom it is about cannot be read from it. */
  readonly id: string;
  readonly since: number;
  /** `api`, or the campaign in which the person asked for it. */
  readonly by: string;
}

/** People who are not to be called: by campaigns, single calls, or call backs that somebody else has asked for. */
export interface DoNotCallDesk {
  add(people: readonly Destination[]): Promise<readonly DoNotCallEntry[]>;
  look(people: readonly Destination[]): Promise<readonly { readonly id: string; readonly entry?: DoNotCallEntry }[]>;
  page(after: string, limit: number): Promise<readonly DoNotCallEntry[]>;
  remove(id: string): Promise<void>;
}
