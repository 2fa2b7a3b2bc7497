import type { AttendantSchedule, TimeRange } from './attendant.ts';

/** Days of a schedule in our own words, with what could not be read. */
export interface OpeningTimes {
  readonly schedule: { readonly timeZone: string; readonly week: object; readonly exceptions?: object };
  readonly unread: readonly string[];
}

const days = [
  ['mon', 'MondayHours'],
  ['tue', 'TuesdayHours'],
  ['wed', 'WednesdayHours'],
  ['thu', 'ThursdayHours'],
  ['fri', 'FridayHours'],
  ['sat', 'SaturdayHours'],
  ['sun', 'SundayHours'],
] as const;

/** The hours of a week. */
export function weekOf(week: NonNullable<AttendantSchedule['WeeklyRecurrentSchedule']>, timeZone: string): OpeningTimes {
  const unread: string[] = [];
  const entries = days.flatMap(([day, member]) => {
    const ranges = week[member].flatMap((range) => {
      const written = hoursOf(range);
      if (written === undefined) unread.push(`${member}: ${JSON.stringify(range)}`);
      return written ?? [];
    });
    return ranges.length === 0 ? [] : [[day, ranges.length === 1 ? ranges[0] : ranges] as const];
  });
  return { schedule: { timeZone, week: Object.fromEntries(entries) }, unread };
}

/** Dates on which a schedule is open; each range is cut at midnight. */
export function datesOf({ FixedSchedule }: AttendantSchedule, timeZone: string): OpeningTimes {
  const unread: string[] = [];
  const byDate = new Map<string, string[]>();
  for (const { Start, End } of FixedSchedule?.DateTimeRanges ?? []) {
    const [from, to] = [readMoment(Start), readMoment(End)];
    if (from === undefined || to === undefined || to.at <= from.at || (to.at - from.at) / dayMs > mostDays) {
      unread.push(`${Start} to ${End}`);
      continue;
    }
    for (let day = from.day; day < to.at; day += dayMs) {
      const [begins, ends] = [Math.max(from.at - day, 0), Math.min(to.at - day, dayMs)];
      const date = new Date(day).toISOString().slice(0, 10);
      byDate.set(date, [...(byDate.get(date) ?? []), `${clock(begins)}-${clock(ends)}`]);
    }
  }
  const exceptions = Object.fromEntries(
    [...byDate].map(([date, ranges]) => [
      date,
      ranges.includes('00:00-24:00') ? 'open' : ranges.length === 1 ? ranges[0] : ranges,
    ]),
  );
  return { schedule: { timeZone, week: { daily: 'closed' }, exceptions }, unread };
}

const dayMs = 86_400_000;
const mostDays = 400;

/** A local date and time, counted as if it were UTC's; Windows PowerShell writes `/Date(ms)/`. */
function readMoment(text: string): { readonly at: number; readonly day: number } | undefined {
  const ticks = /^\/Date\((-?\d{1,16})/.exec(text)?.[1];
  const [date] = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?/.exec(text) ?? [];
  const at =
    ticks !== undefined
      ? Number(ticks)
      : date === undefined
        ? Number.NaN
        : Date.parse(`${date.replace(' ', 'T')}${date.length > 10 ? 'Z' : ''}`);
  return Number.isFinite(at) && Math.abs(at) < 4e12 ? { at, day: Math.floor(at / dayMs) * dayMs } : undefined;
}

function hoursOf({ Start, End }: TimeRange): string | undefined {
  const [from, to] = [minutesOf(Start), minutesOf(End)];
  if (from === undefined || to === undefined || from === to) return undefined;
  return `${clock(from * 60_000)}-${clock((to === 0 || to === 1_439 ? 1_440 : to) * 60_000)}`;
}

/** Minutes since midnight; one day and nothing is the end of the day. */
function minutesOf(time: TimeRange['Start']): number | undefined {
  if (typeof time === 'object') return bounded((time.Days ?? 0) * 1_440 + time.Hours * 60 + time.Minutes);
  const [, day = '0', hours, minutes] = /^(?:(\d)\.)?(\d{1,2}):(\d\d)(?::\d\d)?/.exec(time.trim()) ?? [];
  return hours === undefined ? undefined : bounded(Number(day) * 1_440 + Number(hours) * 60 + Number(minutes));
}

const bounded = (minutes: number): number | undefined => (minutes >= 0 && minutes <= 1_440 ? minutes : undefined);

function clock(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
