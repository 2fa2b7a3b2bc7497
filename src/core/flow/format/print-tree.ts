import type { Comment, CommentTree, Entry, Value } from './comment-tree.ts';
import { inOrder, type Layout } from './member-order.ts';

/** Columns of a line. Words and comments that are longer stay whole. */
export const lineWidth = 130;
const step = '  ';

/** The text of a document: the same for every way in which it was laid out before. Ends with a line break. */
export function printTree({ header, root, blankBefore, trailing, footer }: CommentTree, layout: Layout): string {
  const lines = [...comments(header, '', true)];
  if (blankBefore && header.length > 0) lines.push('');
  lines.push(`${print(root, { indent: '', used: 0, layout })}${behind(trailing)}`);
  return `${[...lines, ...comments(footer, '', false)].join('\n')}\n`;
}

interface Place {
  readonly indent: string;
  /** Columns taken by the name before the value and by a comma behind it: also behind the last, so that one more changes only its own line. */
  readonly used: number;
  readonly layout: Layout;
}

function print(value: Value, { indent, used, layout }: Place): string {
  if (value.kind === 'literal') return value.text;
  const { entries } = ordered(value, layout);
  const [open, close] = value.kind === 'object' ? '{}' : '[]';
  const isBare = entries.length === 0 && value.opening.length === 0 && value.closing.length === 0;
  if (isBare) return `${open}${close}`;
  if (layout.open !== true || entries.length === 0) {
    const flat = inOneLine(value, layout);
    if (flat !== undefined && indent.length + used + flat.length <= lineWidth) return flat;
  }
  const inner = indent + step;
  const lines: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const isFirst = index === 0;
    lines.push(...comments(entry.leading, inner, isFirst));
    if (entry.blankBefore && !(isFirst && entry.leading.length === 0)) lines.push('');
    const name = entry.key === undefined ? '' : `${entry.key}: `;
    const end = index < entries.length - 1 ? ',' : '';
    const place = { indent: inner, used: name.length + 1, layout: layoutIn(value, entry, layout) };
    lines.push(`${inner}${name}${print(entry.value, place)}${end}${behind(entry.trailing)}`);
  }
  lines.push(...comments(value.closing, inner, entries.length === 0));
  return [`${open}${behind(value.opening)}`, ...lines, `${indent}${close}`].join('\n');
}

type Container = Exclude<Value, { kind: 'literal' }>;

function ordered(value: Container, layout: Layout): { readonly entries: readonly Entry[] } {
  return { entries: value.kind === 'object' ? inOrder(value.entries, forType(value, layout)) : value.entries };
}

/** A step is laid out by its type. */
function forType(value: Container, layout: Layout): Layout {
  const type = value.entries.find(({ key }) => key === '"type"')?.value;
  return (type?.kind === 'literal' ? layout.byType?.get(type.text.slice(1, -1)) : undefined) ?? layout;
}

function layoutIn(value: Container, { key }: Entry, layout: Layout): Layout {
  const own = forType(value, layout);
  const member = key === undefined ? undefined : (JSON.parse(key) as string); // A text in quotes.
  const named = member !== undefined && Object.hasOwn(own.members ?? {}, member) ? own.members?.[member] : undefined;
  return named ?? own.each ?? {};
}

/** Undefined when there is a comment in it. */
function inOneLine(value: Value, layout: Layout): string | undefined {
  if (value.kind === 'literal') return value.text;
  if (value.opening.length > 0 || value.closing.length > 0) return undefined;
  const parts: string[] = [];
  for (const entry of ordered(value, layout).entries) {
    if (entry.leading.length > 0 || entry.trailing.length > 0) return undefined;
    const inner = layoutIn(value, entry, layout);
    const flat = inner.open === true && !isEmpty(entry.value) ? undefined : inOneLine(entry.value, inner);
    if (flat === undefined) return undefined;
    parts.push(entry.key === undefined ? flat : `${entry.key}: ${flat}`);
  }
  if (parts.length === 0) return value.kind === 'object' ? '{}' : '[]';
  return value.kind === 'object' ? `{ ${parts.join(', ')} }` : `[${parts.join(', ')}]`;
}

const isEmpty = (value: Value): boolean => value.kind === 'literal' || value.entries.length === 0;

/** Each on its line, with the empty lines that stood before them, but none at the beginning. */
function comments(all: readonly Comment[], indent: string, isBeginning: boolean): readonly string[] {
  return all.flatMap(({ text, blankBefore }, index) => [
    ...(blankBefore && !(isBeginning && index === 0) ? [''] : []),
    `${indent}${text}`,
  ]);
}

const behind = (all: readonly Comment[]): string => all.map(({ text }) => ` ${text}`).join('');
