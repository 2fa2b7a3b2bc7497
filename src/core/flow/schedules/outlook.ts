import { Temporal } from 'temporal-polyfill';
import { type Change, nextChanges, type Opening, openingAt } from './opening.ts';
import { endOf, isInForce } from './override.ts';
import type { Schedule } from './schedule.ts';
import { nextClockChange } from './zone-time.ts';

/** What an admin wants to know of a schedule: how it is, what comes, and what to look after. */
export interface Outlook {
  readonly now: Opening;
  /** The next openings and closings. */
  readonly changes: readonly Change[];
  readonly cautions: readonly Caution[];
}

export type Caution =
  /** It stays as it is until somebody takes the override away. */
  | { readonly kind: 'overrideWithoutEnd'; readonly state: 'open' | 'closed' }
  /** Epoch milliseconds. */
  | { readonly kind: 'overrideIsOver'; readonly since: number }
  | { readonly kind: 'noHolidays' }
  /** Every holiday is a single date, and this ISO date is the last of them. */
  | { readonly kind: 'lastHoliday'; readonly date: string }
  | { readonly kind: 'exceptionsAreOver'; readonly count: number }
  /** Positive when the clocks are put forward. */
  | { readonly kind: 'clocksChange'; readonly at: number; readonly minutes: number };

const listedChanges = 14;
const clockChangeWithinMs = 21 * 86_400_000;
/** Whoever writes dates by hand needs to hear in time that there are no more of them. */
const holidaysAheadDays = 90;

/** Pure, like everything here. */
export function outlookOf(schedule: Schedule, now: number): Outlook {
  return {
    now: openingAt(schedule, now),
    changes: nextChanges(schedule, now, listedChanges),
    cautions: [...overrideCautions(schedule, now), ...dayCautions(schedule, now), ...clockCautions(schedule, now)],
  };
}

function overrideCautions({ override, timeZone }: Schedule, now: number): readonly Caution[] {
  if (override === undefined) return [];
  const end = endOf(override, timeZone);
  if (end === undefined) return [{ kind: 'overrideWithoutEnd', state: override.state }];
  return isInForce(override, timeZone, now) ? [] : [{ kind: 'overrideIsOver', since: end }];
}

function dayCautions({ holidays, exceptions, timeZone, week }: Schedule, now: number): readonly Caution[] {
  const isAlwaysOpen = week.every((day) => day.some(({ from, to }) => to - from >= 1_440));
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const over = exceptions.filter(({ day }) => day.kind === 'dates' && day.to < today.toString()).length;
  const cautions: Caution[] = over === 0 ? [] : [{ kind: 'exceptionsAreOver', count: over }];
  // Who is always there needs none.
  if (holidays.length === 0) return isAlwaysOpen ? cautions : [{ kind: 'noHolidays' }, ...cautions];
  const dates = holidays.flatMap(({ day }) => (day.kind === 'dates' ? [day.to] : []));
  const last = dates.sort().at(-1);
  const soon = today.add({ days: holidaysAheadDays }).toString();
  return dates.length === holidays.length && last !== undefined && last < soon
    ? [{ kind: 'lastHoliday', date: last }, ...cautions]
    : cautions;
}

function clockCautions({ timeZone }: Schedule, now: number): readonly Caution[] {
  const change = nextClockChange(timeZone, now, clockChangeWithinMs);
  return change === undefined ? [] : [{ kind: 'clocksChange', ...change }];
}
