import { parseArgs } from 'node:util';
import { hasTests } from '../../src/core/flow/published/workspace-texts.ts';
import type { PublishOrder } from '../../src/ports/publishing.ts';
import { type Comparison, compare, counted } from '../publishing/compare.ts';
import { type Target, targetHelp } from '../publishing/open-target.ts';
import { sayOutcome } from '../publishing/say-outcome.ts';
import { testFolder } from '../publishing/test-folder.ts';
import type { Command, Terminal } from './command.ts';
import { sayPlan, withTarget } from './plan.ts';

const help = `Usage: teams-ivr apply [FOLDER] --to TARGET [options]

Publishes FOLDER ("flows" when it is left out): shows what changes, plays the flows' own tests, asks, and then puts it
before callers. The next call gets it; calls that are running keep what they began with.

  --message TEXT    why: for the audit
  --alias NAME      publish under this alias instead of "live"
  --canary PERCENT  only this share of the callers gets it, the same callers each time
  --no-tests        do not play the tests first; the audit says so
  --yes             do not ask
${targetHelp}

Exit codes: 0 published, or nothing to do; 1 findings, failed tests, a conflict, or somebody said no; 2 wrong usage.`;

interface ApplyArguments {
  readonly folder: string;
  readonly to: string | undefined;
  readonly alias: string;
  readonly percent: number | undefined;
  readonly message: string;
  readonly isSure: boolean;
  readonly playsTests: boolean;
}

/** Publishes a folder. */
export const apply: Command = {
  name: 'apply',
  summary: 'Publishes a folder of flows, after showing what changes.',
  help,
  async run(args, terminal) {
    const read = readArguments(args);
    if (read === undefined) {
      terminal.error(help);
      return 2;
    }
    if (!read.isSure && terminal.confirm === undefined) {
      terminal.error('Nobody is there to be asked. Say --yes to publish without asking.');
      return 2;
    }
    return withTarget(read, terminal, async (target) => {
      const comparison = await compare(read.folder, target.desk, read.alias);
      const said = sayPlan(comparison, target, read.alias, terminal);
      if (said === 'errors') return 1;
      if (said === 'nothingToDo') return 0;
      const tests = await testsOf(read, comparison, terminal);
      if (tests === 'failed') return 1;
      if (!read.isSure && (await terminal.confirm?.(`Publish to "${read.alias}" at ${target.name}?`)) !== true) {
        terminal.out('Nothing was published.');
        return 1;
      }
      return publish(read, comparison, tests, target, terminal);
    });
  },
};

function readArguments(args: readonly string[]): ApplyArguments | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        to: { type: 'string' },
        alias: { type: 'string' },
        canary: { type: 'string' },
        message: { type: 'string', short: 'm' },
        'no-tests': { type: 'boolean' },
        yes: { type: 'boolean', short: 'y' },
      },
      allowPositionals: true,
    });
    const percent = values.canary === undefined ? undefined : Number(values.canary.replace(/%$/, ''));
    if (positionals.length > 1 || (percent !== undefined && !(percent > 0 && percent <= 100))) return undefined;
    return {
      folder: positionals[0] ?? 'flows',
      to: values.to,
      alias: values.alias ?? 'live',
      percent,
      message: values.message ?? '',
      isSure: values.yes === true,
      playsTests: values['no-tests'] !== true,
    };
  } catch {
    return undefined;
  }
}

async function testsOf(
  { folder, playsTests }: ApplyArguments,
  { read }: Comparison,
  terminal: Terminal,
): Promise<NonNullable<PublishOrder['tests']> | 'failed'> {
  if (!hasTests(read.texts)) return 'none';
  if (!playsTests) return 'skipped';
  const { played, failures } = await testFolder(folder);
  if (failures.length === 0) {
    terminal.out(`${counted(played, 'conversation')} passed.`);
    return 'passed';
  }
  terminal.error(
    `${failures.join('\n')}\nThe flows' own tests fail, so nothing was published. "teams-ivr test ${folder}" shows where.`,
  );
  return 'failed';
}

async function publish(
  { alias, percent, message }: ApplyArguments,
  { read: { texts, sounds }, release }: Comparison,
  tests: NonNullable<PublishOrder['tests']>,
  { desk, actor }: Target,
  terminal: Terminal,
): Promise<number> {
  const audio = Object.fromEntries(
    Object.entries(texts.audio).flatMap(([path, sound]) => ('hash' in sound ? [[path, sound.hash] as const] : [])),
  );
  const missing = await desk.missingSounds(Object.values(audio));
  for (const hash of missing) {
    const bytes = sounds.get(hash);
    if (bytes !== undefined) await desk.keepSound(bytes);
  }
  if (missing.length > 0) terminal.out(`${counted(missing.length, 'recording')} uploaded.`);
  const before = (await desk.overview()).draft?.etag;
  const saved = await desk.saveDraft({ files: texts.files, audio }, before, actor);
  if (saved.kind !== 'saved') return sayOutcome(saved, terminal);
  const order = { alias, etag: saved.etag, expects: release, message, tests, ...(percent !== undefined && { percent }) };
  return sayOutcome(await desk.publish(order, actor), terminal, new Map(Object.entries(texts.files)));
}
