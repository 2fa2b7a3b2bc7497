import { celText, type TemplatePart } from '../flow-texts.ts';
import type { Liquid, LiquidFilter, LiquidPart, LiquidTest, LiquidValue, Operand } from './liquid.ts';

/** What a path of Studio's is here, as a CEL expression that gives a text. */
export type Meaning = (path: readonly string[]) => string;

export interface Translated {
  readonly source: string;
  /** Filters without an equal here: the value goes on as it came. */
  readonly leftOut: readonly string[];
}

/** A template as one CEL expression that gives a text. */
export function celOfLiquid({ parts, leftOut }: Liquid, meaning: Meaning): Translated {
  const writer = new Writer(meaning);
  const source = writer.parts(parts);
  return { source, leftOut: [...leftOut, ...writer.leftOut] };
}

/** A template as words and expressions, for a prompt or a request. */
export function partsOfLiquid(
  { parts, leftOut }: Liquid,
  meaning: Meaning,
): { readonly parts: readonly TemplatePart[]; readonly leftOut: readonly string[] } {
  const writer = new Writer(meaning);
  const written = parts.map((part): TemplatePart => {
    if (part.kind === 'words') return { words: part.words };
    const source = writer.part(part);
    const words = literal(source);
    return words === undefined ? { source: withoutBrackets(source) } : { words };
  });
  return { parts: written, leftOut: [...leftOut, ...writer.leftOut] };
}

/** Without the brackets around all of it, which only an expression inside of another one needs. */
function withoutBrackets(source: string): string {
  let open = 0;
  let read = 0;
  for (const [piece] of source.matchAll(/'(?:[^'\\]|\\.)*'|[^']/g)) {
    read += piece.length;
    open += piece === '(' ? 1 : piece === ')' ? -1 : 0;
    if (open === 0) return piece === ')' && read === source.length ? source.slice(1, -1) : source;
  }
  return source;
}

/** The words of an expression that is nothing but a plain text. */
const literal = (source: string): string | undefined => /^'([^'\\]*)'$/.exec(source)?.[1];

class Writer {
  readonly leftOut = new Set<string>();
  readonly #meaning: Meaning;

  constructor(meaning: Meaning) {
    this.#meaning = meaning;
  }

  parts(parts: readonly LiquidPart[]): string {
    const sources = parts.map((part) => this.part(part)).filter((source) => source !== "''");
    return sources.length === 0 ? "''" : sources.join(' + ');
  }

  part(part: LiquidPart): string {
    switch (part.kind) {
      case 'words':
        return celText(part.words);
      case 'output':
        return this.#value(part.value);
      case 'if':
        return `(${part.cases
          .map(({ test, parts }) => `${test === undefined ? '' : `${this.#test(test)} ? `}${this.parts(parts)}`)
          .join(' : ')}${part.cases.at(-1)?.test === undefined ? '' : " : ''"})`;
    }
  }

  #value({ of, filters }: LiquidValue): string {
    let source = this.#operand(of);
    for (let index = 0; index < filters.length; index++) {
      const [filter, after] = filters.slice(index, index + 2);
      if (filter === undefined) break;
      if (filter.name === 'split' && after?.name === 'join') {
        source = this.#splitAndJoined(source, filter, after);
        index++;
      } else source = this.#filtered(source, filter);
    }
    return source;
  }

  #operand(operand: Operand): string {
    return operand.kind === 'text' ? celText(operand.text) : this.#meaning(operand.path);
  }

  /** `| split: "" | join: " "` is how Studio's users have digits read one by one. */
  #splitAndJoined(source: string, split: LiquidFilter, join: LiquidFilter): string {
    const [by, between] = [split.arguments[0], join.arguments[0]].map((one) => (one?.kind === 'text' ? one.text : undefined));
    if (by === '' && between !== undefined && between.trim().replace(/^[,.]$/, '') === '') return `digits(${source})`;
    return `${grouped(source)}.split(${celText(by ?? '')}).join(${celText(between ?? '')})`;
  }

  #filtered(source: string, { name, arguments: given }: LiquidFilter): string {
    const [first = "''", second = "''"] = given.map((one) => this.#operand(one));
    switch (name) {
      case 'append':
        return `${source} + ${first}`;
      case 'prepend':
        return `${first} + ${source}`;
      case 'default':
        return `(${source} == '' ? ${first} : ${source})`;
      case 'upcase':
        return `${grouped(source)}.upperAscii()`;
      case 'downcase':
        return `${grouped(source)}.lowerAscii()`;
      case 'strip':
      case 'lstrip':
      case 'rstrip':
        return `${grouped(source)}.trim()`;
      case 'size':
        return `string(size(${source}))`;
      case 'replace':
        return `${grouped(source)}.split(${first}).join(${second})`;
      case 'remove':
        return `${grouped(source)}.split(${first}).join('')`;
      case 'plus':
        return `string(${numberIn(source)} + ${numberIn(first)})`;
      case 'minus':
        return `string(${numberIn(source)} - ${numberIn(first)})`;
      case 'times':
        return `string(${numberIn(source)} * ${numberIn(first)})`;
      case 'slice':
        return this.#slice(source, given);
      case 'escape':
      case 'url_encode':
      case 'strip_newlines':
        // An address is escaped here by itself, and texts need no escaping.
        return source;
      default:
        this.leftOut.add(`"${name}"`);
        return source;
    }
  }

  #slice(source: string, given: readonly Operand[]): string {
    const [from = 0, length = 1] = given.map((one) => (one.kind === 'text' ? Math.round(Number(one.text)) : Number.NaN));
    const known = grouped(source);
    if (from < 0 && from + length >= 0)
      return `(size(${source}) > ${-from} ? ${known}.substring(size(${source}) - ${-from}) : ${source})`;
    if (from >= 0 && length > 0) {
      const end = from + length;
      const rest = from === 0 ? source : `(size(${source}) > ${from} ? ${known}.substring(${from}) : '')`;
      return `(size(${source}) >= ${end} ? ${known}.substring(${from}, ${end}) : ${rest})`;
    }
    this.leftOut.add('"slice"');
    return source;
  }

  #test(test: LiquidTest): string {
    switch (test.kind) {
      case 'given':
        return test.of.kind === 'text' ? String(test.of.text !== 'false') : this.#isGiven(this.#operand(test.of));
      case 'both':
        return `(${this.#test(test.left)} && ${this.#test(test.right)})`;
      case 'either':
        return `(${this.#test(test.left)} || ${this.#test(test.right)})`;
      case 'compare': {
        const [left, right] = [this.#operand(test.left), this.#operand(test.right)];
        if (test.sign === 'contains') return `${grouped(left)}.contains(${right})`;
        if (test.sign === '==' || test.sign === '!=') return `${left} ${test.sign} ${right}`;
        return `${numberIn(left)} ${test.sign} ${numberIn(right)}`;
      }
    }
  }

  #isGiven(source: string): string {
    return `(${source} != '' && ${source} != 'false')`;
  }
}

const grouped = (source: string): string => (/^[\w.]+$|^'[^'\\]*'$|^\([^()]*\)$/.test(source) ? source : `(${source})`);

/** The number that a text holds; 0 where it holds none, as in Liquid. */
export function numberIn(source: string): string {
  const words = literal(source);
  if (words === undefined) return `(${grouped(source)}.matches('^-?[0-9]{1,15}([.][0-9]{1,9})?$') ? double(${source}) : 0.0)`;
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(words) ? (words.includes('.') ? words : `${words}.0`) : '0.0';
}
