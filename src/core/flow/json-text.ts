import { createScanner, getNodePath, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Finding, Place, QuickFix, TextEdit } from './finding.ts';
import type { FindingCode } from './finding-codes.ts';
import { type Change, editsOf, removal } from './json-edits.ts';
import { explainSyntax } from './json-syntax.ts';
import { once } from './once.ts';
import { Plain, readQuickly } from './quick-json.ts';

/** Keys and indices from the root of a document to a value. */
export type JsonPath = readonly (string | number)[];

/** A JSON file with comments, read once: its value, where everything stands, and what is wrong with it. */
export interface JsonText {
  readonly file: string;
  /** Plain JSON; its objects have no prototype, so no member is inherited. Undefined when the text cannot be read. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /**
   * Where a value stands, or the nearest thing around it that exists. `at: 'key'` is the member's name; `offset` counts
   * characters into a text value, past any escapes.
   */
  place(path: JsonPath, options?: { readonly at?: 'key'; readonly offset?: number }): Place;
  /** What to write where, so that these changes are made. Undefined when one of them cannot be. */
  edits(changes: readonly Change[]): readonly TextEdit[] | undefined;
  /** Where every comment stands. */
  readonly comments: readonly Comment[];
}

export interface Comment {
  /** Without the signs that begin and end it. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** What has to be cut so that nothing of it is left: its line, when nothing else is there. */
  readonly removal: Span;
  /** True when nothing else stands on its line. */
  readonly alone: boolean;
}

export const jsonLimits = { characters: 1_000_000, depth: 50 } as const;

/** Reads JSON with comments and trailing commas. Never throws: what is wrong comes back as findings. */
export function readJsonText(text: string, file: string, mostCharacters: number = jsonLimits.characters): JsonText {
  const lines = once(() => lineStarts(text));
  const placeAt = (offset: number, pointer: string): Place => ({ file, pointer, ...lineAndColumn(lines(), offset) });
  const unreadable = (code: FindingCode, offset: number, message: string, fix: string, quickFix?: QuickFix): JsonText => {
    const place = placeAt(offset, '');
    const finding: Finding = { code, severity: 'error', place, message, fix, ...(quickFix && { quickFix }) };
    return { file, value: undefined, findings: [finding], place: () => place, edits: () => undefined, comments: [] };
  };

  if (text.length > mostCharacters) {
    return unreadable(
      'IVR003',
      0,
      `the file has more than ${jsonLimits.characters} characters`,
      'split the flow into several flows',
    );
  }
  const source = text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text;
  const parse = (errors: ParseError[]) => parseTree(source, errors, { allowTrailingComma: true });
  const quick = readQuickly(source, jsonLimits.depth);
  if (quick !== undefined) {
    const find = once(() => finderIn(parse([])));
    const located = { place: placeIn(find), edits: editsIn(find) };
    return { file, value: quick.value, findings: [], ...located, comments: commentsOf(source, quick.comments, lines) };
  }
  const brackets = scanBrackets(source);
  if (brackets.tooDeepAt !== undefined) {
    return unreadable(
      'IVR004',
      brackets.tooDeepAt,
      `more than ${jsonLimits.depth} levels are nested here`,
      'a flow needs only a few levels',
    );
  }
  const errors: ParseError[] = [];
  const root = parse(errors);
  const [first] = errors; // The ones after it are mostly its consequences.
  if (first !== undefined || root === undefined) {
    const fault = explainSyntax(first, source, brackets.openAt, (at) => lineAndColumn(lines(), at).line);
    return unreadable('IVR001', fault.offset, fault.message, fault.fix, fault.quickFix);
  }

  const findings: Finding[] = [];
  const find = once(() => finderIn(root));
  const value = build(root);
  const comments = commentsOf(source, brackets.comments, lines);
  return { file, value, findings, place: placeIn(find), edits: editsIn(find), comments };

  function build(node: Node): unknown {
    if (node.type === 'array') return (node.children ?? []).map(build);
    if (node.type !== 'object') return node.value as unknown; // A literal: text, number, boolean or null.
    const object = new Plain();
    for (const { children: [name, member] = [] } of node.children ?? []) {
      if (name === undefined || member === undefined) continue;
      const own = String(name.value);
      if (Object.hasOwn(object, own)) findings.push(writtenTwice(own, name, node));
      object[own] = build(member);
    }
    return object;
  }

  function writtenTwice(name: string, second: Node, object: Node): Finding {
    const first = object.children?.find((property) => property.children?.[0]?.value === name)?.children?.[1];
    const cut = first === undefined ? undefined : removal(first, source);
    return {
      code: 'IVR002',
      severity: 'error',
      place: placeAt(second.offset, pointerOf([...getNodePath(object), name])),
      message: `"${name}" is written twice; only the last one would count`,
      fix: 'remove one of them or give it another name',
      ...(cut && { quickFix: { title: `remove the first "${name}", which does not count`, edits: cut } }),
    };
  }

  function placeIn(find: () => Finder): JsonText['place'] {
    return (path, { at, offset } = {}) => {
      for (let length = path.length; length >= 0; length--) {
        const there = path.slice(0, length);
        const found = find()(there);
        if (found === undefined) continue;
        const pointer = pointerOf(there);
        if (length < path.length) return placeAt(found.offset, pointer); // The parent of what is missing.
        const name = found.parent?.type === 'property' ? found.parent.children?.[0] : undefined;
        if (at === 'key' && name !== undefined) return placeAt(name.offset, pointer);
        const inside = offset !== undefined && found.type === 'string' ? rawOffset(source, found, offset) : 0;
        return placeAt(found.offset + inside, pointer);
      }
      return placeAt(0, '');
    };
  }

  function editsIn(find: () => Finder): JsonText['edits'] {
    const rawOffsetOf = (node: Node, characters: number): number => rawOffset(source, node, characters);
    return (changes) => {
      const made = changes.map((change) => editsOf(change, { source, find: find(), rawOffset: rawOffsetOf }));
      if (made.some((edit) => edit === undefined)) return undefined;
      return made.flatMap((edit) => edit ?? []).sort((a, b) => a.offset - b.offset);
    };
  }
}

type Finder = (path: JsonPath) => Node | undefined;

/** Looks values up by their path. What an object holds is noted when it is first asked for: most are never. */
function finderIn(root: Node | undefined): Finder {
  const known = new Map<Node, ReadonlyMap<unknown, Node>>();
  const membersOf = (object: Node): ReadonlyMap<unknown, Node> => {
    const noted = known.get(object);
    if (noted !== undefined) return noted;
    // Of a name that is written twice, the last one counts.
    const members = new Map(
      (object.children ?? []).flatMap(({ children: [name, value] = [] }) => (name && value ? [[name.value, value]] : [])),
    );
    known.set(object, members);
    return members;
  };
  return (path) => {
    let node: Node | undefined = root;
    for (const part of path) {
      if (node?.type === 'array') node = node.children?.[Number(part)];
      else if (node?.type === 'object') node = membersOf(node).get(String(part));
      else return undefined;
    }
    return node;
  };
}

/** JSON pointer (RFC 6901). */
export function pointerOf(path: JsonPath): string {
  return path.map((part) => `/${typeof part === 'number' ? part : escaped(part)}`).join('');
}

const escaped = (part: string): string => (/[~/]/.test(part) ? part.replaceAll('~', '~0').replaceAll('/', '~1') : part);

// jsonc-parser's SyntaxKind is a const enum, which isolated modules cannot read.
const openBrace = 1;
const closeBrace = 2;
const openBracket = 3;
const closeBracket = 4;
const lineComment = 12;
const blockComment = 13;
const endOfFile = 17;

/** Before the recursive parser runs: how deep the text goes, which bracket is still open at its end, and the comments. */
function scanBrackets(source: string): BracketScan {
  const scanner = createScanner(source, false);
  const open: number[] = [];
  const comments: Span[] = [];
  for (let kind: number = scanner.scan(); kind !== endOfFile; kind = scanner.scan()) {
    if (kind === openBrace || kind === openBracket) open.push(scanner.getTokenOffset());
    if (kind === closeBrace || kind === closeBracket) open.pop();
    if (kind === lineComment || kind === blockComment)
      comments.push({ offset: scanner.getTokenOffset(), length: scanner.getTokenLength() });
    if (open.length > jsonLimits.depth) return { tooDeepAt: scanner.getTokenOffset(), comments };
  }
  const openAt = open.at(-1);
  return { comments, ...(openAt !== undefined && { openAt }) };
}

export interface Span {
  readonly offset: number;
  readonly length: number;
}

interface BracketScan {
  readonly tooDeepAt?: number;
  readonly openAt?: number;
  readonly comments: readonly Span[];
}

function commentsOf(source: string, spans: readonly Span[], lines: () => readonly number[]): readonly Comment[] {
  return spans.map(({ offset, length }) => {
    const { line, column } = lineAndColumn(lines(), offset);
    const text = source.slice(offset, offset + length).replace(/^\/\/|^\/\*|\*\/$/g, '');
    const before = source.slice(offset - column + 1, offset);
    const after = /^[ \t]*\r?\n/.exec(source.slice(offset + length, offset + length + 200))?.[0];
    const alone = before.trim() === '';
    const room = before.length - before.trimEnd().length;
    const tail = alone && after !== undefined ? after.length : 0;
    return { line, column, text, alone, removal: { offset: offset - room, length: room + length + tail } };
  });
}

const escapeLength = (source: string, at: number): number => (source[at] !== '\\' ? 1 : source[at + 1] === 'u' ? 6 : 2);

/** The distance in the file from a text's opening quote to its nth character. */
function rawOffset(source: string, node: Node, characters: number): number {
  const end = node.offset + node.length - 1;
  let at = node.offset + 1;
  for (let seen = 0; seen < characters && at < end; seen++) at += escapeLength(source, at);
  return Math.min(at, end) - node.offset;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAndColumn(starts: readonly number[], offset: number): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
