import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isFile } from '../../src/adapters/flow-folder/folder-files.ts';
import type { Imported, Remark } from '../../src/core/flow/import/imported.ts';
import type { Change } from '../../src/core/flow/json-edits.ts';
import { readJsonText } from '../../src/core/flow/json-text.ts';
import { edited } from '../../src/core/flow/quick-fixes.ts';

export interface Written {
  /** Files that are new, by their paths below the folder. */
  readonly created: readonly string[];
  /** Files that were there, with what was added to each. */
  readonly extended: readonly { readonly path: string; readonly added: readonly string[] }[];
  /** What could not be added, because something else of that name is there. */
  readonly remarks: readonly Remark[];
}

/** Members of the files beside the flows whose entries are added to what is there. */
const collections: { readonly [file: string]: readonly string[] } = {
  'contacts.jsonc': ['contacts'],
  'lines.jsonc': ['lines'],
  'schedules.jsonc': ['schedules', 'holidays'],
  'environment.jsonc': ['env', 'secrets'],
};

/** Writes what was imported. Nothing that exists is overwritten: files beside the flows get what they lack, comments stay. */
export async function writeImport(dir: string, { files }: Imported, { dryRun }: { readonly dryRun: boolean }): Promise<Written> {
  const created: string[] = [];
  const extended: { path: string; added: readonly string[] }[] = [];
  const remarks: Remark[] = [];
  for (const [path, text] of Object.entries(files)) {
    const target = join(dir, path);
    if (!(await isFile(target))) {
      created.push(path);
      await save(target, text, dryRun);
      continue;
    }
    const merged = merge(path, await readFile(target, 'utf8'), text);
    remarks.push(...merged.remarks);
    if (merged.added.length === 0) continue;
    extended.push({ path, added: merged.added });
    await save(target, merged.text, dryRun);
  }
  return { created, extended, remarks };
}

async function save(path: string, text: string, dryRun: boolean): Promise<void> {
  if (dryRun) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

interface Merged {
  readonly text: string;
  readonly added: readonly string[];
  readonly remarks: readonly Remark[];
}

function merge(path: string, before: string, imported: string): Merged {
  const theirs = readJsonText(before, path);
  const ours = membersOf(readJsonText(imported, path).value);
  const there = membersOf(theirs.value);
  if (theirs.value === undefined) return kept(path, before, 'it cannot be read as JSON');
  const changes: Change[] = [];
  const added: string[] = [];
  const remarks: Remark[] = [];
  for (const name of collections[path] ?? []) {
    const entries = Object.entries(membersOf(ours[name]));
    if (entries.length === 0) continue;
    if (there[name] === undefined) {
      changes.push({ kind: 'add', path: [], name, value: ours[name] });
      added.push(...entries.map(([entry]) => entry));
      continue;
    }
    for (const [entry, value] of entries) {
      const known = membersOf(there[name])[entry];
      if (known === undefined) {
        changes.push({ kind: 'add', path: [name], name: entry, value });
        added.push(entry);
      } else if (JSON.stringify(known) !== JSON.stringify(value)) remarks.push(alreadyThere(path, name, entry));
    }
  }
  const hosts = [ours.hosts, there.hosts].map((list) => (Array.isArray(list) ? list.map(String) : []));
  const more = (hosts[0] ?? []).filter((host) => !hosts[1]?.includes(host));
  if (more.length > 0) {
    added.push(...more);
    const value = [...(hosts[1] ?? []), ...more];
    changes.push(
      there.hosts === undefined ? { kind: 'add', path: [], name: 'hosts', value } : { kind: 'replace', path: ['hosts'], value },
    );
  }
  let text = before;
  // One by one: two members behind the same last one would have the same place.
  for (const change of changes) {
    const edits = readJsonText(text, path).edits([change]);
    if (edits === undefined) return kept(path, before, 'its form is unexpected');
    text = edited(text, edits);
  }
  return { text, added, remarks };
}

function kept(path: string, text: string, why: string): Merged {
  const fix = 'mend the file and import again, or add by hand what the checker misses';
  return { text, added: [], remarks: [{ severity: 'todo', where: path, what: `the file was left as it is: ${why}`, fix }] };
}

function alreadyThere(path: string, collection: string, entry: string): Remark {
  return {
    severity: 'todo',
    where: `${path} > ${collection} > ${entry}`,
    what: 'there is another one of this name, which was kept',
    fix: 'see whether it is the one that is meant; if not, rename it in the imported flow',
  };
}

function membersOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: unknown })
    : {};
}
