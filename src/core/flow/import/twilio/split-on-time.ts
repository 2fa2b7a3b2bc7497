import { holds, subjectOf } from './conditions.ts';
import { type LiquidFilter, readLiquid } from './liquid.ts';
import { type Scene, step } from './scene.ts';
import type { Condition, Way, Widget } from './studio-flow.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const fullDays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const minutesOfDay = 24 * 60;

/** A moment of the week: what a split on the clock can depend on. */
interface Moment {
  readonly day: number;
  readonly minute: number;
}

const two = (number: number): string => String(number).padStart(2, '0');
/** Directives of Liquid's `date` that tell moments of a week apart. */
const directives: { readonly [letter: string]: (moment: Moment) => string } = {
  H: ({ minute }) => two(Math.floor(minute / 60)),
  k: ({ minute }) => String(Math.floor(minute / 60)),
  I: ({ minute }) => two(Math.floor(minute / 60) % 12 || 12),
  l: ({ minute }) => String(Math.floor(minute / 60) % 12 || 12),
  M: ({ minute }) => two(minute % 60),
  S: () => '00',
  p: ({ minute }) => (minute < minutesOfDay / 2 ? 'AM' : 'PM'),
  P: ({ minute }) => (minute < minutesOfDay / 2 ? 'am' : 'pm'),
  R: ({ minute }) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
  T: ({ minute }) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`,
  u: ({ day }) => String(day + 1),
  w: ({ day }) => String((day + 1) % 7),
  a: ({ day }) => fullDays[day]?.slice(0, 3) ?? '',
  A: ({ day }) => fullDays[day] ?? '',
};

/** How the clock is written in a template that is nothing but `{{ "now" | date: "%H:%M" }}`; undefined for everything else. */
function clockIn(text: string): ((moment: Moment) => string) | undefined {
  const [part, ...others] = readLiquid(text.trim()).parts;
  if (part?.kind !== 'output' || others.length > 0) return undefined;
  const { of, filters } = part.value;
  const now = of.kind === 'text' ? of.text : of.path.join('.');
  const format = formatOf(filters);
  if (!/^(now|today)$/.test(now) || format === undefined) return undefined;
  const letters = [...format.matchAll(/%-?([A-Za-z])/g)].map(([, letter = '']) => letter);
  if (letters.length === 0 || letters.some((letter) => !Object.hasOwn(directives, letter))) return undefined;
  return (moment) =>
    format.replaceAll(/%(-?)([A-Za-z])/g, (_, bare: string, letter: string) => {
      const written = directives[letter]?.(moment) ?? '';
      return bare === '' ? written : written.replace(/^0(?=\d)/, '');
    });
}

/** The last filter is the format; what stands before it only moves the clock into a time zone. */
function formatOf(filters: readonly LiquidFilter[]): string | undefined {
  const last = filters.at(-1);
  const [format] = last?.name === 'date' ? last.arguments : [];
  return format?.kind === 'text' ? format.text : undefined;
}

/** Whether every condition of a split looks at the clock and at nothing else. */
export function isOnTime(split: Widget): boolean {
  const conditions = split.ways.flatMap((way) => way.conditions);
  return conditions.length > 0 && conditions.every((condition) => clockIn(subjectOf(condition, split)) !== undefined);
}

/** Writes `hours` steps with schedules that say when each way is taken. False where the conditions cannot be worked out. */
export function writeSplitOnTime(split: Widget, name: string, scene: Scene): boolean {
  const byWay = waysByMoment(split);
  if (byWay === undefined) return false;
  const targets = byWay.map((day) => day.map((next) => scene.to(next)));
  const atNoon = targets[2]?.[minutesOfDay / 2];
  const all = [...new Set(targets.flat())].toSorted((a, b) => Number(b === atNoon) - Number(a === atNoon));
  const last = all.at(-1) ?? scene.to(undefined);
  if (all.length > 6) return false;
  scene.remark(split, {
    severity: 'changed',
    what: `what the conditions on the clock say stands in schedules.jsonc now, in the time zone ${scene.timeZone}; Studio's clock is UTC unless the template moves it`,
    fix: 'look at the schedule with "teams-ivr hours", and add your holidays',
  });
  if (all.length === 1) {
    step(scene, name, { type: 'branch', cases: [{ when: 'true', next: last }], else: last });
    return true;
  }
  let now = name;
  for (const [index, target] of all.slice(0, -1).entries()) {
    const isLast = index === all.length - 2;
    const closed = isLast ? last : scene.draft.stepName(`${name} else`);
    const week = weekOf(targets.map((day) => day.map((one) => one === target)));
    step(scene, now, { type: 'hours', schedule: scene.world.schedule(index === 0 ? name : now, week), open: target, closed });
    now = closed;
  }
  return true;
}

/** For every minute of a week where the split leads; undefined where a condition cannot be worked out. */
function waysByMoment(split: Widget): readonly (readonly (string | undefined)[])[] | undefined {
  const otherwise = split.ways.find(({ event }) => event === 'noMatch')?.next;
  const ways = split.ways
    .filter(({ conditions }) => conditions.length > 0)
    .map((way) => ({ next: way.next, when: readWay(way, split) }));
  let isKnown = true;
  const week = days.map((_, day) =>
    Array.from({ length: minutesOfDay }, (_minute, minute) => {
      for (const { next, when } of ways) {
        const taken = when({ day, minute });
        if (taken === undefined) isKnown = false;
        if (taken !== false) return next;
      }
      return otherwise;
    }),
  );
  return isKnown ? week : undefined;
}

function readWay({ conditions }: Way, split: Widget): (moment: Moment) => boolean | undefined {
  const all = conditions.map((condition: Condition) => ({ condition, clock: clockIn(subjectOf(condition, split)) }));
  return (moment) => {
    const each = all.map(({ condition, clock }) => (clock === undefined ? undefined : holds(condition, clock(moment))));
    return each.includes(undefined) ? undefined : each.every((one) => one === true);
  };
}

/** The minutes that count, as a week of opening hours; days alike are written together. */
function weekOf(open: readonly (readonly boolean[])[]): { readonly [days: string]: string | readonly string[] } {
  const byHours = new Map<string, { readonly hours: string | readonly string[]; readonly on: number[] }>();
  for (const [day, minutes] of open.entries()) {
    const hours = rangesOf(minutes);
    if (hours.length === 0) continue;
    const key = JSON.stringify(hours);
    const known = byHours.get(key);
    if (known === undefined) byHours.set(key, { hours, on: [day] });
    else known.on.push(day);
  }
  return Object.fromEntries([...byHours.values()].map(({ hours, on }) => [daysInWords(on), hours]));
}

function rangesOf(minutes: readonly boolean[]): string | readonly string[] {
  if (minutes.every((one) => one)) return 'open';
  const ranges: string[] = [];
  for (let minute = 0; minute < minutesOfDay; minute++) {
    if (minutes[minute] !== true || minutes[minute - 1] === true) continue;
    let end = minute;
    while (end < minutesOfDay && minutes[end] === true) end++;
    ranges.push(`${clockText(minute)}-${clockText(end)}`);
  }
  const [only, ...more] = ranges;
  return only !== undefined && more.length === 0 ? only : ranges;
}

const clockText = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

function daysInWords(on: readonly number[]): string {
  if (on.length === 7) return 'daily';
  const [first = 0] = on;
  const last = on.at(-1) ?? first;
  if (on.length > 2 && last - first === on.length - 1) return `${days[first] ?? ''}-${days[last] ?? ''}`;
  return on.map((day) => days[day] ?? '').join(',');
}
