import { z } from 'zod';
import { suggest } from '../did-you-mean.ts';
import { record } from '../record.ts';
import type { Report } from '../report.ts';
import { checkWith } from '../schema-findings.ts';
import { readNamed } from '../workspace-file.ts';
import { type Overrides, readUntil } from './override.ts';
import type { Schedules } from './schedule.ts';

/** One override as it is written in `overrides` of `schedules.jsonc`, and as a store may keep it. */
export const overrideSchema = z.strictObject({
  state: z.enum(['open', 'closed']).meta({ description: 'What the schedule is, whatever time it is.', examples: ['closed'] }),
  until: z
    .string()
    .max(40)
    .optional()
    .meta({
      description: 'Until when: date and time in the zone of the schedule. Left out: until it is taken away.',
      examples: ['2026-01-06T08:00'],
    }),
  reason: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Why, for people.', examples: ['storm'] }),
});

/** Reads `overrides`. `written` are the schedules that the file names, also those that could not be read. */
export function readOverrides(
  raw: unknown,
  schedules: Schedules,
  written: { readonly [name: string]: unknown },
  report: Report,
): Overrides {
  if (raw === undefined) return record([]);
  return readNamed(raw, 'overrides', report, (value, path) => {
    const name = String(path.at(-1));
    if (!Object.hasOwn(written, name)) {
      const fix = suggest(name, Object.keys(written), 'remove it, or add the schedule');
      report.error('IVR518', { path, at: 'key', message: `there is no schedule "${name}" to override`, fix });
    }
    const checked = checkWith(overrideSchema, { report, path, value })?.value;
    if (checked === undefined) return undefined;
    const { state, until, reason } = checked;
    if (until !== undefined && readUntil(until, schedules[name]?.timeZone ?? 'UTC') === undefined) {
      const fix = 'write the date and time of the schedule\'s zone, for example "2026-01-06T08:00"';
      report.error('IVR517', { path: [...path, 'until'], message: `"${until}" is no date and time`, fix });
      return undefined;
    }
    return { state, ...(until !== undefined && { until }), ...(reason !== undefined && { reason }) };
  });
}
