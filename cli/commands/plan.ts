import { parseArgs } from 'node:util';
import { Fault } from '../../src/core/call/fault.ts';
import { renderFindings } from '../../src/core/flow/render-findings.ts';
import { type Comparison, compare, counted, renderChanges, shortOf } from '../publishing/compare.ts';
import { openTarget, type Target, targetHelp } from '../publishing/open-target.ts';
import type { Command, Terminal } from './command.ts';
import { folderProblem } from './flow-path.ts';

const help = `Usage: teams-ivr plan [FOLDER] --to TARGET [options]

Says in words what callers would meet differently if FOLDER ("flows" when it is left out) were published.

  --alias NAME         compare with this alias instead of "live"
  --fail-on-changes    exit code 1 when there is something to do
${targetHelp}

Exit codes: 0 nothing to do, or a plan without errors; 1 findings, or the target refused; 2 wrong usage.`;

/** Shows what a publication would change. Changes nothing. */
export const plan: Command = {
  name: 'plan',
  summary: 'Says in words what a folder would change for callers.',
  help,
  async run(args, terminal) {
    const read = readArguments(args);
    if (read === undefined) {
      terminal.error(help);
      return 2;
    }
    return withTarget(read, terminal, async (target) => {
      const comparison = await compare(read.folder, target.desk, read.alias);
      if (sayPlan(comparison, target, read.alias, terminal) === 'errors') return 1;
      return read.failOnChanges && comparison.changes.length > 0 ? 1 : 0;
    });
  },
};

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { to: { type: 'string' }, alias: { type: 'string' }, 'fail-on-changes': { type: 'boolean' } },
      allowPositionals: true,
    });
    if (positionals.length > 1) return undefined;
    return {
      folder: positionals[0] ?? 'flows',
      to: values.to,
      alias: values.alias ?? 'live',
      failOnChanges: values['fail-on-changes'] === true,
    };
  } catch {
    return undefined;
  }
}

/** Opens folder and target, and says in words what keeps them from being opened or asked. */
export async function withTarget(
  { folder, to }: { readonly folder?: string; readonly to: string | undefined },
  terminal: Terminal,
  work: (target: Target) => Promise<number>,
): Promise<number> {
  const problem = folder === undefined ? undefined : folderProblem(folder);
  const target = problem ?? openTarget(to, process.env);
  if (typeof target === 'string') {
    terminal.error(target);
    return 2;
  }
  try {
    return await work(target);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    terminal.error(error.message);
    return 1;
  } finally {
    await target.close();
  }
}

/** The plan as people read it. `errors`: the folder cannot be published as it is. */
export function sayPlan(
  { changes, findings, release, read }: Comparison,
  { name }: Target,
  alias: string,
  terminal: Terminal,
): 'errors' | 'nothingToDo' | 'changes' {
  const isWrong = findings.some(({ severity }) => severity === 'error');
  if (findings.length > 0) terminal.out(`${renderFindings(findings, new Map(Object.entries(read.texts.files)))}\n`);
  const now = release === null ? 'where nothing is published yet' : `which is release ${shortOf(release)} now`;
  if (changes.length === 0) terminal.out(`Nothing would change for callers of "${alias}" at ${name}, ${now}.`);
  else
    terminal.out(
      `What would change for callers of "${alias}" at ${name}, ${now}:\n\n${renderChanges(changes)}\n\n${counted(changes.length, 'change')}.`,
    );
  if (isWrong) {
    terminal.error('The folder has errors, so it cannot be published.');
    return 'errors';
  }
  return changes.length === 0 ? 'nothingToDo' : 'changes';
}
