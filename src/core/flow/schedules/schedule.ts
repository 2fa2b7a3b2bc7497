/** `schedules.jsonc`, read: plain JSON, because it is part of a flow's version (I6). */
export type Schedules = { readonly [name: string]: Schedule };

/** When somebody is there. ADR 14 settles what beats what. */
export interface Schedule {
  /** IANA, for example `Europe/Berlin`. */
  readonly timeZone: string;
  /** Seven entries, Monday first. */
  readonly week: readonly (readonly OpenRange[])[];
  /** Days that are unlike their weekday. The first that fits counts; single dates stand before ranges, ranges before yearly days. */
  readonly exceptions: readonly Exception[];
  readonly holidays: readonly Holiday[];
  readonly override?: Override;
}

/**
 * Half open: `from` is open, `to` is not. Minutes of the wall clock since the midnight that the range's day begins with;
 * a range over midnight has a `to` of more than 1440.
 */
export interface OpenRange {
  readonly from: number;
  readonly to: number;
}

export interface Exception {
  readonly day: DayRule;
  /** As it is written in the file. */
  readonly written: string;
  readonly hours: readonly OpenRange[] | 'holiday';
}

export interface Holiday {
  readonly name: string;
  readonly day: DayRule;
}

/** Which days are meant. Every rule but `dates` comes again each year. */
export type DayRule =
  /** ISO dates, both included. */
  | { readonly kind: 'dates'; readonly from: string; readonly to: string }
  /** `MM-DD`, both included; `from` after `to` goes over the end of the year. */
  | { readonly kind: 'yearly'; readonly from: string; readonly to: string }
  /** `nth` is 1 to 5, or -1 for the last; days of the week and months count from 1, Monday first; `shift` is in days. */
  | {
      readonly kind: 'nthWeekday';
      readonly nth: number;
      readonly weekday: number;
      readonly month: number;
      readonly shift: number;
    }
  | { readonly kind: 'easter'; readonly orthodox: boolean; readonly shift: number };

/** Thrown by hand, and stronger than everything else. */
export interface Override {
  readonly state: 'open' | 'closed';
  /** When it ends by itself: a wall clock's date and time in the schedule's zone, or an instant with `Z` or an offset. */
  readonly until?: string;
  readonly reason?: string;
}

/** What the caller meets. */
export type OpeningState = 'open' | 'closed' | 'holiday';
