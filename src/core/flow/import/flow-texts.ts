// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.

/** A piece of a text that a flow says or sends: plain words, or an expression of CEL. */
export type TemplatePart = { readonly words: string } | { readonly source: string };

/** A text as the flow language writes it, with `${ }`. */
export function joinTemplate(parts: readonly TemplatePart[]): string {
  let text = '';
  let words = '';
  for (const part of parts) {
    if ('words' in part) {
      words += part.words;
      continue;
    }
    // A dollar right before an expression would make plain words of it.
    text += `${escaped(words).replace(/\$$/, () => "${'$'}")}\${${part.source}}`;
    words = '';
  }
  return text + escaped(words);
}

const escaped = (words: string): string => words.replaceAll('${', () => '$${');

/** A text as a value of CEL. */
export const celText = (text: string): string =>
  `'${text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')}'`;
