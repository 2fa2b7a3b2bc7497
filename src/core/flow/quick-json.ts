/** What of a faultless text is wanted every time; where a member stands is looked up when somebody asks. */
export interface QuickJson {
  readonly value: unknown;
  /** Offset and length of every comment, in the order of the text. */
  readonly comments: readonly { readonly offset: number; readonly length: number }[];
}

/**
 * Reads JSON with comments and trailing commas in one pass, without a syntax tree: an editor asks with every key that is
 * pressed, and the tree is most of the work. Undefined for whatever it does not read: a fault, a name written twice, more than
 * `depth` levels. It need not know why: jsonc-parser reads the text again, and says. Reads nothing that jsonc-parser would not.
 */
export function readQuickly(source: string, depth: number): QuickJson | undefined {
  const comments: { readonly offset: number; readonly length: number }[] = [];
  let at = 0;
  let open = 0;
  let failed = false;

  const value = readValue();
  skipBlanks();
  return failed || at < source.length ? undefined : { value, comments };

  function fail(): undefined {
    failed = true;
    return undefined;
  }

  function skipBlanks(): void {
    for (;;) {
      const sign = source.charCodeAt(at);
      if (sign === space || sign === newline || sign === carriageReturn || sign === tab) at++;
      else if (sign !== slash || !skipComment()) return;
    }
  }

  function skipComment(): boolean {
    const offset = at;
    if (source.charCodeAt(at + 1) === slash) {
      at += 2;
      while (at < source.length && source.charCodeAt(at) !== newline && source.charCodeAt(at) !== carriageReturn) at++;
    } else {
      const end = source.charCodeAt(at + 1) === star ? source.indexOf('*/', at + 2) : -1;
      if (end < 0) return false;
      at = end + 2;
    }
    comments.push({ offset, length: at - offset });
    return true;
  }

  function readValue(): unknown {
    skipBlanks();
    switch (source.charCodeAt(at)) {
      case quote:
        return readText();
      case openBrace:
        return readObject();
      case openBracket:
        return readArray();
      default:
        return readLiteral();
    }
  }

  function readObject(): unknown {
    if (++open > depth) return fail();
    const object = new Plain();
    at++;
    for (;;) {
      skipBlanks();
      if (source.charCodeAt(at) === closeBrace) break;
      if (source.charCodeAt(at) !== quote) return fail();
      const name = readText();
      if (name === undefined || Object.hasOwn(object, name)) return fail();
      skipBlanks();
      if (source.charCodeAt(at) !== colon) return fail();
      at++;
      object[name] = readValue();
      if (failed) return undefined;
      skipBlanks();
      if (source.charCodeAt(at) === comma) at++;
      else if (source.charCodeAt(at) === closeBrace) break;
      else return fail();
    }
    at++;
    open--;
    return object;
  }

  function readArray(): unknown {
    if (++open > depth) return fail();
    const items: unknown[] = [];
    at++;
    for (;;) {
      skipBlanks();
      if (source.charCodeAt(at) === closeBracket) break;
      items.push(readValue());
      if (failed) return undefined;
      skipBlanks();
      if (source.charCodeAt(at) === comma) at++;
      else if (source.charCodeAt(at) === closeBracket) break;
      else return fail();
    }
    at++;
    open--;
    return items;
  }

  /** From its opening quote to behind the closing one. */
  function readText(): string | undefined {
    const start = at;
    let escapes = false;
    for (at++; ; at++) {
      const sign = source.charCodeAt(at);
      if (sign === quote) break;
      if (sign === backslash) {
        escapes = true;
        at++;
      } else if (!(sign >= space)) return fail(); // A control sign, or the end of the text.
    }
    at++;
    return escapes ? unescaped(source.slice(start, at)) : source.slice(start + 1, at - 1);
  }

  function unescaped(literal: string): string | undefined {
    try {
      return String(JSON.parse(literal));
    } catch {
      return fail();
    }
  }

  function readLiteral(): unknown {
    for (const [word, meaning] of words) {
      if (!source.startsWith(word, at)) continue;
      at += word.length;
      return meaning;
    }
    number.lastIndex = at;
    const [digits] = number.exec(source) ?? [];
    if (digits === undefined) return fail();
    at += digits.length;
    return Number(digits);
  }
}

/** An object that inherits nothing. Unlike `Object.create(null)`, engines keep it as quick as any other. */
export const Plain = function Plain() {} as unknown as new () => Record<string, unknown>;
Plain.prototype = Object.create(null);

const words = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

const [tab, newline, carriageReturn, space] = [9, 10, 13, 32];
const [quote, star, comma, slash, colon] = [34, 42, 44, 47, 58];
const [openBracket, backslash, closeBracket, openBrace, closeBrace] = [91, 92, 93, 123, 125];
