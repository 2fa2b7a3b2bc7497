/** When a timer is due. */
export interface Schedule {
  /** The first whole second after `now` that fits, both in epoch milliseconds. Undefined when none does within a year. */
  nextAfter(now: number): number | undefined;
}

const fields = [
  { name: 'second', from: 0, to: 59 },
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12 },
  { name: 'day of week', from: 0, to: 6 },
] as const;
type FieldName = (typeof fields)[number]['name'];

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Reads the NCRONTAB of Functions: six fields of numbers, lists, ranges and `/n` steps, in UTC. Throws on anything else. */
export function readSchedule(text: string): Schedule {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length) throw new Error(`The schedule "${text}" needs six fields, beginning with the seconds.`);
  const allowed = new Map(fields.map((field, index) => [field.name, readField(parts[index] ?? '', field, text)]));
  const fits = (name: FieldName, value: number) => allowed.get(name)?.has(value) ?? false;

  return {
    nextAfter(now) {
      const end = now + 366 * day;
      let at = roundUp(now + 1, second);
      while (at <= end) {
        const date = new Date(at);
        if (!fits('month', date.getUTCMonth() + 1) || !fits('day', date.getUTCDate()) || !fits('day of week', date.getUTCDay())) {
          at = roundUp(at + 1, day);
        } else if (!fits('hour', date.getUTCHours())) at = roundUp(at + 1, hour);
        else if (!fits('minute', date.getUTCMinutes())) at = roundUp(at + 1, minute);
        else if (!fits('second', date.getUTCSeconds())) at += second;
        else return at;
      }
      return undefined;
    },
  };
}

function roundUp(at: number, unit: number): number {
  return Math.ceil(at / unit) * unit;
}

function readField(part: string, { name, from, to }: (typeof fields)[number], schedule: string): Set<number> {
  const values = new Set<number>();
  for (const piece of part.split(',')) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(piece);
    const [, low, high, every] = match ?? [];
    const start = low === undefined ? from : Number(low);
    const stop = high === undefined ? (low === undefined || every !== undefined ? to : start) : Number(high);
    const step = every === undefined ? 1 : Number(every);
    if (!match || start < from || stop > to || start > stop || step === 0) {
      throw new Error(`The schedule "${schedule}" has an unusable ${name}: "${part}".`);
    }
    for (let value = start; value <= stop; value += step) values.add(value);
  }
  return values;
}
