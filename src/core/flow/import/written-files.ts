import type { StepKit } from '../../steps/define-step.ts';
import { fileKind, formatText } from '../format/format-text.ts';

/** Documents as files in their canonical form, each with the schema that editors look for. */
export function writtenFiles(
  documents: { readonly [path: string]: object },
  kits: ReadonlyMap<string, StepKit>,
): { readonly [path: string]: string } {
  return Object.fromEntries(Object.entries(documents).map(([path, document]) => [path, written(path, document, kits)]));
}

function written(path: string, document: object, kits: ReadonlyMap<string, StepKit>): string {
  const kind = fileKind(path);
  const depth = path.split('/').length - 1;
  const $schema = `${depth === 0 ? './' : '../'.repeat(depth)}${depth === 0 ? path.replace(/\.jsonc$/, '') : 'flow'}.schema.json`;
  const text = JSON.stringify({ $schema, ...document });
  const result = formatText(text, { kind, kits, file: path });
  return result.kind === 'formatted' ? result.text : `${text}\n`;
}
