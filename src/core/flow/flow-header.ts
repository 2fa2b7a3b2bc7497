import { z } from 'zod';
import { suggest } from './did-you-mean.ts';
import type { FlowLanguage } from './migrations/migration.ts';
import type { Report } from './report.ts';
import { wrongZone } from './schedules/wrong-zone.ts';
import { readTimeZone } from './schedules/zone-time.ts';
import { checkWith } from './schema-findings.ts';

/** The members of a flow's document. */
export const flowMembers = [
  '$schema',
  'note',
  'specVersion',
  'name',
  'languages',
  'timeZone',
  'start',
  'inputs',
  'outputs',
  'vars',
  'defaults',
  'prompts',
  'steps',
] as const;

export interface FlowHeader {
  readonly title: string;
  readonly languages: readonly [string, ...string[]];
  readonly start: string;
  /** IANA; absent when the flow does not say. */
  readonly timeZone?: string;
}

export const text = z.string().min(1).max(200);
export const languageList = z.array(z.string()).min(1, 'name at least one language, for example ["en-US"]').max(20);

/** Checks what stands before vars, prompts and steps. A member that is wrong gets a stand-in, so that checking can go on. */
export function readHeader(
  document: { readonly [member: string]: unknown },
  report: Report,
  language: Pick<FlowLanguage, 'version'>,
): FlowHeader {
  for (const member of Object.keys(document)) {
    if (flowMembers.some((known) => known === member)) continue;
    report.error('IVR101', {
      path: [member],
      at: 'key',
      message: `"${member}" is not a member of a flow`,
      fix: suggest(member, flowMembers, 'remove it'),
    });
  }
  const { specVersion } = document;
  if (specVersion === undefined)
    report.error('IVR102', {
      path: ['specVersion'],
      message: '"specVersion" is missing',
      fix: 'add "specVersion": 1',
      quickFix: {
        title: 'add "specVersion": 1',
        changes: [{ kind: 'add', path: [], name: 'specVersion', value: language.version }],
      },
    });
  else if (specVersion !== language.version) {
    const isNewer = typeof specVersion === 'number' && specVersion > language.version;
    report.error('IVR104', {
      path: ['specVersion'],
      message: isNewer
        ? `this flow is written in version ${specVersion} of the flow language, and this bot knows versions up to ${language.version}`
        : 'this version of the flow language is not known',
      fix: isNewer
        ? `update the bot; or write the flow in version ${language.version}`
        : `write "specVersion": ${language.version}`,
    });
  }
  for (const member of ['$schema', 'note'] as const) {
    if (document[member] !== undefined) checkWith(z.string().max(2_000), { report, path: [member], value: document[member] });
  }
  const title = checkWith(text, { report, path: ['name'], value: document.name });
  const start = checkWith(z.string().min(1).max(64), { report, path: ['start'], value: document.start });
  const timeZone = readZone(document.timeZone, report);
  return {
    title: title?.value ?? '',
    start: start?.value ?? '',
    languages: readLanguages(document.languages, report),
    ...(timeZone !== undefined && { timeZone }),
  };
}

function readZone(value: unknown, report: Report): string | undefined {
  if (value === undefined) return undefined;
  const path = ['timeZone'];
  const name = checkWith(z.string().max(64), { report, path, value })?.value;
  const zone = name === undefined ? undefined : readTimeZone(name);
  if (name !== undefined && zone === undefined) report.error('IVR511', wrongZone(name, path));
  return zone;
}

function readLanguages(value: unknown, report: Report): readonly [string, ...string[]] {
  const tags = checkWith(languageList, { report, path: ['languages'], value })?.value ?? [];
  const [first = 'en-US', ...others] = tags.map((tag, index) => {
    const canonical = canonicalLanguage(tag);
    const path = ['languages', index];
    if (canonical === undefined) {
      const fix = 'write language and country, for example "en-US"';
      report.error('IVR310', { path, message: `"${tag}" is not the name of a language`, fix });
    } else if (canonical !== tag) {
      const fix = { words: `write "${canonical}"`, instead: { of: tag, write: canonical } };
      report.error('IVR310', { path, message: `"${tag}" has another spelling`, fix });
    } else if (tags.indexOf(tag) < index) {
      const quickFix = { title: `remove the second "${tag}"`, changes: [{ kind: 'remove', path } as const] };
      report.error('IVR310', { path, message: `"${tag}" is named twice`, fix: 'remove one of them', quickFix });
    }
    return canonical ?? tag; // So that the prompts say nothing on top.
  });
  return [first, ...others];
}

function canonicalLanguage(tag: string): string | undefined {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
