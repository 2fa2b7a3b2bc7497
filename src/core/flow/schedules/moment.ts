import { Temporal } from 'temporal-polyfill';
import { readDurationMs } from '../../steps/fields.ts';
import { weekdayNumber } from './day-rule.ts';
import { readUntil } from './override.ts';
import { wallTime } from './zone-time.ts';

/** How a moment can be said at a terminal. */
export const momentSpellings = '17:00, "tomorrow 08:00", "monday 08:00", 2h, 2026-01-06, 2026-01-06T08:00 or 2026-01-06T07:00Z';

/**
 * A moment (epoch milliseconds) as people say it, in the zone: a time of the day is the next one, a weekday the next one
 * that is not today, a duration counts from now. Undefined when it is none of them.
 */
export function readMoment(text: string, timeZone: string, now: number): number | undefined {
  const words = text.trim().toLowerCase();
  const ms = readDurationMs(words);
  if (ms !== undefined) return now + ms;
  const said = /^(?:([a-z]+)\b ?)?(?:(\d{1,2}):(\d{2}))?$/.exec(words);
  const [, day = '', hour = '0', minute = '0'] = said ?? [];
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const days = daysAhead(day, today.dayOfWeek);
  if (said === null || words === '') return readUntil(text.trim(), timeZone);
  if (days === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const time = Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) });
  const at = (ahead: number): number => wallTime(today.add({ days: ahead }).toPlainDateTime(time), timeZone);
  return day === '' && at(0) <= now ? at(1) : at(days);
}

/** The moment as an override has it: the wall clock's time where that says enough, to the full minute. */
export function writeMoment(ms: number, timeZone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(Math.ceil(ms / 60_000) * 60_000).toZonedDateTimeISO(timeZone);
  const wall = at.toPlainDateTime().toString({ smallestUnit: 'minute' });
  const isFirst = readUntil(wall, timeZone) === at.epochMilliseconds; // Not the second of two equal times.
  return isFirst ? wall : at.toString({ smallestUnit: 'minute', timeZoneName: 'never' });
}

function daysAhead(day: string, today: number): number | undefined {
  if (day === '' || day === 'today') return 0;
  if (day === 'tomorrow') return 1;
  const weekday = weekdayNumber(day);
  return weekday === undefined ? undefined : ((weekday - today + 6) % 7) + 1;
}
