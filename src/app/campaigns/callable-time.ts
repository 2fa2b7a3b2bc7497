import { openTimeFrom } from '../../core/flow/schedules/opening.ts';
import { readSchedules } from '../../core/flow/schedules/read-schedules.ts';
import type { Schedule } from '../../core/flow/schedules/schedule.ts';
import type { CallingHours, CampaignProblem } from '../../ports/campaigns.ts';

/** When somebody may be called: from and until, epoch milliseconds; `until` is not included. */
export interface CallableTime {
  readonly from: number;
  readonly until: number;
}

/** Hours come again every week, and clock changes may take one of them away. */
const lookAheadMs = 15 * 86_400_000;
const mostRounds = 64;

/**
 * Answers, for one set of calling hours, when somebody may be called next: where a country has several time zones it is time
 * only when all of them say so. Undefined: not within two weeks. Remembers what it found, because people share zones.
 */
export function callableTimes(hours: CallingHours): (timeZones: readonly string[], at: number) => CallableTime | undefined {
  const schedules = new Map<string, Schedule | undefined>();
  const found = new Map<string, CallableTime & { readonly askedAt: number }>();
  const scheduleIn = (timeZone: string): Schedule | undefined => {
    if (!schedules.has(timeZone)) schedules.set(timeZone, readHours(hours, timeZone).schedule);
    return schedules.get(timeZone);
  };
  return (timeZones, at) => {
    const key = timeZones.join();
    const known = found.get(key);
    if (known !== undefined && at >= known.askedAt && at < known.until) return { ...known, from: Math.max(known.from, at) };
    const all = timeZones.flatMap((timeZone) => scheduleIn(timeZone) ?? []);
    const time = all.length === 0 || all.length < timeZones.length ? undefined : openInAll(all, at);
    if (time !== undefined) found.set(key, { ...time, askedAt: at });
    return time;
  };
}

function openInAll(schedules: readonly Schedule[], from: number): CallableTime | undefined {
  let at = from;
  for (let round = 0; round < mostRounds && at < from + lookAheadMs; round += 1) {
    let until = Number.MAX_SAFE_INTEGER;
    let latest = at;
    for (const schedule of schedules) {
      const open = openTimeFrom(schedule, at);
      if (open === undefined) return undefined;
      latest = Math.max(latest, open.from);
      until = Math.min(until, open.until);
    }
    if (latest === at) return { from: at, until };
    at = latest;
  }
  return undefined;
}

/** Reads calling hours as `schedules.jsonc` does, with its words for what is wrong. */
export function readHours(
  hours: CallingHours,
  timeZone: string,
): { readonly schedule?: Schedule; readonly problems: readonly CampaignProblem[] } {
  const { findings, schedules } = readSchedules(JSON.stringify({ schedules: { window: { timeZone, ...hours } } }), 'window');
  const schedule = schedules?.window;
  const problems = findings.map(({ place, message, fix }) => ({
    place: place.pointer
      .replace(/^\/schedules\/window\/timeZone/, 'timeZone')
      .replace(/^\/schedules\//, '')
      .replaceAll('/', '.'),
    problem: message,
    fix: fix ?? 'See docs/automation-api.md.',
  }));
  return schedule === undefined || problems.length > 0 ? { problems } : { schedule, problems };
}
