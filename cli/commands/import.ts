import { basename, join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { checkFolder } from '../../src/adapters/flow-folder/check-folder.ts';
import { isFile } from '../../src/adapters/flow-folder/folder-files.ts';
import { fitWav } from '../../src/adapters/prompts/fit-wav.ts';
import type { Finding } from '../../src/core/flow/finding.ts';
import type { Imported, Remark } from '../../src/core/flow/import/imported.ts';
import type { Importer } from '../../src/core/flow/import/importer.ts';
import { importers } from '../../src/core/flow/import/importers.ts';
import { jsonSchemas, schemaNames } from '../../src/core/flow/json-schema/schemas.ts';
import { isName, nameRule } from '../../src/core/flow/names.ts';
import { renderFindings } from '../../src/core/flow/render-findings.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import { parseSource, readSource, type SourceRead } from '../importing/read-source.ts';
import { type Written, writeImport } from '../importing/write-import.ts';
import type { Command, Terminal } from './command.ts';
import { schemaFile, schemaText } from './schema.ts';

const formats = importers.map(({ format }) => format);

const help = `Usage: teams-ivr import FILE ... [--from FORMAT] [--name NAME] [--dir DIR] [--language TAG]
                       [--time-zone ZONE] [--dry-run] [--json]

Makes a flow of what another product exports, with a report of what could not be carried over. FILE is the export, or - for
what comes in; several files are read as one export. docs/importing.md says how to export, and what becomes of what.

${importers.map(({ format, title }) => `  ${format.padEnd(22)} ${title}`).join('\n')}

  --from FORMAT      one of these; when it is left out, the file is looked at
  --name NAME        the flow's folder; when it is left out, the name of the file
  --dir DIR          the folder of flows (default: the current one)
  --language TAG     what is spoken where the export does not say (default: en-US)
  --time-zone ZONE   IANA, where the export does not say, for example Europe/Berlin
  --dry-run          writes nothing, and tells all the same
  --json             the report as JSON

Nothing that exists is overwritten: contacts, schedules, lines and the environment get what they lack.

Exit codes: 0 all was carried over, 1 written, but something was lost or is left to do, 2 nothing was written.`;

interface ImportArguments {
  readonly files: readonly string[];
  readonly from?: string | undefined;
  readonly name: string;
  readonly dir: string;
  readonly language: string;
  readonly timeZone?: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Makes flows of what other products export. `input` is what comes in for `-`. */
export const importReading = (input: () => Promise<Uint8Array>): Command => ({
  name: 'import',
  summary: 'Makes a flow of an export of another product, and tells what could not be carried over.',
  help,
  async run(args, terminal) {
    const parsed = read(args);
    if (typeof parsed === 'string') return refuse(terminal, parsed);
    const source = await sourceOf(parsed.files, input);
    if (source.kind === 'unreadable') return refuse(terminal, source.why);
    const importer = importers.find((one) =>
      parsed.from === undefined ? one.recognises(source.value) : one.format === parsed.from,
    );
    if (importer === undefined) return refuse(terminal, unknownFormat(parsed.from));
    if (await isFile(join(parsed.dir, parsed.name, 'flow.jsonc')))
      return refuse(terminal, `There is a flow "${parsed.name}" already. Choose another name: --name ${parsed.name}-imported`);
    const reading = importer.read(source.value, { ...parsed, kits: stepKits });
    if (reading.kind === 'refused') return refuse(terminal, `${capital(reading.what)}. What to do: ${reading.fix}.`);
    const withSchemas = { ...reading, files: { ...reading.files, ...schemaFiles() } };
    const written = await writeImport(parsed.dir, withSchemas, parsed);
    const report = await reportOn(importer, reading, written, parsed);
    terminal.out(parsed.json ? JSON.stringify(report, null, 2) : inWords(report, parsed));
    return report.remarks.some(({ severity }) => severity !== 'changed') || report.errors > 0 ? 1 : 0;
  },
});

export const importFlow = importReading(() => buffer(process.stdin));

function refuse(terminal: Terminal, why: string): number {
  terminal.error(`${why}\n\nNothing was written. teams-ivr import --help tells more.`);
  return 2;
}

async function sourceOf(files: readonly string[], input: () => Promise<Uint8Array>): Promise<SourceRead> {
  const values: unknown[] = [];
  for (const file of files) {
    const one = file === '-' ? parseSource(await input(), 'What came in') : await readSource(file);
    if (one.kind === 'unreadable') return one;
    values.push(one.value);
  }
  return { kind: 'read', value: values.length === 1 ? values[0] : values };
}

function unknownFormat(from: string | undefined): string {
  if (from !== undefined) return `There is no format "${from}". Known: ${formats.join(', ')}.`;
  const known = importers.map(({ title, exportedBy }) => `  ${title}: ${exportedBy}`).join('\n');
  return `This is no export that is known here. These are:\n${known}`;
}

/** Editors explain and complete by them. */
function schemaFiles(): { readonly [path: string]: string } {
  const schemas = jsonSchemas(stepKits);
  return Object.fromEntries(schemaNames.map((name) => [schemaFile(name, ''), schemaText(schemas[name])]));
}

interface Report {
  readonly format: string;
  readonly flow: string;
  readonly carried: Imported['carried'];
  readonly created: readonly string[];
  readonly extended: Written['extended'];
  readonly remarks: readonly Remark[];
  readonly errors: number;
  readonly findings: readonly Finding[];
  readonly told: string;
}

async function reportOn(importer: Importer, reading: Imported, written: Written, { dir, name, dryRun }: ImportArguments) {
  const { findings, sources } = dryRun
    ? { findings: [], sources: new Map<string, string>() }
    : await checkFolder(dir, { kits: stepKits, fitWav });
  const flows = [name, ...Object.keys(reading.files).map((path) => path.split('/')[0] ?? '')];
  const own = findings.filter(({ place }) => flows.some((flow) => relative(dir, place.file).startsWith(`${flow}/`)));
  return {
    format: importer.format,
    flow: name,
    carried: reading.carried,
    created: written.created.filter((path) => !path.endsWith('.schema.json')),
    extended: written.extended,
    remarks: [...reading.remarks, ...written.remarks],
    errors: own.filter(({ severity }) => severity === 'error').length,
    findings: own,
    told: own.length === 0 ? '' : renderFindings(own, sources),
  } satisfies Report;
}

const headings: readonly (readonly [Remark['severity'], string])[] = [
  ['lost', 'Lost: callers do not meet this any more'],
  ['todo', 'To do: this waits for you'],
  ['changed', 'Changed: callers meet this in another form'],
];

function inWords(report: Report, { dir, dryRun }: ImportArguments): string {
  const { carried, created, extended, remarks, told, flow } = report;
  const shown = relative('', dir) === '' ? '.' : dir;
  const verb = dryRun ? 'would write' : 'wrote';
  return [
    `${carried.done} of ${carried.of} ${carried.unit} carried over.`,
    ...headings.flatMap(([severity, title]) => {
      const those = remarks.filter((remark) => remark.severity === severity);
      if (those.length === 0) return [];
      return ['', `${title} (${those.length})`, ...those.map(({ where, what, fix }) => `  ${where}: ${what}\n      -> ${fix}`)];
    }),
    '',
    ...created.map((path) => `${verb} ${join(shown, path)}`),
    ...extended.map(({ path, added }) => `${dryRun ? 'would add' : 'added'} to ${join(shown, path)}: ${added.join(', ')}`),
    ...(told === '' ? [] : ['', told]),
    ...(dryRun
      ? []
      : ['', `Next: teams-ivr check ${shown}, teams-ivr test ${join(shown, flow)}, teams-ivr start --flows ${shown}`]),
  ].join('\n');
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function read(args: readonly string[]): ImportArguments | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments are not understood.';
  }
  const { values, positionals: files } = parsed;
  const [first] = files;
  if (first === undefined) return 'Name the exported file, for example: teams-ivr import main-line.json';
  const name = values.name ?? nameOf(first);
  if (!isName(name)) return `"${name}" cannot be the name of a flow: ${nameRule}. Choose one: --name main-line`;
  const { language = 'en-US', 'time-zone': timeZone } = values;
  if (!isLanguage(language)) return `"${language}" is no language tag. Write for example --language en-GB`;
  if (timeZone !== undefined && !isTimeZone(timeZone))
    return `"${timeZone}" is no time zone. Write for example --time-zone Europe/Berlin`;
  return {
    files,
    from: values.from,
    name,
    dir: values.dir ?? '.',
    language,
    timeZone,
    dryRun: values['dry-run'] === true,
    json: values.json === true,
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      from: { type: 'string' },
      name: { type: 'string' },
      dir: { type: 'string' },
      language: { type: 'string' },
      'time-zone': { type: 'string' },
      'dry-run': { type: 'boolean' },
      json: { type: 'boolean' },
    },
    allowPositionals: true,
  });
}

/** `Main line (old).json` as flows are named: `main-line-old`. */
function nameOf(file: string): string {
  const words = basename(file)
    .replace(/\.[^.]*$/, '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .match(/[a-z0-9]+/g);
  const name = (words ?? [])
    .join('-')
    .replace(/^[0-9-]+/, '')
    .slice(0, 64)
    .replace(/-+$/, '');
  return name === '' ? 'imported' : name;
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
