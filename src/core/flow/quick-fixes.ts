import type { Finding, QuickFix, TextEdit } from './finding.ts';

/** A text after quick fixes, and the findings that they were for. */
export interface Mended {
  readonly text: string;
  readonly fixed: readonly (Finding & { readonly quickFix: QuickFix })[];
}

/**
 * Applies the quick fixes of one file's findings that do not get into each other's way; the others can be had by checking
 * the new text and applying again.
 */
export function applyQuickFixes(text: string, findings: readonly Finding[]): Mended {
  const fixed: Mended['fixed'][number][] = [];
  const edits: TextEdit[] = [];
  for (const finding of findings) {
    const { quickFix } = finding;
    if (quickFix === undefined || quickFix.edits.some((edit) => edits.some((other) => touch(edit, other)))) continue;
    fixed.push({ ...finding, quickFix });
    edits.push(...quickFix.edits);
  }
  return { text: edited(text, edits), fixed };
}

/** The text with edits that do not touch each other. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  let [result, at] = ['', 0];
  for (const edit of [...edits].sort((a, b) => a.offset - b.offset)) {
    result += text.slice(at, edit.offset) + edit.text;
    at = edit.offset + edit.length;
  }
  return result + text.slice(at);
}

/** Insertions at the same place touch, too: their order would be a guess. */
function touch(a: TextEdit, b: TextEdit): boolean {
  return a.offset <= b.offset + b.length && b.offset <= a.offset + a.length;
}

/** Each round may uncover what an error before has hidden; more rounds than this are a fault of ours. */
export const mostFixRounds = 20;
