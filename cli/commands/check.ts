import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { checkFolder, type FolderFindings } from '../../src/adapters/flow-folder/check-folder.ts';
import { type FixedFolder, fixFolder } from '../../src/adapters/flow-folder/fix-folder.ts';
import { fitWav } from '../../src/adapters/prompts/fit-wav.ts';
import type { Finding } from '../../src/core/flow/finding.ts';
import { pageOf } from '../../src/core/flow/finding-pages/finding-page.ts';
import { renderFindings } from '../../src/core/flow/render-findings.ts';
import { renderSarif } from '../../src/core/flow/render-sarif.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import type { Command, Terminal } from './command.ts';
import { folderProblem } from './flow-path.ts';

const help = `Usage: teams-ivr check [FOLDER] [--fix] [--json | --sarif] [--severity LEVEL] [--max-warnings N]

Checks a folder of flows, or one flow's folder, and says what is wrong: where, why, and what to do.
FOLDER is "flows" when it is left out. Every code has a page in docs/findings.

  --fix              mends what a machine can mend, in the files, and says what it did; comments stay
  --json             the findings as JSON, with the edits that would mend them
  --sarif            the findings as SARIF 2.1.0, for code scanning and editors
  --severity LEVEL   leaves out what is less than "error", "warning" or "note" (default: note)
  --max-warnings N   more than N warnings count as wrong
  --strict           any warning counts as wrong: --max-warnings 0

A warning or note is silenced where it stands by a comment with a reason, on its line or the one before:
  // ivr-ignore IVR215 callers know these seven departments

Exit codes: 0 nothing wrong, 1 findings, 2 wrong usage.`;

const severities = ['note', 'warning', 'error'] as const;

interface CheckArguments {
  readonly folder: string;
  readonly fix: boolean;
  readonly format: 'text' | 'json' | 'sarif';
  readonly severity: Finding['severity'];
  readonly maxWarnings: number;
}

/** Prints the findings of flows and of the files beside them. */
export const check: Command = {
  name: 'check',
  summary: 'Checks flows and says what is wrong, where, and what to do; --fix mends it.',
  help,
  async run(args, terminal) {
    const parsed = read(args);
    if (parsed === undefined) {
      terminal.error(help);
      return 2;
    }
    const problem = folderProblem(parsed.folder);
    if (problem !== undefined) {
      terminal.error(problem);
      return 2;
    }
    const kit = { kits: stepKits, fitWav };
    const { fixed, left } = parsed.fix
      ? await fixFolder(parsed.folder, kit, (finding) => isShown(finding, parsed))
      : { fixed: [], left: await checkFolder(parsed.folder, kit) };
    const findings = left.findings.filter((finding) => isShown(finding, parsed));
    show(parsed.format, { fixed, left: { ...left, findings } }, terminal);
    const count = (severity: Finding['severity']): number => left.findings.filter((one) => one.severity === severity).length;
    return count('error') > 0 || count('warning') > parsed.maxWarnings ? 1 : 0;
  },
};

function isShown({ severity }: Finding, { severity: least }: CheckArguments): boolean {
  return severities.indexOf(severity) >= severities.indexOf(least);
}

function show(format: CheckArguments['format'], { fixed, left }: FixedFolder, terminal: Terminal): void {
  const { findings, sources, flows } = left;
  if (format === 'json') {
    const withPage = (finding: Finding) => ({ ...finding, page: pageOf(finding.code) });
    terminal.out(JSON.stringify({ findings: findings.map(withPage), fixed: fixed.map(withPage) }, null, 2));
  } else if (format === 'sarif') {
    terminal.out(renderSarif(findings, sources, { uriOf }));
  } else {
    for (const { place, code, message, quickFix } of fixed)
      terminal.out(`${place.file}:${place.line}:${place.column}  mended ${code}  ${message}: ${quickFix.title}`);
    terminal.out(findings.length > 0 ? renderFindings(findings, sources) : fine(flows));
    const mendable = findings.filter((finding) => finding.quickFix !== undefined).length;
    if (mendable > 0) terminal.out(`--fix can mend ${mendable === findings.length ? 'it all' : `${mendable} of them`}`);
  }
}

const fine = (flows: FolderFindings['flows']): string =>
  `${flows.length === 1 ? `Flow "${flows[0]}" is` : `${flows.length} flows are`} fine.`;

/** Relative to where the command runs, which is the repository's root in CI; a file elsewhere keeps its whole address. */
function uriOf(file: string): string {
  const path = relative(process.cwd(), file);
  if (path.startsWith('..') || isAbsolute(path)) return pathToFileURL(file).href;
  return path.split(sep).map(encodeURIComponent).join('/');
}

function read(args: readonly string[]): CheckArguments | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        strict: { type: 'boolean' },
        fix: { type: 'boolean' },
        json: { type: 'boolean' },
        sarif: { type: 'boolean' },
        severity: { type: 'string' },
        'max-warnings': { type: 'string' },
      },
      allowPositionals: true,
    });
    const severity = severities.find((known) => known === (values.severity ?? 'note'));
    const given = values['max-warnings'];
    const maxWarnings = given === undefined ? Number.POSITIVE_INFINITY : /^\d{1,6}$/.test(given) ? Number(given) : undefined;
    if (positionals.length > 1 || severity === undefined || maxWarnings === undefined) return undefined;
    if (values.json === true && values.sarif === true) return undefined;
    return {
      folder: positionals[0] ?? 'flows',
      fix: values.fix === true,
      format: values.json === true ? 'json' : values.sarif === true ? 'sarif' : 'text',
      severity,
      maxWarnings: values.strict === true ? 0 : maxWarnings,
    };
  } catch {
    return undefined;
  }
}
