import { weekdayNumber, weekdays } from './day-rule.ts';
import type { OpenRange } from './schedule.ts';
import { minutesOfDay } from './zone-time.ts';

export type HoursRead =
  | { readonly kind: 'hours'; readonly ranges: readonly OpenRange[] }
  /** `entry` is the index of the range that is wrong, when there are several. */
  | { readonly kind: 'wrong'; readonly entry: number; readonly fix: string }
  | { readonly kind: 'overlap'; readonly entry: number };

/** Reads the hours of one day: `closed`, `open` (the whole day), or ranges such as `08:00-12:00` and `22:00-06:00`. */
export function readHours(written: string | readonly string[]): HoursRead {
  if (written === 'closed') return { kind: 'hours', ranges: [] };
  if (written === 'open') return { kind: 'hours', ranges: [{ from: 0, to: minutesOfDay }] };
  const ranges: { readonly entry: number; readonly range: OpenRange }[] = [];
  for (const [entry, text] of (typeof written === 'string' ? [written] : written).entries()) {
    const range = readRange(text);
    if (typeof range === 'string') return { kind: 'wrong', entry, fix: range };
    ranges.push({ entry, range });
  }
  ranges.sort((a, b) => a.range.from - b.range.from);
  const clash = ranges.find(({ range }, index) => range.from < (ranges[index - 1]?.range.to ?? 0));
  if (clash !== undefined) return { kind: 'overlap', entry: clash.entry };
  return { kind: 'hours', ranges: ranges.map(({ range }) => range) };
}

/** Reads which weekdays are meant, Monday 1: `mon`, `monday`, `mon-fri`, `sat-sun`, `mon,wed`, `daily`. Undefined when it is none. */
export function readWeekdays(text: string): readonly number[] | undefined {
  const words = text.trim().toLowerCase();
  if (words === 'daily') return weekdays.map((_, index) => index + 1);
  const days = words.split(',').map((part) => {
    const numbers = part.split('-').map((word) => weekdayNumber(word.trim()));
    const [from, to = from, more] = numbers;
    if (from === undefined || to === undefined || more !== undefined || numbers.includes(undefined)) return undefined;
    return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => ((from - 1 + index) % 7) + 1);
  });
  return days.every((part) => part !== undefined) ? days.flat() : undefined;
}

const spelling =
  'write from and to on the 24 hour clock: "08:00-12:00"; over midnight "22:00-06:00"; the whole day "00:00-24:00"';

/** The range, or what to do about it. */
function readRange(text: string): OpenRange | string {
  const parts = /^\s*(\d{1,2}):(\d{2})\s*[-\u2013]\s*(\d{1,2}):(\d{2})\s*$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return spelling;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = parts;
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  if (fromMinute > 59 || toMinute > 59 || from >= minutesOfDay || to > minutesOfDay) return spelling;
  if (from === to) return 'a range that ends when it begins is none: the whole day is "00:00-24:00"';
  return { from, to: to > from ? to : to + minutesOfDay };
}
