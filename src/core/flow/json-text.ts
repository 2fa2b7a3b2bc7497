import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Finding, Place } from './finding.ts';
import type { FindingCode } from './finding-codes.ts';

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
}

export const jsonLimits = { characters: 1_000_000, depth: 50 } as const;

/** Reads JSON with comments and trailing commas. Never throws: what is wrong comes back as findings. */
export function readJsonText(text: string, file: string, mostCharacters: number = jsonLimits.characters): JsonText {
  const lines = lineStarts(text);
  const placeAt = (offset: number, pointer: string): Place => ({ file, pointer, ...lineAndColumn(lines, offset) });
  const unreadable = (code: FindingCode, offset: number, message: string, fix: string): JsonText => {
    const place = placeAt(offset, '');
    return { file, value: undefined, findings: [{ code, severity: 'error', place, message, fix }], place: () => place };
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
  const root = parseTree(source, errors, { allowTrailingComma: true });
  const [first] = errors; // The ones after it are mostly its consequences.
  if (first !== undefined || root === undefined) {
    const { offset, message, fix } = explain(first, source, brackets.openAt, (at) => lineAndColumn(lines, at).line);
    return unreadable('IVR001', offset, message, fix);
  }

  const findings: Finding[] = [];
  const places = new Map<string, { readonly key: number | undefined; readonly value: Node }>();
  const value = build(root, []);
  return { file, value, findings, place };

  function build(node: Node, path: JsonPath, key?: number): unknown {
    places.set(pointerOf(path), { key, value: node });
    if (node.type === 'array') return (node.children ?? []).map((item, index) => build(item, [...path, index]));
    if (node.type !== 'object') return node.value as unknown; // A literal: text, number, boolean or null.
    const object: Record<string, unknown> = Object.create(null);
    for (const { children: [name, member] = [] } of node.children ?? []) {
      if (name === undefined || member === undefined) continue;
      const own = String(name.value);
      if (Object.hasOwn(object, own)) {
        findings.push({
          code: 'IVR002',
          severity: 'error',
          place: placeAt(name.offset, pointerOf([...path, own])),
          message: `"${own}" is written twice; only the last one would count`,
          fix: 'remove one of them or give it another name',
        });
      }
      object[own] = build(member, [...path, own], name.offset);
    }
    return object;
  }

  function place(path: JsonPath, { at, offset }: { readonly at?: 'key'; readonly offset?: number } = {}): Place {
    for (let length = path.length; length >= 0; length--) {
      const found = places.get(pointerOf(path.slice(0, length)));
      if (found === undefined) continue;
      const pointer = pointerOf(path.slice(0, length));
      if (length < path.length) return placeAt(found.value.offset, pointer); // The parent of what is missing.
      if (at === 'key' && found.key !== undefined) return placeAt(found.key, pointer);
      const inside = offset !== undefined && found.value.type === 'string' ? rawOffset(source, found.value, offset) : 0;
      return placeAt(found.value.offset + inside, pointer);
    }
    return placeAt(0, '');
  }
}

/** JSON pointer (RFC 6901). */
export function pointerOf(path: JsonPath): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

// jsonc-parser's SyntaxKind is a const enum, which isolated modules cannot read.
const openBrace = 1;
const closeBrace = 2;
const openBracket = 3;
const closeBracket = 4;
const endOfFile = 17;

/** Before the recursive parser runs: how deep the text goes, and which bracket is still open at its end. */
function scanBrackets(source: string): { readonly tooDeepAt?: number; readonly openAt?: number } {
  const scanner = createScanner(source, true);
  const open: number[] = [];
  for (let kind: number = scanner.scan(); kind !== endOfFile; kind = scanner.scan()) {
    if (kind === openBrace || kind === openBracket) open.push(scanner.getTokenOffset());
    if (kind === closeBrace || kind === closeBracket) open.pop();
    if (open.length > jsonLimits.depth) return { tooDeepAt: scanner.getTokenOffset() };
  }
  const openAt = open.at(-1);
  return openAt === undefined ? {} : { openAt };
}

function explain(error: ParseError | undefined, source: string, openAt: number | undefined, lineOf: (offset: number) => number) {
  if (source.trim() === '') return { offset: 0, message: 'the file is empty', fix: 'a flow begins with { and ends with }' };
  const offset = error?.offset ?? 0;
  const [message, fix] = because(
    error,
    source,
    openAt === undefined ? undefined : { line: lineOf(openAt), sign: source[openAt] ?? '' },
  );
  return { offset: Math.min(offset, source.length), message, fix };
}

function because(
  error: ParseError | undefined,
  source: string,
  open: { readonly line: number; readonly sign: string } | undefined,
): readonly [string, string] {
  const kind = error === undefined ? 'ValueExpected' : printParseErrorCode(error.error);
  if (kind === 'CloseBraceExpected' || kind === 'CloseBracketExpected') {
    const close = kind === 'CloseBraceExpected' ? '}' : ']';
    return open === undefined
      ? [`a ${close} is missing`, `add ${close}`]
      : [`the ${open.sign} of line ${open.line} is never closed`, `add ${close} where it ends`];
  }
  if (error !== undefined && source[error.offset] === "'") {
    return ['texts and names stand in double quotes', 'replace the single quotes by double quotes'];
  }
  return (
    syntaxFaults[kind] ?? [
      'this word is not JSON',
      'texts and names stand in double quotes; other words are only true, false and null',
    ]
  );
}

const unknownEscape = ['a backslash in this text is followed by something unknown', 'write a backslash as \\\\'] as const;
const unknownNumber = ['this is not a number', 'write the number in digits, for example 3 or 0.5'] as const;

/** By jsonc-parser's names: what is wrong, and what to do. */
const syntaxFaults: { readonly [kind: string]: readonly [string, string] } = {
  CommaExpected: ['a comma is missing before this', 'put a comma after the value that comes before'],
  ColonExpected: ['a colon is missing after the name', 'write "name": value'],
  PropertyNameExpected: ['the name of a member is expected here', 'write the name in double quotes, then a colon and the value'],
  ValueExpected: ['a value is missing here', 'write a text in double quotes, a number, true, false, null, { } or [ ]'],
  EndOfFileExpected: ['there is text after the end of the document', 'remove what follows the last }'],
  UnexpectedEndOfString: ['the text is not closed on its line', 'end it with a double quote; write a line break as \\n'],
  UnexpectedEndOfComment: ['the comment is never closed', 'end it with */'],
  InvalidCharacter: ['there is a control character in this text', 'write a line break as \\n and a tab as \\t'],
  InvalidEscapeCharacter: unknownEscape,
  InvalidUnicode: unknownEscape,
  UnexpectedEndOfNumber: unknownNumber,
  InvalidNumberFormat: unknownNumber,
};

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
