// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
/** A text with `${ }` in it, taken apart: the words, and between them the expressions. */
export type TemplatePart =
  | { readonly kind: 'words'; readonly words: string }
  /** `offset`: where the expression's source begins in the text. */
  | { readonly kind: 'expression'; readonly source: string; readonly offset: number };

export type Template =
  | { readonly kind: 'parts'; readonly parts: readonly TemplatePart[] }
  | { readonly kind: 'broken'; readonly tooLong?: true; readonly message: string; readonly offset: number };

export const textLimits = { text: 2_000, expressions: 20, rendered: 4_000 } as const;

/** Finds every `${ }`. Quotes and braces inside an expression do not end it; `$${` is a literal `${`. */
export function readTemplate(text: string): Template {
  if (text.length > textLimits.text)
    return { kind: 'broken', tooLong: true, message: `the text has more than ${textLimits.text} characters`, offset: 0 };
  const parts: TemplatePart[] = [];
  let words = '';
  let expressions = 0;
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('$', at); // Most texts have none.
    if (next !== at) {
      words += text.slice(at, next < 0 ? text.length : next);
      at = next < 0 ? text.length : next;
      continue;
    }
    if (text.startsWith('$${', at)) {
      words += '${';
      at += 3;
    } else if (text.startsWith('${', at)) {
      const end = endOfExpression(text, at + 2);
      if (end === undefined) return { kind: 'broken', message: 'the ${ is never closed', offset: at };
      const source = text.slice(at + 2, end);
      if (source.trim() === '') return { kind: 'broken', message: 'there is nothing inside the ${ }', offset: at };
      if (++expressions > textLimits.expressions) {
        return { kind: 'broken', message: `the text has more than ${textLimits.expressions} expressions`, offset: at };
      }
      if (words !== '') parts.push({ kind: 'words', words });
      words = '';
      parts.push({ kind: 'expression', source, offset: at + 2 });
      at = end + 1;
    } else {
      words += text[at++];
    }
  }
  if (words !== '') parts.push({ kind: 'words', words });
  return { kind: 'parts', parts };
}

/** The offset of the brace that closes the expression. */
function endOfExpression(text: string, start: number): number | undefined {
  let open = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"' || sign === "'") {
      const end = endOfString(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (sign === '{') {
      open++;
    } else if (sign === '}') {
      if (open === 0) return at;
      open--;
    }
  }
  return undefined;
}

/** The offset of the last character of CEL's string literal that begins at `start`. */
function endOfString(text: string, start: number): number | undefined {
  const quote = text[start] ?? '';
  const close = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  for (let at = start + close.length; at < text.length; at++) {
    if (text[at] === '\\')
      at++; // In raw texts, too: a backslash keeps the quote from ending them.
    else if (text.startsWith(close, at)) return at + close.length - 1;
  }
  return undefined;
}
