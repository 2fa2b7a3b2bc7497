import { z } from 'zod';
import type { Finding } from '../finding.ts';
import type { JsonPath } from '../json-text.ts';
import { isObject } from '../record.ts';
import type { Report } from '../report.ts';
import { checkWith } from '../schema-findings.ts';
import { readDestination } from '../workspace.ts';
import { openWorkspaceFile } from '../workspace-file.ts';
import { keysOfName, type People, type Person } from './directory.ts';

export interface DirectoryRead {
  readonly findings: readonly Finding[];
  /** Whoever is wrong is left out. Absent: the text cannot be read at all. */
  readonly people?: People;
}

export const directoryMembers = ['people'] as const;
export const directoryLimits = { people: 20_000, characters: 4_000_000 } as const;

const name = z.string().min(1).max(100);
const extension = z.string().regex(/^\d{1,10}$/, 'must be digits, in quotes, for example "1234"');

/** Reads a file of `directories/`. Whatever the text is, this does not throw. */
export function readDirectory(text: string, file: string): DirectoryRead {
  const { document, report } = openWorkspaceFile(text, file, directoryMembers, directoryLimits.characters);
  if (document === undefined) return { findings: report.findings() };
  const listed = checkWith(z.array(z.unknown()).max(directoryLimits.people), {
    report,
    path: ['people'],
    value: document.people,
  })?.value;
  const extensions = new Map<string, string>();
  const people = (listed ?? []).flatMap((raw, index) => readPerson(raw, ['people', index], report, extensions) ?? []);
  return { findings: report.findings(), people };
}

function readPerson(raw: unknown, path: JsonPath, report: Report, extensions: Map<string, string>): Person | undefined {
  if (!isObject(raw)) {
    const fix = 'write for example { "name": "Ada Example", "extension": "1234", "user": "<object id>" }';
    report.error('IVR103', { path, message: 'this does not fit', fix });
    return undefined;
  }
  const { name: rawName, extension: rawExtension, ...rest } = raw;
  const called = checkWith(name, { report, path: [...path, 'name'], value: rawName })?.value;
  const dialled =
    rawExtension === undefined
      ? undefined
      : checkWith(extension, { report, path: [...path, 'extension'], value: rawExtension })?.value;
  const to = readDestination(rest, path, report);
  if (called === undefined || to === undefined) return undefined;
  if (keysOfName(called) === '' && dialled === undefined) {
    const fix = 'give the person an "extension": this name has no letter that a telephone has';
    report.warning('IVR541', { path: [...path, 'name'], message: 'nobody can type this name', fix });
  }
  const other = dialled === undefined ? undefined : extensions.get(dialled);
  if (other !== undefined) {
    report.error('IVR540', {
      path: [...path, 'extension'],
      message: 'somebody else has this extension',
      fix: 'give each person one of their own',
    });
  }
  if (dialled !== undefined) extensions.set(dialled, called);
  return { name: called, to, ...(dialled === undefined ? {} : { extension: dialled }) };
}
