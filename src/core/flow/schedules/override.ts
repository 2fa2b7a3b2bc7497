import { Temporal } from 'temporal-polyfill';
import type { Override, Schedules } from './schedule.ts';
import { wallTime } from './zone-time.ts';

/**
 * Overrides stand apart from the schedules, in the file and here: they are thrown in a hurry, by people who do not edit
 * flows, and a store can keep them beside what has been published.
 */
export type Overrides = { readonly [schedule: string]: Override };

/** The schedules with these overrides, instead of any that they had. */
export function withOverrides(schedules: Schedules, overrides: Overrides): Schedules {
  return Object.fromEntries(
    Object.entries(schedules).map(([name, { override: _, ...schedule }]) => {
      const override = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
      return [name, override === undefined ? schedule : { ...schedule, override }];
    }),
  );
}

/** The schedules with these overrides besides their own, and instead of those of the same name. */
export function alsoOverridden(schedules: Schedules, overrides: Overrides): Schedules {
  const own = Object.entries(schedules).flatMap(([name, { override }]) =>
    override === undefined ? [] : [[name, override] as const],
  );
  return withOverrides(schedules, { ...Object.fromEntries(own), ...overrides });
}

/** True while the override counts. */
export function isInForce(override: Override, timeZone: string, now: number): boolean {
  const until = endOf(override, timeZone);
  return until === undefined || now < until;
}

/** When the override ends by itself (epoch milliseconds). */
export function endOf({ until }: Override, timeZone: string): number | undefined {
  return until === undefined ? undefined : readUntil(until, timeZone);
}

const wall = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$/;

/** `2026-01-06`, `2026-01-06T08:00` in the zone, or an instant such as `2026-01-06T07:00Z`. Undefined when it is none of them. */
export function readUntil(text: string, timeZone: string): number | undefined {
  try {
    return wall.test(text)
      ? wallTime(Temporal.PlainDateTime.from(text.replace(' ', 'T')), timeZone)
      : Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
}
