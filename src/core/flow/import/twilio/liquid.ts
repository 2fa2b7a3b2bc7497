/** A Liquid template, taken apart. */
export type LiquidPart =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'output'; readonly value: LiquidValue }
  /** The first case that holds; the last one of an `else` has no test. */
  | { readonly kind: 'if'; readonly cases: readonly LiquidCase[] };

export interface LiquidCase {
  readonly test?: LiquidTest;
  readonly parts: readonly LiquidPart[];
}

export interface LiquidValue {
  readonly of: Operand;
  readonly filters: readonly LiquidFilter[];
}

export interface LiquidFilter {
  readonly name: string;
  readonly arguments: readonly Operand[];
}

export type Operand =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'path'; readonly path: readonly string[] };

export type LiquidTest =
  | { readonly kind: 'compare'; readonly left: Operand; readonly sign: string; readonly right: Operand }
  | { readonly kind: 'given'; readonly of: Operand }
  | { readonly kind: 'both' | 'either'; readonly left: LiquidTest; readonly right: LiquidTest };

export interface Liquid {
  readonly parts: readonly LiquidPart[];
  /** Tags that are not understood; their words are kept as if they were not there. */
  readonly leftOut: readonly string[];
}

const token = /\{\{-?([\s\S]*?)-?\}\}|\{%-?([\s\S]*?)-?%\}/g;

/** Reads a template. Whatever it is, it becomes parts: what is no Liquid is words. */
export function readLiquid(text: string): Liquid {
  const reader = new Reader(text);
  const parts = reader.parts(0);
  return { parts, leftOut: [...reader.leftOut] };
}

const deepest = 10;

/** A token at a time: words, `{{ }}`, `{% %}`. */
class Reader {
  readonly leftOut = new Set<string>();
  readonly #tokens: readonly Token[];
  readonly #assigned = new Map<string, LiquidValue>();
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  /** Up to the tag that ends an `if`, or one of its branches; at the outside such tags mean nothing. */
  parts(depth: number): readonly LiquidPart[] {
    const parts: LiquidPart[] = [];
    for (let now = this.#tokens[this.#at]; now !== undefined; now = this.#tokens[this.#at]) {
      if (now.kind === 'tag' && depth > 0 && /^(elsif|else|endif|endunless)\b/.test(now.source)) return parts;
      this.#at++;
      if (now.kind === 'words') parts.push(now);
      else if (now.kind === 'output') parts.push({ kind: 'output', value: this.#known(readValue(now.source)) });
      else parts.push(...this.#tag(now.source, depth));
    }
    return parts;
  }

  #tag(source: string, depth: number): readonly LiquidPart[] {
    const [, word = '', rest = ''] = /^(\w*)([\s\S]*)$/.exec(source) ?? [];
    if (word === 'if' && depth < deepest) return [this.#if(rest, depth)];
    if (word === 'assign') {
      const [, name, value] = /^\s*([\w-]+)\s*=\s*([\s\S]+)$/.exec(rest) ?? [];
      if (name !== undefined && value !== undefined) {
        this.#assigned.set(name, this.#known(readValue(value)));
        return [];
      }
    }
    if (word !== '' && !/^(end\w+|else|elsif|comment)$/.test(word)) this.leftOut.add(`{% ${word} %}`);
    return [];
  }

  #if(firstTest: string, depth: number): LiquidPart {
    const cases: LiquidCase[] = [{ test: readTest(firstTest), parts: this.parts(depth + 1) }];
    for (let now = this.#tokens[this.#at]; now?.kind === 'tag'; now = this.#tokens[this.#at]) {
      this.#at++;
      const [, test] = /^elsif\b([\s\S]*)$/.exec(now.source) ?? [];
      if (test !== undefined) cases.push({ test: readTest(test), parts: this.parts(depth + 1) });
      else if (now.source.startsWith('else')) cases.push({ parts: this.parts(depth + 1) });
      else break;
    }
    return { kind: 'if', cases };
  }

  /** What was assigned before stands for its name. */
  #known({ of, filters }: LiquidValue): LiquidValue {
    const before = of.kind === 'path' && of.path.length === 1 ? this.#assigned.get(of.path[0] ?? '') : undefined;
    return before === undefined ? { of, filters } : { of: before.of, filters: [...before.filters, ...filters].slice(0, 20) };
  }
}

type Token = { readonly kind: 'words'; readonly words: string } | { readonly kind: 'output' | 'tag'; readonly source: string };

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const { 0: found, 1: output, 2: tag, index } of text.matchAll(token)) {
    if (index > at) tokens.push({ kind: 'words', words: text.slice(at, index) });
    tokens.push(output === undefined ? { kind: 'tag', source: (tag ?? '').trim() } : { kind: 'output', source: output.trim() });
    at = index + found.length;
  }
  if (at < text.length) tokens.push({ kind: 'words', words: text.slice(at) });
  return tokens;
}

/** Splits at a sign, though not inside of quotes. */
function splitOutsideQuotes(source: string, sign: RegExp): readonly string[] {
  const parts: string[] = [''];
  for (const [piece] of source.matchAll(/'[^']*'|"[^"]*"|[^'"]|['"]/g)) {
    if (sign.test(piece)) parts.push('');
    else parts.push((parts.pop() ?? '') + piece);
  }
  return parts;
}

function readValue(source: string): LiquidValue {
  const [of = '', ...filters] = splitOutsideQuotes(source, /^\|$/);
  return {
    of: readOperand(of),
    filters: filters.slice(0, 20).flatMap((filter) => {
      const [, name, given = ''] = /^\s*(\w+)\s*:?([\s\S]*)$/.exec(filter) ?? [];
      if (name === undefined) return [];
      const written = given.trim() === '' ? [] : splitOutsideQuotes(given, /^,$/);
      return [{ name, arguments: written.map(readOperand) }];
    }),
  };
}

/** `'words'`, `5`, `widgets.http_1.parsed.items[0].name`. */
function readOperand(source: string): Operand {
  const plain = source.trim();
  const [, single, double] = /^'([^']*)'$|^"([^"]*)"$/.exec(plain) ?? [];
  const quoted = single ?? double;
  if (quoted !== undefined) return { kind: 'text', text: quoted };
  if (/^-?\d+(\.\d+)?$|^(true|false)$/.test(plain)) return { kind: 'text', text: plain };
  if (plain === '' || /^(nil|null|blank|empty)$/.test(plain)) return { kind: 'text', text: '' };
  const path = [...plain.matchAll(/([\w-]+)|\[\s*(?:'([^']*)'|"([^"]*)")\s*\]/g)].map(
    ([, word, single2, double2]) => word ?? single2 ?? double2 ?? '',
  );
  return path.length === 0 ? { kind: 'text', text: '' } : { kind: 'path', path: path.slice(0, 12) };
}

/** Liquid reads `and` and `or` from the right. */
function readTest(source: string): LiquidTest {
  const [, left, word, right] = /^([\s\S]*?)\s(and|or)\s([\s\S]*)$/.exec(source) ?? [];
  if (left !== undefined && right !== undefined && source.length < 1_000)
    return { kind: word === 'and' ? 'both' : 'either', left: readComparison(left), right: readTest(right) };
  return readComparison(source);
}

function readComparison(source: string): LiquidTest {
  const [, left, sign, right] = /^([\s\S]*?)(==|!=|<>|<=|>=|<|>|\scontains\s)([\s\S]*)$/.exec(source) ?? [];
  if (left === undefined || sign === undefined || right === undefined) return { kind: 'given', of: readOperand(source) };
  return { kind: 'compare', left: readOperand(left), sign: sign.trim() === '<>' ? '!=' : sign.trim(), right: readOperand(right) };
}

/** Every path that a template names. */
export function pathsIn(parts: readonly LiquidPart[]): readonly (readonly string[])[] {
  return parts.flatMap((part) => {
    if (part.kind === 'words') return [];
    if (part.kind === 'output') return pathsOfValue(part.value);
    return part.cases.flatMap(({ test, parts: inside }) => [
      ...(test === undefined ? [] : pathsOfTest(test)),
      ...pathsIn(inside),
    ]);
  });
}

const pathsOf = (operand: Operand): readonly (readonly string[])[] => (operand.kind === 'path' ? [operand.path] : []);

const pathsOfValue = ({ of, filters }: LiquidValue): readonly (readonly string[])[] => [
  ...pathsOf(of),
  ...filters.flatMap((filter) => filter.arguments.flatMap(pathsOf)),
];

function pathsOfTest(test: LiquidTest): readonly (readonly string[])[] {
  if (test.kind === 'given') return pathsOf(test.of);
  if (test.kind === 'compare') return [...pathsOf(test.left), ...pathsOf(test.right)];
  return [...pathsOfTest(test.left), ...pathsOfTest(test.right)];
}

/** The only path of a text that is nothing but one `{{ path }}`. */
export function onlyPath(text: string): readonly string[] | undefined {
  const [part, ...others] = readLiquid(text.trim()).parts;
  if (part?.kind !== 'output' || others.length > 0 || part.value.filters.length > 0) return undefined;
  return part.value.of.kind === 'path' ? part.value.of.path : undefined;
}
