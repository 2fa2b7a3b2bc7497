import { parseArgs } from 'node:util';
import type { AuditEntry, Overview, PublishOutcome } from '../../src/ports/publishing.ts';
import { shortOf } from '../publishing/compare.ts';
import { type Target, targetHelp } from '../publishing/open-target.ts';
import { sayOutcome } from '../publishing/say-outcome.ts';
import type { Command } from './command.ts';
import { withTarget } from './plan.ts';

const help = `Usage: teams-ivr flows [WHAT ...] --to TARGET [options]

  flows                          which release serves whom
  flows history                  what was published and rolled back, the latest first
  flows audit                    everything that was done, the latest first
  flows rollback [RELEASE]       back to what was before, or to RELEASE; --flow NAME: with one flow only
  flows canary PERCENT [RELEASE] begins a canary with RELEASE, changes its share; 0 ends it, 100 gives it to everybody
  flows alias NAME [RELEASE]     points an alias at RELEASE (a version, or another alias); --remove takes it away
  flows line LINE [ALIAS]        answers a line with an alias; without one with "live" again
  flows callers ALIAS WHO ...    gives callers (+44..., object ids) an alias; "live" takes them off the list

  --alias NAME    the alias that is rolled back or gets the canary (default "live")
  --message TEXT  why: for the audit
  --limit N       how many entries of history or audit (default 20)
${targetHelp}

Exit codes: 0 done, or nothing to do; 1 refused; 2 wrong usage.`;

interface FlowsArguments {
  readonly to: string | undefined;
  readonly words: readonly string[];
  readonly alias: string;
  readonly message: string;
  readonly limit: number;
  readonly flow: string | undefined;
  readonly remove: boolean;
}

/** What is published, and everything that can be done with it. */
export const flows: Command = {
  name: 'flows',
  summary: 'Shows what is published; rolls back, sets aliases and canaries.',
  help,
  async run(args, terminal) {
    const read = readArguments(args);
    const work = read && workOf(read);
    if (read === undefined || work === undefined) {
      terminal.error(help);
      return 2;
    }
    return withTarget(read, terminal, async (target) => {
      const result = await work(target);
      if (typeof result !== 'string') return sayOutcome(result, terminal);
      terminal.out(result);
      return 0;
    });
  },
};

function readArguments(args: readonly string[]): FlowsArguments | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        to: { type: 'string' },
        alias: { type: 'string' },
        message: { type: 'string', short: 'm' },
        limit: { type: 'string' },
        flow: { type: 'string' },
        remove: { type: 'boolean' },
      },
      allowPositionals: true,
    });
    const limit = Number(values.limit ?? 20);
    if (!(Number.isInteger(limit) && limit > 0 && limit <= 200)) return undefined;
    const { to, flow, alias = 'live', message = '' } = values;
    return { to, words: positionals, alias, message, limit, flow, remove: values.remove === true };
  } catch {
    return undefined;
  }
}

type Work = (target: Target) => Promise<PublishOutcome | string>;

/** Undefined: the words make no sense. */
function workOf({ words, alias, message, limit, flow, remove }: FlowsArguments): Work | undefined {
  const [what, first, second, ...more] = words;
  const isLong = more.length > 0;
  switch (what) {
    case undefined:
      return async ({ desk }) => overviewWords(await desk.overview());
    case 'history':
    case 'audit':
      if (first !== undefined) return undefined;
      return async ({ desk }) =>
        entriesWords((await desk.audit(what === 'audit' ? limit : 200)).filter(belongsTo(what)).slice(0, limit));
    case 'rollback':
      if (second !== undefined) return undefined;
      return ({ desk, actor }) =>
        desk.rollBack({ alias, message, ...(first !== undefined && { to: first }), ...(flow !== undefined && { flow }) }, actor);
    case 'canary': {
      const percent = Number(first?.replace(/%$/, ''));
      if (first === undefined || isLong || !(percent >= 0 && percent <= 100)) return undefined;
      return ({ desk, actor }) => desk.setCanary({ alias, percent, message, ...(second !== undefined && { to: second }) }, actor);
    }
    case 'alias':
      if (first === undefined || isLong || (second === undefined) !== remove) return undefined;
      return ({ desk, actor }) => desk.setAlias({ alias: first, to: second, message }, actor);
    case 'line':
      if (first === undefined || isLong) return undefined;
      return ({ desk, actor }) => desk.useAlias({ line: first, alias: second === 'live' ? undefined : second, message }, actor);
    case 'callers': {
      const callers = words.slice(2);
      if (first === undefined || callers.length === 0) return undefined;
      return ({ desk, actor }) => desk.useAlias({ callers, alias: first === 'live' ? undefined : first, message }, actor);
    }
    default:
      return undefined;
  }
}

const belongsTo =
  (what: 'history' | 'audit') =>
  ({ action, percent }: AuditEntry) =>
    what === 'audit' || ((action === 'publish' || action === 'rollback' || action === 'alias') && percent === undefined);

function overviewWords({ aliases, lines, callers, draft, last }: Overview): string {
  const names = Object.keys(aliases).sort();
  if (names.length === 0) return 'Nothing is published: the folder of the bot serves.';
  const width = Math.max(...names.map((name) => name.length));
  return [
    ...names.map((name) => {
      const alias = aliases[name];
      const canary = alias?.canary && `, ${alias.canary.percent} % of the callers get ${shortOf(alias.canary.release)}`;
      return `${name.padEnd(width)}  release ${shortOf(alias?.release ?? '')}${canary ?? ''}`;
    }),
    ...Object.entries(lines).map(([line, alias]) => `line ${line}: answered by "${alias}"`),
    ...Object.entries(callers).map(([alias, count]) => `${count} listed callers get "${alias}"`),
    ...(draft === undefined ? [] : [`draft: saved by ${draft.by.name}, ${timeOf(draft.at)}`]),
    ...(last === undefined ? [] : [`last change: ${entryWords(last)}`]),
  ].join('\n');
}

function entriesWords(entries: readonly AuditEntry[]): string {
  return entries.length === 0 ? 'Nothing was done yet.' : entries.map(entryWords).join('\n');
}

function entryWords({
  number,
  at,
  actor,
  action,
  alias,
  after,
  percent,
  line,
  flows: changed,
  message,
  tests,
}: AuditEntry): string {
  const parts = [
    `#${number}  ${timeOf(at)}  ${actor.name}  ${action} ${alias}`,
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(after === undefined ? [] : [`release ${shortOf(after)}`]),
    ...(percent === undefined ? [] : [`${percent} %`]),
    ...(changed.length === 0 ? [] : [`flows ${changed.map(({ name }) => name).join(', ')}`]),
    ...(action === 'publish' && (tests === 'skipped' || tests === 'notRun') ? ['without tests'] : []),
    ...(message === '' ? [] : [`"${message}"`]),
  ];
  return parts.join('  ');
}

const timeOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
