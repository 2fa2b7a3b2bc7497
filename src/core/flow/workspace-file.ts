import { z } from 'zod';
import { suggest } from './did-you-mean.ts';
import { type JsonPath, readJsonText } from './json-text.ts';
import { isName, nameRule } from './names.ts';
import { isObject, record } from './record.ts';
import { type Report, reportOn } from './report.ts';
import { checkWith } from './schema-findings.ts';

/** A file beside the flows, opened: an object whose members are known, or undefined when there is nothing to go on with. */
export function openWorkspaceFile(text: string, file: string, members: readonly string[], mostCharacters?: number) {
  const json = readJsonText(text, file, mostCharacters);
  const { value } = json;
  const report = reportOn(json);
  if (!isObject(value)) {
    if (value !== undefined)
      report.error('IVR103', { path: [], message: 'this does not fit', fix: `write { "${members[0] ?? ''}": { } }` });
    return { document: undefined, report };
  }
  for (const member of Object.keys(value)) {
    if (members.includes(member) || member === '$schema' || member === 'note') continue;
    report.error('IVR101', {
      path: [member],
      at: 'key',
      message: `"${member}" is not known here`,
      fix: suggest(member, members, 'remove it'),
    });
  }
  if (value.note !== undefined) checkWith(z.string().max(2_000), { report, path: ['note'], value: value.note });
  return { document: value, report };
}

export type WorkspaceDocument = { readonly [member: string]: unknown };

/** Reads an object of named things. What cannot be read is left out. */
export function readNamed<Value>(
  raw: unknown,
  member: string,
  report: Report,
  read: (raw: unknown, path: JsonPath) => Value | undefined,
) {
  if (!isObject(raw)) {
    const code = raw === undefined ? 'IVR102' : 'IVR103';
    report.error(code, {
      path: [member],
      message: `"${member}" is ${raw === undefined ? 'missing' : 'not an object'}`,
      fix: `write "${member}": { }`,
    });
    return record<Value>([]);
  }
  return record(
    Object.entries(raw).flatMap(([name, value]) => {
      if (!isName(name))
        report.error('IVR105', { path: [member, name], at: 'key', message: `"${name}" cannot be a name`, fix: nameRule });
      const entry = read(value, [member, name]);
      return entry === undefined ? [] : [[name, entry] as const];
    }),
  );
}
