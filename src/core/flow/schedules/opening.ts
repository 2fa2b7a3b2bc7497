import { Temporal } from 'temporal-polyfill';
import { fallsOn } from './day-rule.ts';
import { endOf, isInForce } from './override.ts';
import type { OpeningState, OpenRange, Schedule } from './schedule.ts';
import { instantOf } from './zone-time.ts';

export interface Opening {
  readonly state: OpeningState;
  readonly because: Because;
}

/** What decided: the strongest first. */
export type Because =
  | { readonly kind: 'override'; readonly reason?: string; readonly until?: number }
  | { readonly kind: 'exception'; readonly day: string }
  | { readonly kind: 'holiday'; readonly name: string }
  | { readonly kind: 'week' };

/** From `at` (epoch milliseconds) on it is like this. */
export interface Change extends Opening {
  readonly at: number;
}

/** Whether it is open at a moment (epoch milliseconds), and why. Pure. */
export function openingAt(schedule: Schedule, now: number): Opening {
  return openingBy(schedule, now, plansOf(schedule));
}

function openingBy(schedule: Schedule, now: number, planOf: Plans): Opening {
  const { override, timeZone } = schedule;
  if (override !== undefined && isInForce(override, timeZone, now)) {
    const until = endOf(override, timeZone);
    const { reason, state } = override;
    return {
      state,
      because: { kind: 'override', ...(reason !== undefined && { reason }), ...(until !== undefined && { until }) },
    };
  }
  const date = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const today = planOf(date);
  // A range over midnight belongs to the day on which it begins, whatever the next day is.
  for (const plan of [planOf(date.subtract({ days: 1 })), today]) {
    if (plan.ranges.some((range) => covers(range, plan.date, timeZone, now))) return { state: 'open', because: plan.because };
  }
  return { state: today.isHoliday ? 'holiday' : 'closed', because: today.because };
}

/** The next changes of state, at most `count`, and none after `days` days: a schedule may never change again. */
export function nextChanges(schedule: Schedule, now: number, count: number, days = 400): readonly Change[] {
  const { timeZone } = schedule;
  const first = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const plans = plansOf(schedule);
  const changes: Change[] = [];
  let before = openingBy(schedule, now, plans).state;
  for (let day = 0; day < days && changes.length < count; day++) {
    const date = first.add({ days: day });
    for (const at of boundaries(schedule, date, plans)) {
      if (at <= now || changes.length >= count) continue;
      const opening = openingBy(schedule, at, plans);
      if (opening.state !== before) changes.push({ at, ...opening });
      before = opening.state;
    }
  }
  return changes;
}

/** When it opens next; undefined when it is open, or does not open within a year. */
export function nextOpening(schedule: Schedule, now: number): number | undefined {
  if (openingAt(schedule, now).state === 'open') return undefined;
  return nextChanges(schedule, now, 2).find((change) => change.state === 'open')?.at;
}

/** The first time from `from` on in which it is open. A schedule that never closes again is open for ever. */
export function openTimeFrom(schedule: Schedule, from: number): { readonly from: number; readonly until: number } | undefined {
  const opens = openingAt(schedule, from).state === 'open' ? from : nextOpening(schedule, from);
  if (opens === undefined) return undefined;
  return { from: opens, until: nextChanges(schedule, opens, 1)[0]?.at ?? Number.MAX_SAFE_INTEGER };
}

interface DayPlan {
  readonly date: Temporal.PlainDate;
  readonly ranges: readonly OpenRange[];
  readonly isHoliday: boolean;
  readonly because: Because;
}

/** The plan of a day. A year is looked through day by day, and each day is asked for several times: it is made once. */
type Plans = (date: Temporal.PlainDate) => DayPlan;

function plansOf(schedule: Schedule): Plans {
  const made = new Map<string, DayPlan>();
  return (date) => {
    const iso = date.toString();
    const plan = made.get(iso) ?? makePlan(schedule, date, iso);
    made.set(iso, plan);
    return plan;
  };
}

/** An exception beats a holiday, a holiday beats the week. */
function makePlan(schedule: Schedule, date: Temporal.PlainDate, iso: string): DayPlan {
  const exception = schedule.exceptions.find(({ day }) => fallsOn(day, date, iso));
  if (exception !== undefined) {
    const { hours, written } = exception;
    const isHoliday = hours === 'holiday';
    return { date, ranges: isHoliday ? [] : hours, isHoliday, because: { kind: 'exception', day: written } };
  }
  const holiday = schedule.holidays.find(({ day }) => fallsOn(day, date, iso));
  if (holiday !== undefined) return { date, ranges: [], isHoliday: true, because: { kind: 'holiday', name: holiday.name } };
  return { date, ranges: schedule.week[date.dayOfWeek - 1] ?? [], isHoliday: false, because: { kind: 'week' } };
}

function covers({ from, to }: OpenRange, date: Temporal.PlainDate, timeZone: string, now: number): boolean {
  return instantOf(date, from, timeZone) <= now && now < instantOf(date, to, timeZone);
}

/** Every instant of a day at which something can change, in order. */
function boundaries(schedule: Schedule, date: Temporal.PlainDate, planOf: Plans): readonly number[] {
  const { timeZone, override } = schedule;
  const [start, end] = [instantOf(date, 0, timeZone), instantOf(date, minutesTillTomorrow, timeZone)];
  const ranges = [date.subtract({ days: 1 }), date].flatMap((day) =>
    planOf(day).ranges.flatMap(({ from, to }) => [instantOf(day, from, timeZone), instantOf(day, to, timeZone)]),
  );
  const until = override === undefined ? undefined : endOf(override, timeZone);
  const all = [start, ...ranges, ...(until === undefined ? [] : [until])].filter((at) => at >= start && at < end);
  return [...new Set(all)].sort((a, b) => a - b);
}

const minutesTillTomorrow = 1_440;
