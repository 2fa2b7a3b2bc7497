import { unreachable } from '../../src/core/call/unreachable.ts';
import type { CheckResult, Fix, Verdict } from './check.ts';

const marks: { readonly [Kind in Verdict['kind']]: string } = { good: '✓', bad: '✗', warning: '!', byHand: '?', skipped: '-' };
const indent = '      ';

/** One check for the terminal: a line, and below it what is wrong and the exact fix. */
export function renderResult({ title, verdict }: CheckResult): string {
  return [`  ${marks[verdict.kind]} ${title}: ${verdict.says}`, ...detailsOf(verdict).map((line) => indent + line)].join('\n');
}

function detailsOf(verdict: Verdict): readonly string[] {
  switch (verdict.kind) {
    case 'good':
      return verdict.details ?? [];
    case 'bad':
    case 'warning': {
      const why = verdict.why === undefined ? [] : [`Why: ${verdict.why}`];
      return [...(verdict.details ?? []), ...why, ...fixLines('Fix', verdict.fix)];
    }
    case 'byHand':
      return fixLines('Look', verdict.fix);
    case 'skipped':
      return [];
    default:
      return unreachable(verdict);
  }
}

function fixLines(word: string, { words, commands = [] }: Fix): readonly string[] {
  return [`${word}: ${words}`, ...commands.map((command) => `  ${command}`)];
}

/** The last lines of the report. */
export function renderSummary(results: readonly CheckResult[]): string {
  const count = (kind: Verdict['kind']): number => results.filter(({ verdict }) => verdict.kind === kind).length;
  const counts = [
    `${count('good')} good`,
    ...(count('warning') > 0 ? [`${count('warning')} to be looked at`] : []),
    ...(count('bad') > 0 ? [`${count('bad')} wrong`] : []),
    ...(count('skipped') > 0 ? [`${count('skipped')} skipped`] : []),
    ...(count('byHand') > 0 ? [`${count('byHand')} to be checked by hand`] : []),
  ].join(', ');
  const first = results.find(({ verdict }) => verdict.kind === 'bad');
  const last =
    first === undefined
      ? 'Nothing that can be seen from here keeps callers from being served.'
      : `Begin with "${first.title}": what comes later may follow from it.`;
  return `\n${counts}. ${last}`;
}

/** 0: nothing is wrong. 1: something is; with `strict` also when something should be looked at. */
export function exitCodeOf(results: readonly CheckResult[], { strict }: { readonly strict: boolean }): 0 | 1 {
  return results.some(({ verdict }) => verdict.kind === 'bad' || (strict && verdict.kind === 'warning')) ? 1 : 0;
}

/** The same for programs. */
export function reportAsJson(results: readonly CheckResult[]): string {
  const checks = results.map(({ id, title, verdict: { kind, ...rest } }) => ({ id, title, verdict: kind, ...rest }));
  return JSON.stringify({ isGood: exitCodeOf(results, { strict: false }) === 0, checks }, null, 2);
}
