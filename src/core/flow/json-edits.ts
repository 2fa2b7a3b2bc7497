import { createScanner, type Node } from 'jsonc-parser';
import type { TextEdit } from './finding.ts';
import type { JsonPath } from './json-text.ts';

/** A change of a JSON document that leaves its comments and its layout alone. */
export type Change =
  /** Another value in the place of the one that is there. */
  | { readonly kind: 'replace'; readonly path: JsonPath; readonly value: unknown }
  /** Another word, wherever it stands: as the value at `path` or, with `at` or else, as its name. */
  | { readonly kind: 'reword'; readonly path: JsonPath; readonly of: string; readonly write: string; readonly at?: 'key' }
  /** A member, or an entry of a list, with its comma. */
  | { readonly kind: 'remove'; readonly path: JsonPath }
  /** A new member, behind the last one of the object at `path`. */
  | { readonly kind: 'add'; readonly path: JsonPath; readonly name: string; readonly value: unknown }
  /** Characters of a text value, counted past any escapes. */
  | {
      readonly kind: 'respell';
      readonly path: JsonPath;
      readonly offset: number;
      readonly length: number;
      readonly text: string;
    };

/** A document as far as changes need to see it. */
export interface Editable {
  readonly source: string;
  /** The node of a value, when it is there. */
  readonly find: (path: JsonPath) => Node | undefined;
  /** The distance in the file from a text's opening quote to its nth character. */
  readonly rawOffset: (text: Node, characters: number) => number;
}

/** What has to be written where. Undefined when the change cannot be made, or would make a name appear twice. */
export function editsOf(change: Change, document: Editable): readonly TextEdit[] | undefined {
  const node = document.find(change.path);
  if (node === undefined) return undefined;
  switch (change.kind) {
    case 'replace':
      return [{ offset: node.offset, length: node.length, text: spell(change.value) }];
    case 'reword':
      return change.at === undefined && node.value === change.of
        ? [{ offset: node.offset, length: node.length, text: spell(change.write) }]
        : rename(node, change.of, change.write);
    case 'remove':
      return removal(node, document.source);
    case 'add':
      return addition(node, change.name, spell(change.value), document.source);
    case 'respell':
      return respelling(node, change, document);
  }
}

/** JSON as flows spell it: `{ "a": 1 }` with room around the braces. */
function spell(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spell).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${spell(one)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function rename(node: Node, of: string, to: string): readonly TextEdit[] | undefined {
  const [name] = node.parent?.type === 'property' ? (node.parent.children ?? []) : [];
  if (name?.value !== of || membersOf(node.parent?.parent).some((other) => nameOf(other) === to)) return undefined;
  return [{ offset: name.offset, length: name.length, text: JSON.stringify(to) }];
}

function respelling(
  node: Node,
  { offset, length, text }: Change & { readonly kind: 'respell' },
  { rawOffset }: Editable,
): readonly TextEdit[] | undefined {
  if (node.type !== 'string') return undefined;
  const start = rawOffset(node, offset);
  const end = rawOffset(node, offset + length);
  return [{ offset: node.offset + start, length: end - start, text: JSON.stringify(text).slice(1, -1) }];
}

/** Takes a member or entry out, with one comma; a line that it leaves empty goes with it. Comments stay. */
export function removal(value: Node, source: string): readonly TextEdit[] | undefined {
  const own = value.parent?.type === 'property' ? value.parent : value;
  const siblings = own.parent?.children;
  if (own.parent === undefined || siblings === undefined) return undefined;
  const index = siblings.indexOf(own);
  const start = own.offset;
  const end = own.offset + own.length;
  const next = siblings[index + 1];
  const after = commaBetween(source, end, next?.offset ?? own.parent.offset + own.parent.length - 1);
  if (after !== undefined)
    return joined(
      [
        { from: start, to: end },
        { from: after, to: after + 1 },
      ],
      source,
    );
  const previous = siblings[index - 1];
  const before = previous === undefined ? undefined : commaBetween(source, previous.offset + previous.length, start);
  const pieces = before === undefined ? [] : [{ from: before, to: before + 1 }];
  return joined([...pieces, { from: start, to: end }], source);
}

function addition(object: Node, name: string, value: string, source: string): readonly TextEdit[] | undefined {
  const members = membersOf(object);
  if (object.type !== 'object' || members.some((member) => nameOf(member) === name)) return undefined;
  const text = `${JSON.stringify(name)}: ${value}`;
  const last = members.at(-1);
  if (last === undefined) {
    const empty = object.length === 2;
    return [{ offset: object.offset + 1, length: 0, text: empty ? ` ${text} ` : ` ${text}` }];
  }
  const end = last.offset + last.length;
  const comma = commaBetween(source, end, object.offset + object.length - 1);
  const indent = /(?:^|\n)([ \t]*)$/.exec(source.slice(Math.max(0, last.offset - 200), last.offset))?.[1];
  if (indent === undefined) return [{ offset: end, length: 0, text: `, ${text}` }];
  // Behind a comment on the last member's line, which is about that member.
  const line = /^[^\S\r\n]*,?[^\S\r\n]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)?[^\S\r\n]*(?=\r?\n|$)/.exec(source.slice(end));
  const lineEnd = line === null ? end : end + line[0].length;
  const added = { offset: lineEnd, length: 0, text: `${source.includes('\r\n') ? '\r\n' : '\n'}${indent}${text}` };
  if (comma !== undefined) return [added];
  return lineEnd === end ? [{ ...added, text: `,${added.text}` }] : [{ offset: end, length: 0, text: ',' }, added];
}

const membersOf = (object: Node | undefined): readonly Node[] => (object?.type === 'object' ? (object.children ?? []) : []);
const nameOf = (property: Node): unknown => property.children?.[0]?.value;

// jsonc-parser's SyntaxKind is a const enum, which isolated modules cannot read.
const commaToken = 5;
const endOfFile = 17;

function commaBetween(source: string, start: number, end: number): number | undefined {
  const scanner = createScanner(source.slice(start, end), true);
  for (let kind: number = scanner.scan(); kind !== endOfFile; kind = scanner.scan())
    if (kind === commaToken) return start + scanner.getTokenOffset();
  return undefined;
}

interface Piece {
  readonly from: number;
  readonly to: number;
}

/** Pieces to be cut, in order: joined where only room is between them, and widened to whole lines where nothing else is on them. */
function joined(pieces: readonly Piece[], source: string): readonly TextEdit[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (last !== undefined && source.slice(last.to, piece.from).trim() === '')
      whole[whole.length - 1] = { from: last.from, to: piece.to };
    else whole.push(piece);
  }
  return whole.map((piece) => {
    const { from, to } = widened(piece, source);
    return { offset: from, length: to - from, text: '' };
  });
}

function widened({ from, to }: Piece, source: string): Piece {
  const before = /(?:^|\n)([ \t]*)$/.exec(source.slice(Math.max(0, from - 200), from))?.[1];
  const after = /^[ \t]*(?:\r?\n)/.exec(source.slice(to))?.[0];
  if (before !== undefined && after !== undefined) return { from: from - before.length, to: to + after.length };
  // What would be left at the end of a line.
  if (after !== undefined)
    return { from: from - (/[ \t]*$/.exec(source.slice(Math.max(0, from - 200), from))?.[0].length ?? 0), to };
  const room = /^[ \t]+/.exec(source.slice(to))?.[0] ?? '';
  // `{ "a": 1, "b": 2 }` without the first member keeps one blank behind the brace.
  return before !== undefined || source[from - 1] === ' ' ? { from, to: to + room.length } : { from, to };
}
