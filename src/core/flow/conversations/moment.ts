import { Temporal } from 'temporal-polyfill';

export type Moment =
  | { readonly kind: 'moment' /** Epoch milliseconds. */; readonly at: number }
  | { readonly kind: 'unread'; readonly why: 'notATime' | 'noZone' | 'unknownZone' };

/**
 * Reads the moment at which a conversation begins: `2026-11-23T10:00 Europe/Berlin`, `2026-11-23T10:00+01:00`,
 * `2026-11-23T09:00Z`, or a time without a zone when `zone` names one. A time that the clocks skip is the one an hour later;
 * of one that comes twice, the first.
 */
export function readMoment(text: string, zone?: string): Moment {
  const [, time = '', named] =
    /^\s*([^\s[]+(?:\s\d\d:\d\d(?::\d\d)?)?)(?:(?:\s*\[|\s+)([A-Za-z][A-Za-z0-9_+\-/]*)\]?)?\s*$/.exec(text) ?? [];
  if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(time)) {
    const instant = attempt(() => Temporal.Instant.from(time.replace(' ', 'T')));
    return instant === undefined ? { kind: 'unread', why: 'notATime' } : { kind: 'moment', at: instant.epochMilliseconds };
  }
  const local = attempt(() => Temporal.PlainDateTime.from(time.replace(' ', 'T')));
  if (local === undefined || !/\d\d:\d\d/.test(time)) return { kind: 'unread', why: 'notATime' };
  const timeZone = named ?? zone;
  if (timeZone === undefined) return { kind: 'unread', why: 'noZone' };
  const zoned = attempt(() => local.toZonedDateTime(timeZone));
  return zoned === undefined ? { kind: 'unread', why: 'unknownZone' } : { kind: 'moment', at: zoned.epochMilliseconds };
}

function attempt<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
