import type { StepKit } from '../../steps/define-step.ts';
import type { Finding } from '../finding.ts';
import { readJsonText } from '../json-text.ts';
import { readCommentTree } from './comment-tree.ts';
import { type FormattedFile, layoutOf } from './member-order.ts';
import { printTree } from './print-tree.ts';

export type Formatted =
  | { readonly kind: 'formatted'; readonly text: string }
  /** The text cannot be read as JSON, and is left alone. */
  | { readonly kind: 'unreadable'; readonly findings: readonly Finding[] };

export interface FormatOptions {
  readonly kind: FormattedFile;
  readonly kits: ReadonlyMap<string, StepKit>;
  /** How findings call the file. */
  readonly file: string;
}

/**
 * The canonical spelling of a flow or of a file beside flows. It says the same as before, with every comment in its place;
 * only the order of known members, line breaks and indentation change. Formatting twice changes nothing more.
 */
export function formatText(text: string, { kind, kits, file }: FormatOptions): Formatted {
  const { findings, value } = readJsonText(text, file);
  if (findings.length > 0 || value === undefined) return { kind: 'unreadable', findings };
  const written = printTree(readCommentTree(text.replace(/^\uFEFF/, '')), layoutOf(kind, kits));
  const breaks = /\r?\n/.exec(text)?.[0];
  return { kind: 'formatted', text: breaks === '\r\n' ? written.replaceAll('\n', '\r\n') : written };
}

/** What a file is, by its name: `tests/night.jsonc` holds conversations. */
export function fileKind(path: string): FormattedFile {
  const [name = '', folder] = path.split(/[\\/]/).reverse();
  if (folder === 'tests') return 'tests';
  const known = /^(flow|lines|contacts|schedules|environment)\.jsonc$/.exec(name)?.[1];
  return (known as FormattedFile | undefined) ?? 'other'; // One of the words in the expression.
}
