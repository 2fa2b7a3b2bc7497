import { createScanner } from 'jsonc-parser';

/** A JSON document with its comments, each where it belongs. Texts and numbers stay as they were written. */
export interface CommentTree {
  /** Before the document, each on a line of its own. */
  readonly header: readonly Comment[];
  readonly root: Value;
  readonly blankBefore: boolean;
  /** Behind the end of the document, on its line. */
  readonly trailing: readonly Comment[];
  readonly footer: readonly Comment[];
}

export interface Comment {
  readonly text: string;
  /** An empty line stands before it. */
  readonly blankBefore: boolean;
}

export type Value =
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'object' | 'list';
      /** Behind the opening bracket, on its line. */
      readonly opening: readonly Comment[];
      readonly entries: readonly Entry[];
      /** Before the closing bracket. */
      readonly closing: readonly Comment[];
    };

/** A member of an object or an item of a list. */
export interface Entry {
  /** With its quotes; absent in a list. */
  readonly key?: string;
  readonly value: Value;
  readonly blankBefore: boolean;
  readonly leading: readonly Comment[];
  readonly trailing: readonly Comment[];
}

// jsonc-parser's SyntaxKind is a const enum, which isolated modules cannot read.
const openBrace = 1;
const closeBrace = 2;
const openBracket = 3;
const closeBracket = 4;
const comma = 5;
const colon = 6;
const lineComment = 12;
const blockComment = 13;
const lineBreak = 14;
const blank = 15;
const endOfFile = 17;

interface Token {
  readonly kind: number;
  readonly text: string;
  /** Line breaks between this token and the one before. */
  readonly breaks: number;
}

/** Reads a text that is known to be good JSON with comments: `readJsonText` has found nothing in it. */
export function readCommentTree(text: string): CommentTree {
  const reader = new Reader(tokensOf(text));
  const header = reader.comments();
  const blankBefore = reader.next.breaks > 1;
  const root = reader.value();
  const behind = reader.comments();
  const { onLine, later } = parted(behind);
  return { header: header.map(plain), root, blankBefore, trailing: onLine.map(plain), footer: later.map(plain) };
}

function tokensOf(text: string): readonly Token[] {
  const scanner = createScanner(text, false);
  const tokens: Token[] = [];
  let breaks = 0;
  for (let kind: number = scanner.scan(); kind !== endOfFile; kind = scanner.scan()) {
    if (kind === lineBreak) breaks += 1;
    else if (kind !== blank) {
      const start = scanner.getTokenOffset();
      tokens.push({ kind, text: text.slice(start, start + scanner.getTokenLength()), breaks });
      breaks = 0;
    }
  }
  return [...tokens, { kind: endOfFile, text: '', breaks }];
}

/** A comment as it was found. */
interface Found {
  readonly text: string;
  readonly breaks: number;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get next(): Token {
    return this.#tokens[this.#at] ?? { kind: endOfFile, text: '', breaks: 0 };
  }

  comments(): readonly Found[] {
    const found: Found[] = [];
    for (; this.next.kind === lineComment || this.next.kind === blockComment; this.#at++) {
      found.push({ text: this.next.text.trimEnd().replaceAll('\r\n', '\n'), breaks: this.next.breaks });
    }
    return found;
  }

  value(): Value {
    const { kind, text } = this.#take();
    if (kind === openBrace) return this.#entries('object', closeBrace);
    if (kind === openBracket) return this.#entries('list', closeBracket);
    return { kind: 'literal', text };
  }

  #entries(kind: 'object' | 'list', close: number): Value {
    const entries: Entry[] = [];
    const first = this.comments();
    // On the line of the bracket only when the line ends there: otherwise it speaks of what follows.
    const { onLine, later } = this.next.breaks > 0 ? parted(first) : { onLine: [], later: first };
    let waiting: readonly Found[] = later;
    while (this.next.kind !== close && this.next.kind !== endOfFile) {
      const { entry, waiting: after } = this.#entry(kind, waiting);
      entries.push(entry);
      waiting = after;
    }
    this.#take();
    return { kind, opening: onLine.map(plain), entries, closing: waiting.map(plain) };
  }

  #entry(kind: 'object' | 'list', before: readonly Found[]): { readonly entry: Entry; readonly waiting: readonly Found[] } {
    const blankBefore = this.next.breaks > 1;
    const inside: Found[] = [];
    let key: string | undefined;
    if (kind === 'object') {
      key = this.#take().text;
      inside.push(...this.comments());
      if (this.next.kind === colon) this.#take();
      inside.push(...this.comments());
    }
    const value = this.value();
    const behind = parted(this.comments());
    const waiting = [...behind.later];
    const trailing = [...behind.onLine];
    if (this.next.kind === comma) {
      this.#take();
      const afterComma = this.comments();
      const ends = this.next.breaks > 0 || afterComma.some(({ breaks }) => breaks > 0);
      const hasRoom = waiting.length === 0 && trailing.at(-1)?.text.startsWith('//') !== true;
      const { onLine, later } = ends && hasRoom ? parted(afterComma) : { onLine: [], later: afterComma };
      trailing.push(...onLine);
      waiting.push(...later);
    }
    const leading = [...before, ...inside].map(plain);
    return { entry: { ...(key !== undefined && { key }), value, blankBefore, leading, trailing: trailing.map(plain) }, waiting };
  }

  #take(): Token {
    const token = this.next;
    this.#at += 1;
    return token;
  }
}

/** Those on the line of what stands before them, and the rest. */
function parted(found: readonly Found[]): { readonly onLine: readonly Found[]; readonly later: readonly Found[] } {
  const index = found.findIndex(({ breaks }) => breaks > 0);
  return index < 0 ? { onLine: found, later: [] } : { onLine: found.slice(0, index), later: found.slice(index) };
}

const plain = ({ text, breaks }: Found): Comment => ({ text, blankBefore: breaks > 1 });
