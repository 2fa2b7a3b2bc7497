import { z } from 'zod';
import { readObjectId } from '../../call/object-id.ts';
import { isPhoneNumber } from '../../call/phone-number.ts';
import { readTenantLack, type TenantLack, tenantLacks } from '../../call/tenant-setup.ts';
import { also, suggest } from '../did-you-mean.ts';
import type { JsonPath } from '../json-text.ts';
import { isObject, record } from '../record.ts';
import type { Report } from '../report.ts';
import { readUntil } from '../schedules/override.ts';
import type { Override } from '../schedules/schedule.ts';
import { checkWith } from '../schema-findings.ts';
import { type ContactBehaviour, contactBehaviours, type Given, type GivenCaller, type MockedAnswer } from './conversation.ts';
import { readMoment } from './moment.ts';
import { readMs } from './script-step.ts';

const members = ['at', 'zone', 'caller', 'language', 'line', 'hours', 'vars', 'mock', 'contacts', 'without', 'note'] as const;
const behaviour = z.enum(contactBehaviours);
const text = z.string().min(1).max(200);
const vars = z.record(z.string(), z.json());
const state = z.enum(['open', 'closed']);
export const overrideMembers = z.strictObject({
  state: state.describe('What the schedule is.'),
  until: z
    .string()
    .refine((until) => readUntil(until, 'UTC') !== undefined, 'write a date and time, for example "2026-11-24T08:00"')
    .optional()
    .meta({ description: 'Until when: date and time in the zone of the schedule.', examples: ['2026-11-24T08:00'] }),
});
const hours = z.record(z.string(), z.union([state, overrideMembers]));

/** The world before anything is said about it. */
export const usualWorld: Given = { hours: {}, vars: {}, mocks: {}, contacts: {} };

/** Reads `given`. Undefined when something in it is wrong. A member that is no other is a contact, as in `{ "reception": "busy" }`. */
export function readGiven(raw: unknown, path: JsonPath, report: Report): Given | undefined {
  if (raw === undefined) return usualWorld;
  const document = checkWith(z.record(z.string(), z.unknown()), { report, path, value: raw })?.value;
  if (document === undefined) return undefined;
  let good = true;
  const bad = (): undefined => {
    good = false;
    return undefined;
  };
  const take = <Value>(member: string, schema: z.ZodType<Value>): Value | undefined => {
    if (document[member] === undefined) return undefined;
    const checked = checkWith(schema, { report, path: [...path, member], value: document[member] });
    return checked === undefined ? bad() : checked.value;
  };
  const zone = take('zone', text);
  const at = take('at', text);
  const moment = at === undefined ? undefined : (readAt(at, zone, [...path, 'at'], report) ?? bad());
  const caller = document.caller === undefined ? undefined : readCaller(document.caller, [...path, 'caller'], report);
  if (document.caller !== undefined && caller === undefined) bad();
  const language = take('language', text) ?? caller?.language;
  const line = take('line', text);
  const overridden = take('hours', hours);
  const start = take('vars', vars);
  const mocks = document.mock === undefined ? {} : (readMocks(document.mock, [...path, 'mock'], report) ?? bad());
  const without =
    document.without === undefined ? undefined : (readWithout(document.without, [...path, 'without'], report) ?? bad());
  const named = document.contacts === undefined ? {} : (take('contacts', z.record(z.string(), z.unknown())) ?? {});
  const short = Object.entries(document).filter(([member]) => !members.some((known) => known === member));
  const contacts: [string, ContactBehaviour][] = [];
  for (const [entries, where] of [
    [Object.entries(named), [...path, 'contacts']],
    [short, path],
  ] as const) {
    for (const [name, value] of entries) {
      if (where === path && typeof value !== 'string') {
        const fix = also(suggest(name, members, ''), `; a contact is written as "${name}": "busy"`);
        report.error('IVR101', { path: [...where, name], at: 'key', message: `"${name}" is not known here`, fix });
        bad();
        continue;
      }
      const checked = checkWith(behaviour, { report, path: [...where, name], value });
      if (checked === undefined) bad();
      else contacts.push([name, checked.value]);
    }
  }
  if (!good) return undefined;
  return {
    ...(moment === undefined ? {} : { at: moment }),
    ...(caller === undefined ? {} : { caller: caller.caller }),
    ...(language === undefined ? {} : { language }),
    ...(line === undefined ? {} : { line }),
    hours: record(Object.entries(overridden ?? {}).map(([name, one]) => [name, overrideOf(one)] as const)),
    vars: start ?? {},
    mocks: mocks ?? {},
    contacts: record(contacts),
    ...(without === undefined ? {} : { without }),
  };
}

/** One name or several; each that is none is told apart. */
function readWithout(raw: unknown, path: JsonPath, report: Report): readonly TenantLack[] | undefined {
  const schema = z.union([text, z.array(text).min(1).max(tenantLacks.length)]);
  const written = checkWith(schema, { report, path, value: raw })?.value;
  if (written === undefined) return undefined;
  const names = Array.isArray(written) ? written : [written];
  const read = names.map((name, index) => {
    const lack = readTenantLack(name);
    if (lack !== undefined) return lack;
    const where = Array.isArray(written) ? [...path, index] : path;
    const message = `"${name}" is nothing that a tenant can be without`;
    report.error('IVR103', { path: where, message, fix: suggest(name, tenantLacks, '') });
    return undefined;
  });
  const known = read.filter((one) => one !== undefined);
  return known.length < read.length ? undefined : known;
}

/** `"closed"`, or `{ "state": "closed", "until": "2026-11-24T08:00" }`. */
function overrideOf(written: z.output<typeof state> | z.output<typeof overrideMembers>): Override {
  if (typeof written === 'string') return { state: written };
  const { state: thrown, until } = written;
  return { state: thrown, ...(until === undefined ? {} : { until }) };
}

function readAt(at: string, zone: string | undefined, path: JsonPath, report: Report): number | undefined {
  const moment = readMoment(at, zone);
  if (moment.kind === 'moment') return moment.at;
  const example = 'for example "2026-11-23T10:00 Europe/Berlin"';
  const [message, fix] = {
    notATime: ['this is not a date and time', `write it so: ${example}`],
    noZone: ['the time has no zone, so nobody knows when it is', `add one: ${example}`],
    unknownZone: ['there is no such time zone', `name one of the IANA time zones: ${example}`],
  }[moment.why] as [string, string]; // Two texts for each.
  report.error('IVR604', { path, message, fix });
  return undefined;
}

export const callerMembers = z.strictObject({
  user: z
    .union([z.string().min(1).max(200), z.literal(true)])
    .optional()
    .meta({ description: 'Somebody with Teams: the name that is shown, or `true`.', examples: ['Ada Example', true] }),
  id: z
    .string()
    .refine((id) => readObjectId(id) !== undefined, 'must be an object id: 8-4-4-4-12 hexadecimal digits')
    .optional()
    .meta({ description: 'The object id of that person.', examples: ['0a1b2c3d-0001-4567-89ab-cdef01234567'] }),
  phone: z
    .string()
    .refine(isPhoneNumber, 'must be a phone number in full, for example "+441632960123"')
    .optional()
    .meta({ description: 'A telephone: + and country code, digits only.', examples: ['+441632960123'] }),
  withheld: z
    .literal(true)
    .optional()
    .meta({ description: 'A telephone that does not show its number.', examples: [true] }),
  language: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .meta({ description: "What the caller's telephone is set to.", examples: ['de-DE'] }),
});

function readCaller(
  raw: unknown,
  path: JsonPath,
  report: Report,
): { readonly caller: GivenCaller; readonly language?: string } | undefined {
  if (typeof raw === 'string') {
    if (raw === 'user') return { caller: { kind: 'user' } };
    if (raw === 'withheld') return { caller: { kind: 'withheld' } };
    if (isPhoneNumber(raw)) return { caller: { kind: 'phone', number: raw } };
    const fix = 'write "user", "withheld", a phone number such as "+441632960123", or { "user": "Ada Example" }';
    report.error('IVR103', { path, message: 'nobody can call like this', fix });
    return undefined;
  }
  const checked = checkWith(callerMembers, { report, path, value: raw })?.value;
  if (checked === undefined) return undefined;
  const { user, id, phone, withheld, language } = checked;
  if ([user ?? id, phone, withheld].filter((one) => one !== undefined).length > 1) {
    report.error('IVR103', { path, message: 'the caller is several at once', fix: 'write one of user, phone and withheld' });
    return undefined;
  }
  const caller: GivenCaller =
    phone !== undefined
      ? { kind: 'phone', number: phone }
      : withheld
        ? { kind: 'withheld' }
        : {
            kind: 'user',
            ...(id === undefined ? {} : { id: id.toLowerCase() }),
            ...(typeof user === 'string' ? { name: user } : {}),
          };
  return { caller, ...(language === undefined ? {} : { language }) };
}

export const answerMembers = z.strictObject({
  status: z
    .int()
    .min(100)
    .max(599)
    .optional()
    .meta({ description: 'The HTTP status. Default 200.', examples: [404] }),
  json: z
    .json()
    .optional()
    .meta({ description: 'The body.', examples: [{ tier: 'gold' }] }),
  text: z
    .string()
    .max(1_000_000)
    .optional()
    .meta({ description: 'The body where it is no JSON.', examples: ['Service unavailable'] }),
  delay: z
    .string()
    .refine((value) => readMs(value) !== undefined, 'write a duration as a number and a unit (ms, s, m), for example "2s"')
    .optional()
    .meta({ description: 'How long the answer takes.', examples: ['2s'] }),
});

function readMocks(raw: unknown, path: JsonPath, report: Report): Given['mocks'] | undefined {
  const checked = checkWith(z.record(z.string(), z.unknown()), { report, path, value: raw })?.value;
  if (checked === undefined) return undefined;
  let good = true;
  const entries = Object.entries(checked).map(([name, value]) => {
    const answers = Array.isArray(value) ? value : [value];
    const read = answers.map((one: unknown, index) =>
      readAnswer(one, Array.isArray(value) ? [...path, name, index] : [...path, name], report),
    );
    const whole = read.filter((one) => one !== undefined);
    if (whole.length < read.length) good = false;
    if (read.length === 0) {
      report.error('IVR103', { path: [...path, name], message: 'the list is empty', fix: 'write at least one answer' });
      good = false;
    }
    return [name, whole] as const;
  });
  return good ? record(entries) : undefined;
}

function readAnswer(raw: unknown, path: JsonPath, report: Report): MockedAnswer | undefined {
  if (raw === 'timeout' || raw === 'error') return { kind: raw };
  if (!isObject(raw)) {
    const fix = 'write { "status": 200, "json": { } }, "timeout" or "error"';
    report.error('IVR103', { path, message: 'this is not an answer', fix });
    return undefined;
  }
  const checked = checkWith(answerMembers, { report, path, value: raw })?.value;
  if (checked === undefined) return undefined;
  const { status = 200, json, text: words, delay } = checked;
  if (json !== undefined && words !== undefined) {
    report.error('IVR103', { path, message: 'an answer has one body', fix: 'write either "json" or "text"' });
    return undefined;
  }
  const body = json !== undefined ? { json } : words !== undefined ? { text: words } : undefined;
  return {
    kind: 'response',
    status,
    ...(body === undefined ? {} : { body }),
    delayMs: delay === undefined ? 0 : (readMs(delay) ?? 0),
  };
}
