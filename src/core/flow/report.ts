import type { Suggestion } from './did-you-mean.ts';
import type { Finding, QuickFix, TextEdit } from './finding.ts';
import type { FindingCode } from './finding-codes.ts';
import { withoutIgnored } from './ignore-comments.ts';
import type { Change } from './json-edits.ts';
import type { JsonPath, JsonText } from './json-text.ts';

/** What a check says, before its place in the file has been looked up. */
export interface Said {
  readonly path: JsonPath;
  readonly message: string;
  /** A suggestion that knows the very word becomes a quick fix: it is written instead of the name or value at `path`. */
  readonly fix: string | Suggestion;
  /** Point at the member's name instead of its value. */
  readonly at?: 'key';
  /** Characters into a text value. */
  readonly offset?: number;
  /** Characters of the text value that a suggestion replaces, from `offset`; without it the whole value. */
  readonly length?: number;
  /** What a machine can do about it. */
  readonly quickFix?: { readonly title: string } & (
    | { readonly changes: readonly Change[] }
    | { readonly edits: readonly TextEdit[] }
  );
}

/** Collects the findings of one document. Saying the same thing of the same place twice counts once. */
export interface Report {
  error(code: FindingCode, said: Said): void;
  warning(code: FindingCode, said: Said): void;
  note(code: FindingCode, said: Said): void;
  /** True once there was an error. */
  failed(): boolean;
  /** True when more would not be listed: nobody need look for it. */
  isFull(): boolean;
  /** In the order of the file. `isComplete`: all that can be said has been said, so a comment that silences nothing is noise. */
  findings(options?: { readonly isComplete?: boolean }): readonly Finding[];
}

/** A document with many faults of one kind need not list them all. */
const mostFindings = 500;

export function reportOn(document: JsonText): Report {
  const found = new Map<string, Finding>();
  let errors = 0;
  const keep = (key: string, finding: Finding): void => {
    found.set(key, finding);
    if (finding.severity === 'error') errors += 1;
  };
  const add = (severity: Finding['severity'], code: FindingCode, said: Said): void => {
    const { at, offset, message } = said;
    const place = document.place(said.path, { ...(at && { at }), ...(offset !== undefined && { offset }) });
    const key = `${code} ${place.line}:${place.column} ${message}`;
    // An error is always kept: it decides whether the flow serves.
    if (found.has(key) || (found.size >= mostFindings && (severity !== 'error' || errors > 0))) return;
    const fix = typeof said.fix === 'string' ? said.fix : said.fix.words;
    const quickFix = quickFixOf(said, document);
    keep(key, { code, severity, place, message, fix, ...(quickFix && { quickFix }) });
  };
  for (const finding of document.findings) keep(`${finding.code} ${finding.place.line}:${finding.place.column}`, finding);
  return {
    error: (code, said) => add('error', code, said),
    warning: (code, said) => add('warning', code, said),
    note: (code, said) => add('note', code, said),
    failed: () => errors > 0,
    isFull: () => errors > 0 && found.size >= mostFindings,
    findings: ({ isComplete = false } = {}) =>
      withoutIgnored([...found.values()], document, isComplete && errors === 0).sort(
        (a, b) => a.place.line - b.place.line || a.place.column - b.place.column || a.code.localeCompare(b.code),
      ),
  };
}

function quickFixOf({ quickFix, fix, path, at, offset, length }: Said, document: JsonText): QuickFix | undefined {
  if (quickFix !== undefined) {
    const edits = 'edits' in quickFix ? quickFix.edits : document.edits(quickFix.changes);
    return edits === undefined ? undefined : { title: quickFix.title, edits };
  }
  if (typeof fix === 'string' || fix.instead === undefined) return undefined;
  const { of, write } = fix.instead;
  const change: Change =
    offset !== undefined && length !== undefined
      ? { kind: 'respell', path, offset, length, text: write }
      : { kind: 'reword', path, of, write, ...(at && { at }) };
  const edits = document.edits([change]);
  return edits === undefined ? undefined : { title: `write "${write}"`, edits };
}
