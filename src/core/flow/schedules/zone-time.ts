import { Temporal } from 'temporal-polyfill';

/**
 * The instant (epoch milliseconds) at which a wall clock in the zone first shows this time. In an overlap, when the
 * clock is put back, that is the first of the two; a time inside a gap, when it is put forward, becomes the end of the
 * gap, because from then on the clock shows more.
 */
export function instantOf(date: Temporal.PlainDate, minutes: number, timeZone: string): number {
  const days = Math.floor(minutes / minutesOfDay);
  const rest = minutes % minutesOfDay;
  const time = Temporal.PlainTime.from({ hour: Math.floor(rest / 60), minute: rest % 60 });
  return wallTime(date.add({ days }).toPlainDateTime(time), timeZone);
}

export function wallTime(wall: Temporal.PlainDateTime, timeZone: string): number {
  const at = wall.toZonedDateTime(timeZone); // "compatible": earlier in an overlap, later in a gap.
  if (at.toPlainDateTime().equals(wall)) return at.epochMilliseconds;
  return at.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? at.epochMilliseconds;
}

export const minutesOfDay = 1_440;

/** The zone's own spelling, or undefined when there is no such zone. Offsets such as `+01:00` know no summer time and are none. */
export function readTimeZone(name: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,60}$/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Every zone that this machine knows, for did-you-mean. */
export const timeZones = (): readonly string[] => Intl.supportedValuesOf('timeZone');

/** Where the zone's clocks are put forward or back next, and by how many minutes; undefined when they are not within the time. */
export function nextClockChange(
  timeZone: string,
  now: number,
  withinMs: number,
): { readonly at: number; readonly minutes: number } | undefined {
  const before = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const change = before.getTimeZoneTransition('next');
  if (change === null || change.epochMilliseconds - now > withinMs) return undefined;
  const minutes = (change.offsetNanoseconds - before.offsetNanoseconds) / 60_000_000_000;
  return { at: change.epochMilliseconds, minutes };
}
