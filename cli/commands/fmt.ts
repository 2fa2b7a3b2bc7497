import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { Finding } from '../../src/core/flow/finding.ts';
import { fileKind, formatText } from '../../src/core/flow/format/format-text.ts';
import { renderFindings } from '../../src/core/flow/render-findings.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import type { Command, Terminal } from './command.ts';

const help = `Usage: teams-ivr fmt [PATH ...] [--check]
       teams-ivr fmt --stdin [NAME]

Formats flows and the files beside them: flow.jsonc, lines.jsonc, contacts.jsonc, schedules.jsonc, environment.jsonc, and
the .jsonc files in tests/. Comments stay, and nothing changes its meaning. PATH is a file or a folder; "flows" when it
is left out. A file that cannot be read is left alone.

  --check   changes nothing, and names the files that are not formatted
  --stdin   formats what comes in, and prints it; NAME says which file it would be (flow.jsonc when left out)

Exit codes: 0 all is formatted, 1 a file cannot be read or, with --check, is not formatted, 2 wrong usage.`;

/** Formats flows, with all comments in place. `input` is what comes in for --stdin. */
export const fmtReading = (input: () => Promise<string>): Command => ({
  name: 'fmt',
  summary: 'Formats flows and the files beside them; comments stay.',
  help,
  async run(args, terminal) {
    const parsed = read(args);
    if (typeof parsed === 'string') {
      terminal.error(`${parsed}\n\nteams-ivr fmt --help tells more.`);
      return 2;
    }
    if (parsed.stdin) return fromInput(await input(), parsed.paths[0] ?? 'flow.jsonc', terminal);
    const files: string[] = [];
    for (const path of parsed.paths.length > 0 ? parsed.paths : ['flows']) {
      const found = await filesAt(path);
      if (found === undefined) {
        terminal.error(`There is no file or folder "${path}".`);
        return 2;
      }
      files.push(...found);
    }
    return formatFiles(files, parsed.check, terminal);
  },
});

export const fmt = fmtReading(() => text(process.stdin));

function fromInput(written: string, name: string, terminal: Terminal): number {
  const formatted = formatText(written, { kind: fileKind(name), kits: stepKits, file: name });
  if (formatted.kind === 'formatted') {
    terminal.out(formatted.text.replace(/\r?\n$/, ''));
    return 0;
  }
  terminal.error(renderFindings(formatted.findings, new Map([[name, written]])));
  return 1;
}

async function formatFiles(files: readonly string[], check: boolean, terminal: Terminal): Promise<number> {
  const findings: Finding[] = [];
  const sources = new Map<string, string>();
  let changed = 0;
  for (const file of files) {
    const before = await readFile(file, 'utf8');
    const formatted = formatText(before, { kind: fileKind(file), kits: stepKits, file });
    if (formatted.kind === 'unreadable') {
      findings.push(...formatted.findings);
      sources.set(file, before);
    } else if (formatted.text !== before) {
      changed += 1;
      if (!check) await writeFile(file, formatted.text);
      terminal.out(check ? `${file} is not formatted` : file);
    }
  }
  if (findings.length > 0) terminal.error(renderFindings(findings, sources));
  terminal.out(summary(files.length, changed, check));
  return findings.length > 0 || (check && changed > 0) ? 1 : 0;
}

function summary(files: number, changed: number, check: boolean): string {
  const all = `${files} ${files === 1 ? 'file' : 'files'}`;
  if (check) return `${all} looked at, ${changed} not formatted.`;
  return `${all} looked at, ${changed} changed.`;
}

/** A file as it was named; of a folder what the command knows. Undefined when there is nothing there. */
async function filesAt(path: string): Promise<readonly string[] | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  return found.isDirectory() ? filesUnder(path) : [path];
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => a.name.localeCompare(b.name))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesUnder(path)));
    else if (entry.name.endsWith('.jsonc') && fileKind(path) !== 'other') files.push(path);
  }
  return files;
}

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { check: { type: 'boolean' }, stdin: { type: 'boolean' } },
      allowPositionals: true,
    });
    const { check = false, stdin = false } = values;
    if (stdin && (check || positionals.length > 1)) return '--stdin formats one text, and cannot be combined with --check.';
    return { paths: positionals, check, stdin };
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments are not understood.';
  }
}
