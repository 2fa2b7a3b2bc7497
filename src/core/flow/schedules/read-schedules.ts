import { z } from 'zod';
import { also, suggest } from '../did-you-mean.ts';
import type { Finding } from '../finding.ts';
import { type JsonPath, pointerOf } from '../json-text.ts';
import { isObject, record } from '../record.ts';
import type { Report } from '../report.ts';
import { checkWith } from '../schema-findings.ts';
import { openWorkspaceFile, readNamed } from '../workspace-file.ts';
import { readDayRule, weekdays } from './day-rule.ts';
import { readHours, readWeekdays } from './open-hours.ts';
import { type Overrides, withOverrides } from './override.ts';
import { readOverrides } from './read-overrides.ts';
import type { DayRule, Exception, Holiday, OpenRange, Schedule, Schedules } from './schedule.ts';
import { wrongZone } from './wrong-zone.ts';
import { readTimeZone } from './zone-time.ts';

export interface SchedulesRead {
  readonly findings: readonly Finding[];
  /** With their overrides. A schedule that is wrong is left out. Absent: the text cannot be read at all. */
  readonly schedules?: Schedules;
  readonly overrides?: Overrides;
}

/** The members of `schedules.jsonc`. */
export const scheduleMembers = ['schedules', 'holidays', 'overrides'] as const;

/** Reads `schedules.jsonc`. Whatever the text is, this does not throw. */
export function readSchedules(text: string, file: string): SchedulesRead {
  const { document, report } = openWorkspaceFile(text, file, scheduleMembers);
  if (document === undefined) return { findings: report.findings() };
  const calendars =
    document.holidays === undefined
      ? record<readonly Holiday[]>([])
      : readNamed(document.holidays, 'holidays', report, (raw, path) => readCalendar(raw, path, report));
  const used = new Set<string>();
  const schedules = readNamed(document.schedules, 'schedules', report, (raw, path) =>
    readSchedule(raw, path, { report, calendars, used }),
  );
  // Beside an error it is mostly its consequence.
  for (const name of report.failed() ? [] : Object.keys(calendars)) {
    if (used.has(name)) continue;
    const fix = `name it in a schedule: "holidays": ["${name}"]`;
    report.warning('IVR520', { path: ['holidays', name], at: 'key', message: `no schedule keeps the holidays "${name}"`, fix });
  }
  const overrides = readOverrides(document.overrides, schedules, isObject(document.schedules) ? document.schedules : {}, report);
  return { findings: report.findings(), schedules: withOverrides(schedules, overrides), overrides };
}

const hours = z.union([z.string().max(40), z.array(z.string().max(40)).min(1).max(12)]);
export const calendar = z.record(z.string().min(1).max(100), z.string().max(60));
/** A schedule as it is written. */
export const schedule = z.strictObject({
  timeZone: z.string().max(64),
  week: z.record(z.string(), hours),
  exceptions: z.record(z.string(), hours).default({}),
  holidays: z
    .array(z.union([z.string(), calendar]))
    .max(20)
    .default([]),
  note: z.string().max(2_000).optional(),
});
const mostDays = 500;

interface ScheduleCheck {
  readonly report: Report;
  readonly calendars: { readonly [name: string]: readonly Holiday[] };
  /** Calendars that some schedule keeps. */
  readonly used: Set<string>;
}

function readSchedule(raw: unknown, path: JsonPath, check: ScheduleCheck): Schedule | undefined {
  const { report } = check;
  const checked = checkWith(schedule, { report, path, value: raw })?.value;
  if (checked === undefined) return undefined;
  const timeZone = readTimeZone(checked.timeZone);
  if (timeZone === undefined) report.error('IVR511', wrongZone(checked.timeZone, [...path, 'timeZone']));
  const week = readWeek(checked.week, [...path, 'week'], report);
  const exceptions = readExceptions(checked.exceptions, [...path, 'exceptions'], report);
  const holidays = checked.holidays.flatMap((entry, index) => readHolidays(entry, [...path, 'holidays', index], check));
  const opens = [...week, ...exceptions.map((one) => one.hours)].some((ranges) => ranges !== 'holiday' && ranges.length > 0);
  if (!opens) {
    const message = `schedule "${String(path.at(-1))}" never opens`;
    report.warning('IVR519', { path, at: 'key', message, fix: 'give it hours: "week": { "mon-fri": "09:00-17:00" }' });
  }
  const place = `${pointerOf(path)}/`;
  const wrong = report.findings().some((finding) => finding.severity === 'error' && finding.place.pointer.startsWith(place));
  return wrong || timeZone === undefined ? undefined : { timeZone, week, exceptions, holidays };
}

function readWeek(written: { readonly [days: string]: string | readonly string[] }, path: JsonPath, report: Report) {
  const week: (readonly OpenRange[] | undefined)[] = weekdays.map(() => undefined);
  for (const [key, value] of Object.entries(written)) {
    const place = [...path, key];
    const days = readWeekdays(key);
    if (days === undefined) {
      const fix = suggest(key, [...weekdays, 'daily', 'mon-fri'], '');
      report.error('IVR514', {
        path: place,
        at: 'key',
        message: `"${key}" is no day of the week`,
        fix: also(fix, '; "mon-fri", "sat" and "daily" are'),
      });
    }
    const ranges = readRanges(value, place, report);
    for (const day of days ?? []) {
      if (week[day - 1] !== undefined) {
        const message = `${weekdays[day - 1]} is named twice`;
        report.error('IVR515', { path: place, at: 'key', message, fix: 'name each day once, for example "mon-thu" and "fri"' });
      }
      week[day - 1] = ranges;
    }
  }
  return week.map((ranges) => ranges ?? []);
}

function readRanges(written: string | readonly string[], path: JsonPath, report: Report): readonly OpenRange[] {
  const read = readHours(written);
  if (read.kind === 'hours') return read.ranges;
  const place = typeof written === 'string' ? path : [...path, read.entry];
  if (read.kind === 'overlap') {
    report.error('IVR513', { path: place, message: 'this range overlaps another of the day', fix: 'make one range of them' });
  } else report.error('IVR512', { path: place, message: 'these are no opening hours', fix: `${read.fix}; or "closed"` });
  return [];
}

function readExceptions(written: { readonly [day: string]: string | readonly string[] }, path: JsonPath, report: Report) {
  const entries = bounded(Object.entries(written), path, report);
  const exceptions = entries.flatMap(([key, value]): readonly Exception[] => {
    const place = [...path, key];
    const day = readDay(key, place, report, 'key');
    const hoursOfDay = value === 'holiday' ? value : readRanges(value, place, report);
    return day === undefined ? [] : [{ day, written: key, hours: hoursOfDay }];
  });
  return exceptions.sort((a, b) => rank(a.day) - rank(b.day)); // Stable: otherwise the order of the file.
}

/** The more particular a rule is, the earlier it is looked at. */
function rank(day: DayRule): number {
  if (day.kind === 'dates') return day.from === day.to ? 0 : 1;
  return day.kind === 'yearly' && day.from !== day.to ? 3 : 2;
}

function readHolidays(
  entry: string | { readonly [name: string]: string },
  path: JsonPath,
  check: ScheduleCheck,
): readonly Holiday[] {
  if (typeof entry !== 'string') return daysOf(entry, path, check.report);
  check.used.add(entry);
  const known = Object.hasOwn(check.calendars, entry) ? check.calendars[entry] : undefined;
  if (known !== undefined) return known;
  const fix = suggest(entry, Object.keys(check.calendars), `add it: "holidays": { "${entry}": { "Christmas Day": "12-25" } }`);
  check.report.error('IVR516', { path, message: `there are no holidays "${entry}"`, fix });
  return [];
}

function readCalendar(raw: unknown, path: JsonPath, report: Report): readonly Holiday[] {
  const checked = checkWith(calendar, { report, path, value: raw })?.value;
  return daysOf(checked ?? {}, path, report);
}

function daysOf(written: { readonly [name: string]: string }, path: JsonPath, report: Report): readonly Holiday[] {
  return bounded(Object.entries(written), path, report).flatMap(([name, text]) => {
    const day = readDay(text, [...path, name], report);
    return day === undefined ? [] : [{ name, day }];
  });
}

function readDay(text: string, path: JsonPath, report: Report, at?: 'key'): DayRule | undefined {
  const read = readDayRule(text);
  if (read.kind === 'rule') return read.rule;
  report.error('IVR514', { path, ...(at && { at }), message: `"${text}" is not understood as a day`, fix: read.fix });
  return undefined;
}

function bounded<Entry>(entries: readonly Entry[], path: JsonPath, report: Report): readonly Entry[] {
  if (entries.length > mostDays) {
    const message = `there are ${entries.length} days`;
    report.error('IVR106', { path, message, fix: `use at most ${mostDays}: yearly days and ranges need one line each` });
  }
  return entries.slice(0, mostDays);
}
