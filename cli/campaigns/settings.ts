import type { ParseArgsConfig } from 'node:util';
import { momentSpellings, readMoment } from '../../src/core/flow/schedules/moment.ts';
import { readDurationMs } from '../../src/core/steps/fields.ts';
import { campaignByRows } from '../../src/edge/automation/campaign-bodies.ts';
import { readVariables } from '../calling/variables.ts';

export const settingsHelp = `  --name NAME            for you; the file's name when it is left out
  --line LINE            in whose name is called; needed
  --flow FLOW            what people meet; the line's own when it is left out
  --time-zone ZONE       of people of whom nobody knows where they are, for example Europe/London; needed
  --week "DAYS HOURS"    when people may be called, on their own clocks; needed, may be given several times:
                         --week "mon-fri 09:00-12:00,13:00-17:00" --week "sat 10:00-12:00"
  --except "DAY HOURS"   a day that is unlike its weekday: --except "12-24 closed"
  --not-before T, --not-after T
                         ${momentSpellings};
                         left out: from now on, for seven days
  --calls-per-minute N   30, and
  --at-once N            10: calls that ring or are connected
  --attempts N           3 calls to one person, the first included,
  --retry-after TIME     60m apart,
  --retry-on A,B         after these outcomes: busy,noAnswer,notReached
  --ring TIME            how long it rings (45s)
  --language TAG         one of the flow's languages
  --var NAME=VALUE       a variable of the flow, for everybody; a column of the person's own comes on top
  --settings FILE        all this as JSON, in the words of the automation API; options come on top`;

export const settingsOptions = {
  name: { type: 'string' },
  line: { type: 'string' },
  flow: { type: 'string' },
  'time-zone': { type: 'string' },
  week: { type: 'string', multiple: true },
  except: { type: 'string', multiple: true },
  'not-before': { type: 'string' },
  'not-after': { type: 'string' },
  'calls-per-minute': { type: 'string' },
  'at-once': { type: 'string' },
  attempts: { type: 'string' },
  'retry-after': { type: 'string' },
  'retry-on': { type: 'string' },
  ring: { type: 'string' },
  language: { type: 'string' },
  var: { type: 'string', multiple: true },
} as const satisfies ParseArgsConfig['options'];

export type SettingsValues = {
  readonly [Name in keyof typeof settingsOptions]?: (typeof settingsOptions)[Name] extends { readonly multiple: true }
    ? string[] | undefined
    : string | undefined;
};

type Json = { readonly [member: string]: unknown };

/** What a campaign is besides its people: what files say, and options on top. A text: what is wrong, and what to write. */
export function readSettings(values: SettingsValues, files: Json, now: number): Json | string {
  const vars = readVariables(values.var ?? []);
  if ('problem' in vars) return `${vars.place}: ${vars.problem} ${vars.fix}`;
  const week = hoursIn('week', values.week);
  const exceptions = hoursIn('except', values.except);
  const ringMs = durationIn('ring', values.ring);
  const afterMs = durationIn('retry-after', values['retry-after']);
  const notBefore = momentIn('not-before', values['not-before'], now);
  const notAfter = momentIn('not-after', values['not-after'], now);
  const numbers = numbersIn(values);
  for (const read of [week, exceptions, ringMs, afterMs, notBefore, notAfter, numbers]) if (typeof read === 'string') return read;
  if (typeof numbers === 'string') return numbers;
  const settings: Json = {
    ...files,
    ...given({
      name: values.name,
      line: values.line,
      flow: values.flow,
      language: values.language,
      timeZone: values['time-zone'],
    }),
    ...given({ ringSeconds: secondsOf(ringMs) }),
    ...within(files, 'variables', vars.variables),
    ...within(files, 'window', given({ week, exceptions, notBefore: isoOf(notBefore), notAfter: isoOf(notAfter) })),
    ...within(files, 'pace', given({ callsPerMinute: numbers['calls-per-minute'], atOnce: numbers['at-once'] })),
    ...within(
      files,
      'retries',
      given({
        attempts: numbers.attempts,
        afterMinutes: typeof afterMs === 'number' ? Math.round(afterMs / 60_000) : undefined,
        on: values['retry-on']?.split(',').map((one) => one.trim()),
      }),
    ),
  };
  return problemIn(settings) ?? settings;
}

const given = (members: Json): Json => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** A part of the settings with what options say of it. */
function within(files: Json, member: string, more: Json): Json {
  const known = files[member];
  if (Object.keys(more).length === 0) return {};
  return { [member]: { ...(typeof known === 'object' && known !== null ? known : {}), ...more } };
}

function hoursIn(option: string, texts: readonly string[] | undefined): Json | string | undefined {
  if (texts === undefined) return undefined;
  const hours: { [day: string]: string | string[] } = {};
  for (const text of texts) {
    const [, days, ranges] = /^(\S+)\s+(\S.*)$/.exec(text.trim()) ?? [];
    if (days === undefined || ranges === undefined)
      return `--${option}: Write days and hours, for example "mon-fri 09:00-17:00".`;
    const all = ranges.split(',').map((one) => one.trim());
    hours[days] = all.length === 1 ? ranges : all;
  }
  return hours;
}

const isoOf = (at: number | string | undefined): string | undefined =>
  typeof at === 'number' ? new Date(at).toISOString() : undefined;
const secondsOf = (ms: number | string | undefined): number | undefined =>
  typeof ms === 'number' ? Math.round(ms / 1_000) : undefined;

function durationIn(option: string, text: string | undefined): number | string | undefined {
  return text === undefined
    ? undefined
    : (readDurationMs(text) ?? `--${option}: Write a duration with its unit, for example 45s or 60m.`);
}

function momentIn(option: string, text: string | undefined, now: number): number | string | undefined {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return text === undefined ? undefined : (readMoment(text, zone, now) ?? `--${option}: Write ${momentSpellings}.`);
}

const numberOptions = ['calls-per-minute', 'at-once', 'attempts'] as const;

function numbersIn(values: SettingsValues): { readonly [Option in (typeof numberOptions)[number]]?: number } | string {
  const numbers: { [Option in (typeof numberOptions)[number]]?: number } = {};
  for (const option of numberOptions) {
    const text = values[option];
    if (text === undefined) continue;
    if (!/^\d{1,6}$/.test(text)) return `--${option}: Write a number.`;
    numbers[option] = Number(text);
  }
  return numbers;
}

/** How an option says what the automation API calls otherwise. */
const optionFor: { readonly [member: string]: string } = {
  name: '--name',
  line: '--line',
  flow: '--flow',
  timeZone: '--time-zone',
  window: '--week',
  'window.week': '--week',
  'window.exceptions': '--except',
  'pace.callsPerMinute': '--calls-per-minute',
  'pace.atOnce': '--at-once',
  'retries.attempts': '--attempts',
  'retries.afterMinutes': '--retry-after',
  'retries.on': '--retry-on',
  ringSeconds: '--ring',
};

/** The first thing that the API would not understand. */
function problemIn(settings: Json): string | undefined {
  const read = campaignByRows.safeParse({ ...settings, people: [{}] });
  const [issue] = read.success ? [] : read.error.issues;
  if (issue === undefined) return undefined;
  const member = issue.path.join('.');
  const option = optionFor[member];
  const isMissing = member.split('.').reduce<unknown>((value, key) => (value as Json | undefined)?.[key], settings) === undefined;
  if (isMissing && option !== undefined) return `${option} is needed, or "${member}" in the file of --settings.`;
  return `${option ?? (member === '' ? 'The settings' : `"${member}"`)}: ${issue.message}.`;
}
