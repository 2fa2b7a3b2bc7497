import { parseArgs } from 'node:util';
import { checkFolder } from '../../src/adapters/flow-folder/check-folder.ts';
import { fitWav } from '../../src/adapters/prompts/fit-wav.ts';
import { renderFindings } from '../../src/core/flow/render-findings.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import type { Command } from './command.ts';
import { folderProblem } from './flow-path.ts';

const help = `Usage: teams-ivr check [FOLDER]

Checks a folder of flows, or one flow's folder, and says what is wrong: where, why, and what to do.
FOLDER is "flows" when it is left out.

  --strict   warnings count as errors

Exit codes: 0 nothing wrong, 1 findings, 2 wrong usage.`;

/** Prints the findings of flows and of the files beside them. */
export const check: Command = {
  name: 'check',
  summary: 'Checks flows and says what is wrong, where, and what to do.',
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
    const { findings, sources, flows } = await checkFolder(parsed.folder, { kits: stepKits, fitWav });
    if (findings.length > 0) terminal.out(renderFindings(findings, sources));
    else terminal.out(`${flows.length === 1 ? `Flow "${flows[0]}" is` : `${flows.length} flows are`} fine.`);
    const wrong = findings.some((finding) => parsed.strict || finding.severity === 'error');
    return wrong ? 1 : 0;
  },
};

function read(args: readonly string[]): { readonly folder: string; readonly strict: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { strict: { type: 'boolean' } },
      allowPositionals: true,
    });
    return positionals.length > 1 ? undefined : { folder: positionals[0] ?? 'flows', strict: values.strict === true };
  } catch {
    return undefined;
  }
}
