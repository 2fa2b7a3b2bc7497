import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { formatText } from '../../src/core/flow/format/format-text.ts';
import { readJsonText } from '../../src/core/flow/json-text.ts';
import { type FlowLanguage, flowLanguage, planMigration, textInTodaysVersion } from '../../src/core/flow/migrations/migration.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import type { Command } from './command.ts';
import { flowFilesAt } from './flow-path.ts';

const help = `Usage: teams-ivr migrate [PATH ...] [--check]

Rewrites flows of older versions of the flow language into today's, with all comments. Older flows run without it; it makes
them what the documentation speaks of. PATH is a flow, or a folder of flows; "flows" when it is left out.

  --check   changes nothing, and names the flows of older versions

Exit codes: 0 all are of today, 1 with --check some are not, 2 wrong usage.`;

/** Rewrites flows of older versions. `language` is the flow language as it is known. */
export const migrateIn = (language: FlowLanguage): Command => ({
  name: 'migrate',
  summary: "Rewrites flows of older versions of the flow language into today's.",
  help,
  async run(args, terminal) {
    const parsed = read(args);
    if (typeof parsed === 'string') {
      terminal.error(`${parsed}\n\nteams-ivr migrate --help tells more.`);
      return 2;
    }
    let older = 0;
    let looked = 0;
    for (const path of parsed.paths.length > 0 ? parsed.paths : ['flows']) {
      const files = await flowFilesAt(path);
      if (files.length === 0) {
        terminal.error(`There is no flow in "${path}": a flow is a folder with a flow.jsonc in it.`);
        return 2;
      }
      for (const file of files) {
        looked += 1;
        const text = await readFile(file, 'utf8');
        const plan = planMigration(readJsonText(text, file).value, language);
        if (plan === undefined) continue;
        older += 1;
        terminal.out(`${file}: version ${plan.from} ${parsed.check ? 'is older than' : 'becomes'} ${language.version}`);
        for (const summary of plan.summaries) terminal.out(`  ${summary}`);
        if (!parsed.check) await writeFile(file, neatAsBefore(text, textInTodaysVersion(text, plan), file));
      }
    }
    const all = `${looked} ${looked === 1 ? 'flow' : 'flows'} looked at`;
    terminal.out(
      older === 0
        ? `${all}: written in version ${language.version}, which is today's.`
        : `${all}, ${older} ${parsed.check ? 'older' : 'rewritten'}.`,
    );
    return parsed.check && older > 0 ? 1 : 0;
  },
});

export const migrate = migrateIn(flowLanguage);

/** Formatted when it was formatted before; otherwise nobody's layout is touched. */
function neatAsBefore(before: string, after: string, file: string): string {
  const neat = (text: string): string | undefined => {
    const formatted = formatText(text, { kind: 'flow', kits: stepKits, file });
    return formatted.kind === 'formatted' ? formatted.text : undefined;
  };
  return neat(before) === before ? (neat(after) ?? after) : after;
}

function read(args: readonly string[]): { readonly paths: readonly string[]; readonly check: boolean } | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { check: { type: 'boolean' } },
      allowPositionals: true,
    });
    return { paths: positionals, check: values.check === true };
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments are not understood.';
  }
}
