import { listed } from './did-you-mean.ts';
import type { Finding } from './finding.ts';
import { pageOf } from './finding-pages/finding-page.ts';

/** The texts of the checked files, by the names that the findings use. */
export type Sources = ReadonlyMap<string, string>;

const widest = 140;

/** Findings for a terminal: place, code, what is wrong, the line with a caret, the fix; then the codes' pages and a summary line. */
export function renderFindings(findings: readonly Finding[], sources: Sources): string {
  const pages = [...new Set(findings.map(({ code }) => pageOf(code)))].sort();
  return [
    ...findings.map((finding) => renderFinding(finding, sources)),
    ...(pages.length === 0 ? [] : [`what it means: ${listed(pages)}`]),
    summarise(findings),
  ].join('\n');
}

export function renderFinding({ code, severity, place, message, fix }: Finding, sources: Sources): string {
  const lines = [`${place.file}:${place.line}:${place.column}  ${severity} ${code}  ${message}`];
  const source = sources.get(place.file)?.split(/\r?\n/)[place.line - 1];
  if (source !== undefined && source.trim() !== '') lines.push(...caret(source, place.column, String(place.line)));
  lines.push(`  fix: ${fix}`);
  return lines.join('\n');
}

/** `2 errors, 1 warning, 1 note` or `no findings`. */
export function summarise(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'note'] as const)
    .map((severity) => count(findings.filter((finding) => finding.severity === severity).length, severity))
    .filter((text) => text !== '');
  return counts.length === 0 ? 'no findings' : counts.join(', ');
}

/** A long line is shown around the place. Tabs become spaces, or the caret would stand elsewhere. */
function caret(source: string, column: number, line: string): readonly string[] {
  const start = column <= widest - 20 ? 0 : column - Math.floor(widest / 2);
  const shown = `${start > 0 ? '…' : ''}${source.slice(start, start + widest)}${source.length > start + widest ? '…' : ''}`;
  const indent = column - 1 - start + (start > 0 ? 1 : 0);
  return [`  ${line} | ${shown.replaceAll('\t', ' ').trimEnd()}`, `  ${' '.repeat(line.length)} | ${' '.repeat(indent)}^`];
}

const count = (amount: number, word: string): string => (amount === 0 ? '' : `${amount} ${word}${amount === 1 ? '' : 's'}`);
