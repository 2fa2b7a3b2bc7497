import { Temporal } from 'temporal-polyfill';
import { easterSunday } from './easter.ts';
import type { DayRule } from './schedule.ts';

/** The days of the week as they are written, Monday first. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

export type DayRuleRead = { readonly kind: 'rule'; readonly rule: DayRule } | { readonly kind: 'wrong'; readonly fix: string };

const spellings =
  'write "2026-12-24", "2026-12-27..2026-12-31", "12-25", "4th thursday of november", "last monday of may" or "easter+1"';

/** Reads which days are meant: a date, a yearly day, a range of either, an nth weekday or an offset to Easter. */
export function readDayRule(text: string): DayRuleRead {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const [from, to = from, more] = words.split('..').map((part) => part.trim());
  if (from === undefined || to === undefined || more !== undefined) return { kind: 'wrong', fix: spellings };
  if (/^\d{4}-\d{2}-\d{2}$/.test(from)) return readDates(from, to);
  if (/^\d{2}-\d{2}$/.test(from)) return readYearly(from, to);
  return words.includes('..')
    ? { kind: 'wrong', fix: 'a range goes from a date to a date: "2026-12-27..2026-12-31"' }
    : readMoving(words);
}

/** True when the rule means this day. `iso` is the date once more, written once for many rules. */
export function fallsOn(rule: DayRule, date: Temporal.PlainDate, iso = date.toString()): boolean {
  switch (rule.kind) {
    case 'dates':
      return rule.from <= iso && iso <= rule.to; // ISO dates sort like time.
    case 'yearly': {
      const day = iso.slice(5);
      return rule.from <= rule.to ? rule.from <= day && day <= rule.to : day >= rule.from || day <= rule.to;
    }
    case 'nthWeekday': {
      const base = rule.shift === 0 ? date : date.subtract({ days: rule.shift });
      if (base.month !== rule.month || base.dayOfWeek !== rule.weekday) return false;
      return rule.nth === -1 ? base.day + 7 > base.daysInMonth : Math.ceil(base.day / 7) === rule.nth;
    }
    case 'easter': {
      const base = rule.shift === 0 ? date : date.subtract({ days: rule.shift });
      const { month, day } = easterSunday(base.year, rule.orthodox);
      return base.month === month && base.day === day;
    }
  }
}

/** The number of a weekday, Monday 1, by its name or its first three letters. Undefined when it is none. */
export function weekdayNumber(word: string): number | undefined {
  const index = weekdays.findIndex((name) => name === word || name.slice(0, 3) === word);
  return index < 0 ? undefined : index + 1;
}

function readDates(from: string, to: string): DayRuleRead {
  for (const date of [from, to]) if (!isDate(date)) return noSuchDay(date);
  if (from > to) return { kind: 'wrong', fix: 'the first day comes first: "2026-12-27..2026-12-31"' };
  return { kind: 'rule', rule: { kind: 'dates', from, to } };
}

function readYearly(from: string, to: string): DayRuleRead {
  for (const day of [from, to]) if (!/^\d{2}-\d{2}$/.test(day) || !isDate(`2000-${day}`)) return noSuchDay(day); // A leap year.
  return { kind: 'rule', rule: { kind: 'yearly', from, to } };
}

function noSuchDay(day: string): DayRuleRead {
  return {
    kind: 'wrong',
    fix: `there is no day "${day}": write year-month-day or month-day, for example "2026-12-24" or "12-24"`,
  };
}

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

const moving =
  /^(?:(?<nth>1st|2nd|3rd|4th|5th|last) (?<weekday>[a-z]+) (?:of|in) (?<month>[a-z]+)|(?<easter>(?:orthodox )?easter))(?: ?(?<shift>[+-] ?\d{1,3}))?$/;
const nths: { readonly [word: string]: number } = { '1st': 1, '2nd': 2, '3rd': 3, '4th': 4, '5th': 5, last: -1 };

function readMoving(words: string): DayRuleRead {
  const { nth, weekday: weekdayWord = '', month: monthWord = '', easter, shift: days = '0' } = moving.exec(words)?.groups ?? {};
  const shift = Number(days.replace(' ', ''));
  if (easter !== undefined) return { kind: 'rule', rule: { kind: 'easter', orthodox: easter.startsWith('orthodox'), shift } };
  const weekday = weekdayNumber(weekdayWord);
  const month = months.findIndex((name) => name === monthWord || name.slice(0, 3) === monthWord) + 1;
  if (nth === undefined || weekday === undefined || month === 0) return { kind: 'wrong', fix: spellings };
  return { kind: 'rule', rule: { kind: 'nthWeekday', nth: nths[nth] ?? 1, weekday, month, shift } };
}
