import { createScanner, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { JsonPath } from '../json-text.ts';

/**
 * JSON with comments, edited as a careful person would: jsonc-parser's own `modify` takes comments away with what it
 * removes. Texts are good JSON with comments; a path that leads nowhere changes nothing.
 */
export function nodeAt(text: string, path: JsonPath): Node | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root === undefined ? undefined : findNodeAtLocation(root, [...path]);
}

/** The text of a value, with the comments inside it. */
export const sourceOf = (text: string, { offset, length }: Node): string => text.slice(offset, offset + length);

/** Puts a value, given as JSON, at a path. Objects on the way are made where there are none. */
export function withSource(text: string, path: JsonPath, source: string): string {
  const there = nodeAt(text, path);
  if (there !== undefined) return spliced(text, [[there.offset, there.length, source]]);
  const [last, ...reversed] = [...path].reverse();
  if (typeof last !== 'string') return text; // A list gets no items.
  const parentPath = reversed.reverse();
  const parent = nodeAt(text, parentPath);
  const member = `${JSON.stringify(last)}: ${source}`;
  return parent?.type === 'object' ? withMember(text, parent, member) : withSource(text, parentPath, `{ ${member} }`);
}

/** Another name for the member at a path. */
export function withName(text: string, path: JsonPath, name: string): string {
  const key = nodeAt(text, path)?.parent?.children?.[0];
  return key === undefined ? text : spliced(text, [[key.offset, key.length, JSON.stringify(name)]]);
}

/** Without the member at a path, its comma, and the line when nothing else stands there. */
export function without(text: string, path: JsonPath): string {
  const property = nodeAt(text, path)?.parent;
  if (property?.type !== 'property') return text;
  const [before, after] = commasAround(text, property);
  const comma = after ?? before;
  const cut = spliced(text, [[property.offset, property.length, ''], ...(comma === undefined ? [] : [[comma, 1, ''] as const])]);
  const at = property.offset - (comma !== undefined && comma < property.offset ? 1 : 0);
  const start = cut.lastIndexOf('\n', at - 1) + 1;
  const end = cut.indexOf('\n', at);
  const isEmptyLine = start > 0 && end >= 0 && cut.slice(start, end).trim() === '';
  return isEmptyLine ? `${cut.slice(0, start)}${cut.slice(end + 1)}` : cut;
}

/** A new last member, on a line of its own where the others have theirs. */
function withMember(text: string, object: Node, member: string): string {
  const brace = object.offset + object.length - 1;
  const inside = text.slice(0, brace);
  const end = inside.trimEnd().length;
  const last = object.children?.at(-1);
  const breaks = /\r?\n[^\n]*$/.test(inside.slice(last === undefined ? object.offset : last.offset + last.length));
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = last === undefined ? `${indentAt(text, object.offset)}  ` : indentAt(text, last.offset);
  const added: Splice = breaks ? [end, 0, `${eol}${indent}${member}`] : [end, brace - end, ` ${member} `];
  if (last === undefined) return spliced(text, [added]);
  const [, after] = commasAround(text, last);
  return spliced(text, [...(after === undefined ? [[last.offset + last.length, 0, ','] as const] : []), added]);
}

const indentAt = (text: string, offset: number): string => {
  const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset);
  return /^\s*/.exec(line)?.[0] ?? '';
};

type Splice = readonly [offset: number, length: number, by: string];

function spliced(text: string, splices: readonly Splice[]): string {
  // From the end, so that offsets stay true.
  return [...splices]
    .reverse()
    .sort((a, b) => b[0] - a[0])
    .reduce((edited, [offset, length, by]) => edited.slice(0, offset) + by + edited.slice(offset + length), text);
}

// jsonc-parser's SyntaxKind is a const enum, which isolated modules cannot read.
const comma = 5;
const endOfFile = 17;

/** Where the commas before and after a member stand, if there are any, past all comments. */
function commasAround(text: string, { offset, length }: Node): readonly [number | undefined, number | undefined] {
  const scanner = createScanner(text, true);
  let before: number | undefined;
  for (let kind: number = scanner.scan(); kind !== endOfFile; kind = scanner.scan()) {
    const at = scanner.getTokenOffset();
    if (at < offset) before = kind === comma ? at : undefined;
    else if (at >= offset + length) return [before, kind === comma ? at : undefined];
  }
  return [before, undefined];
}
