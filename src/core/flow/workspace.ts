import { z } from 'zod';
import { readObjectId } from '../call/object-id.ts';
import type { Destination, Party } from '../call/party.ts';
import { isPhoneNumber } from '../call/phone-number.ts';
import { suggest } from './did-you-mean.ts';
import type { Finding } from './finding.ts';
import type { FindingCode } from './finding-codes.ts';
import type { Change } from './json-edits.ts';
import type { JsonPath } from './json-text.ts';
import { readNotify } from './read-notify.ts';
import { isObject, record } from './record.ts';
import type { Report, Said } from './report.ts';
import { checkWith } from './schema-findings.ts';
import type { NotifyRoute, ToldContacts } from './told.ts';
import { openWorkspaceFile, readNamed, type WorkspaceDocument } from './workspace-file.ts';

/** `lines.jsonc`: who answers where. */
export interface Lines {
  readonly lines: { readonly [name: string]: Line };
  /** The line of calls that match no other. */
  readonly default?: string;
}

export interface Line {
  /** A resource account's object id, in lower case: what calls are matched by. */
  readonly applicationInstance?: string;
  /** A label for people. */
  readonly number?: string;
  /** The name of a flow's folder. */
  readonly flow: string;
  /** The contact whom the safe flow sends callers to when their call cannot be served (ADR 13). */
  readonly operator?: string;
}

export type Contacts = { readonly [name: string]: Destination };

/** `contacts.jsonc`: who can be called, and who can be told. */
export interface People {
  readonly contacts: Contacts;
  readonly told: ToldContacts;
}

/**
 * Reads `lines.jsonc`. `flows` are the names of the flows that exist; undefined when nobody knows. A line that is wrong
 * is left out of `lines`, so a caller who wants only faultless files looks at the findings. `contacts` are their names.
 */
export function readLines(text: string, file: string, flows?: readonly string[], contacts?: readonly string[]): LinesRead {
  const { document, report } = openWorkspaceFile(text, file, ['lines', 'default']);
  if (document === undefined) return { findings: report.findings() };
  const accounts = new Map<string, string>();
  const lines = readNamed(document.lines, 'lines', report, (raw, path) =>
    readLine(raw, path, { report, accounts, flows, contacts }),
  );
  const standard = readDefault(document, report);
  return { findings: report.findings(), lines: { lines, ...(standard !== undefined && { default: standard }) } };
}

/** Reads `contacts.jsonc`. A contact that is wrong is left out. */
export function readContacts(text: string, file: string): ContactsRead {
  const { document, report } = openWorkspaceFile(text, file, ['contacts']);
  if (document === undefined) return { findings: report.findings() };
  const people = readNamed(document.contacts, 'contacts', report, (raw, path) => readContact(raw, path, report));
  const entries = Object.entries(people);
  const contacts = record(entries.flatMap(([name, { to }]) => (to === undefined ? [] : [[name, to] as const])));
  const told = record(entries.flatMap(([name, { notify }]) => (notify === undefined ? [] : [[name, notify] as const])));
  return { findings: report.findings(), contacts, told };
}

/** Absent values: the text cannot be read at all. */
export interface LinesRead {
  readonly findings: readonly Finding[];
  readonly lines?: Lines;
}
export interface ContactsRead {
  readonly findings: readonly Finding[];
  readonly contacts?: Contacts;
  readonly told?: ToldContacts;
}

interface LineCheck {
  readonly report: Report;
  /** Resource accounts of the lines before, with the lines' names. */
  readonly accounts: Map<string, string>;
  readonly flows: readonly string[] | undefined;
  readonly contacts: readonly string[] | undefined;
}

function readLine(raw: unknown, path: JsonPath, { report, accounts, flows, contacts }: LineCheck): Line | undefined {
  const checked = checkWith(line, { report, path, value: raw })?.value;
  if (checked === undefined) return undefined;
  const { applicationInstance, number, flow, operator } = checked;
  if (flows !== undefined && !flows.includes(flow)) {
    const fix = suggest(flow, flows, `make a folder "${flow}" with a flow.jsonc in it`);
    report.error('IVR504', { path: [...path, 'flow'], message: `there is no flow "${flow}"`, fix });
  }
  if (operator !== undefined && contacts !== undefined && !contacts.includes(operator)) {
    const fix = suggest(operator, contacts, `add "${operator}" to contacts.jsonc`);
    report.error('IVR206', { path: [...path, 'operator'], message: `contacts.jsonc has no contact "${operator}"`, fix });
  }
  if (number !== undefined && !isPhoneNumber(number)) report.error(...badNumber([...path, 'number'], number));
  const id = applicationInstance === undefined ? undefined : readObjectId(applicationInstance);
  if (applicationInstance !== undefined && id === undefined) report.error(...badId([...path, 'applicationInstance']));
  const other = id === undefined ? undefined : accounts.get(id);
  if (other !== undefined) {
    const message = `line "${other}" has the same resource account`;
    report.error('IVR506', {
      path: [...path, 'applicationInstance'],
      message,
      fix: 'give each line its own, or remove one line',
    });
  }
  if (id !== undefined) accounts.set(id, String(path.at(-1)));
  return {
    flow,
    ...(id !== undefined && { applicationInstance: id }),
    ...(number !== undefined && { number }),
    ...(operator !== undefined && { operator }),
  };
}

const noteText = z.string().max(2_000);

/** A line as it is written. */
export const line = z.strictObject({
  applicationInstance: z.string().optional(),
  number: z.string().optional(),
  flow: z.string().min(1).max(64),
  operator: z.string().min(1).max(64).optional(),
  note: noteText.optional(),
});

/** What a contact can be; exactly one of these is its member. */
export const contactKinds = ['user', 'application', 'applicationInstance', 'phone', 'voicemail'] as const;

interface Contact {
  /** Absent: can be told, and not called. */
  readonly to?: Destination;
  readonly notify?: NotifyRoute;
}

function readContact(raw: unknown, path: JsonPath, report: Report): Contact | undefined {
  const notify = isObject(raw) && raw.notify !== undefined ? readNotify(raw.notify, [...path, 'notify'], report) : undefined;
  const to = readDestination(raw, path, report);
  return { ...(to !== undefined && { to }), ...(notify !== undefined && { notify }) };
}

/** Where a contact, or somebody in a directory, can be reached: exactly one destination. */
export function readDestination(raw: unknown, path: JsonPath, report: Report): Destination | undefined {
  if (!isObject(raw)) {
    report.error('IVR103', {
      path,
      message: `contact "${String(path.at(-1))}" does not fit`,
      fix: 'write for example { "user": "<object id>" }',
    });
    return undefined;
  }
  for (const member of Object.keys(raw)) {
    if (member === 'note' || member === 'notify' || contactKinds.some((kind) => kind === member)) continue;
    report.error('IVR101', {
      path: [...path, member],
      at: 'key',
      message: `"${member}" is not known here`,
      fix: suggest(member, [...contactKinds, 'notify'], ''),
    });
  }
  if (raw.note !== undefined) checkWith(noteText, { report, path: [...path, 'note'], value: raw.note });
  const [kind, ...others] = contactKinds.filter((one) => raw[one] !== undefined);
  if (kind === undefined && raw.notify !== undefined) return undefined;
  if (kind === undefined || others.length > 0) {
    const message = `contact "${String(path.at(-1))}" has ${kind === undefined ? 'no destination' : 'several destinations'}`;
    report.error('IVR501', { path, message, fix: `write exactly one of: ${contactKinds.join(', ')}` });
    return undefined;
  }
  const place = [...path, kind];
  const value = checkWith(z.string(), { report, path: place, value: raw[kind] })?.value;
  if (value === undefined) return undefined;
  if (kind === 'phone') {
    if (isPhoneNumber(value)) return { kind, number: value };
    report.error(...badNumber(place, value));
    return undefined;
  }
  const id = readObjectId(value);
  if (id === undefined) report.error(...badId(place));
  return id === undefined ? undefined : { kind, id };
}

// The value itself stays out of the message: it may be somebody's number or id.
const badId = (path: JsonPath): [FindingCode, { path: JsonPath; message: string; fix: string }] => [
  'IVR502',
  { path, message: 'this is not an object id', fix: 'copy it from Microsoft Entra: 8-4-4-4-12 hexadecimal digits' },
];
const badNumber = (path: JsonPath, number: string): [FindingCode, Said] => [
  'IVR503',
  {
    path,
    message: 'this is not a phone number',
    fix: 'write it in full: + and country code, digits only, for example "+441632960111"',
    ...(isPhoneNumber(number.replaceAll(/[\s()./-]/g, '')) && {
      quickFix: { title: 'leave out what stands between the digits', changes: withoutSigns(path, number) },
    }),
  },
];

const withoutSigns = (path: JsonPath, number: string): readonly Change[] =>
  [...number.matchAll(/[\s()./-]+/g)].map(({ index, 0: signs }) => ({
    kind: 'respell',
    path,
    offset: index,
    length: signs.length,
    text: '',
  }));

function readDefault(document: WorkspaceDocument, report: Report): string | undefined {
  const path = ['default'];
  if (document.default === undefined) {
    const [only, ...others] = isObject(document.lines) ? Object.keys(document.lines) : [];
    report.warning('IVR507', {
      path: [],
      message: 'calls that match no line are not answered',
      fix: 'add "default": the name of a line',
      ...(only !== undefined &&
        others.length === 0 && {
          quickFix: {
            title: `add "default": "${only}"`,
            changes: [{ kind: 'add', path: [], name: 'default', value: only } as const],
          },
        }),
    });
    return undefined;
  }
  const name = checkWith(z.string(), { report, path, value: document.default })?.value;
  if (name !== undefined && isObject(document.lines) && !Object.hasOwn(document.lines, name)) {
    const fix = suggest(name, Object.keys(document.lines), 'add it to "lines"');
    report.error('IVR505', { path, message: `there is no line "${name}"`, fix });
  }
  return name;
}

/** The line that a call came in on: its resource account's, or the one for calls that match no other. */
export function lineFor(
  called: Party,
  { lines, default: standard }: Lines,
): { readonly name: string; readonly flow: string } | undefined {
  const account = called.kind === 'applicationInstance' ? readObjectId(called.id) : undefined;
  const own = Object.entries(lines).find(([, line]) => account !== undefined && line.applicationInstance === account);
  if (own !== undefined) return { name: own[0], flow: own[1].flow };
  const fallback = standard !== undefined && Object.hasOwn(lines, standard) ? lines[standard] : undefined;
  return standard === undefined || fallback === undefined ? undefined : { name: standard, flow: fallback.flow };
}
