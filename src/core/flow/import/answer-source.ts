import { celText } from './flow-texts.ts';

/** A member of a request's answer as a text; a member that does not come is empty. A number is an index where there are `lists`. */
export function answerSource(members: readonly string[], { lists = false }: { readonly lists?: boolean } = {}): string {
  const tests: string[] = [];
  let path = 'response.body';
  // has() asks for names that the language can say after a dot, and for nothing else.
  let isPlain = true;
  for (const member of members) {
    isPlain &&= /^[A-Za-z_]\w*$/.test(member) && !reserved.has(member);
    const index = lists && /^\d{1,4}$/.test(member) ? member : undefined;
    if (index !== undefined) tests.push(`size(${path}) > ${index}`);
    else tests.push(isPlain ? `has(${path}.${member})` : `${celText(member)} in ${path}`);
    path += index === undefined ? (isPlain ? `.${member}` : `[${celText(member)}]`) : `[${index}]`;
  }
  return `${tests.join(' && ')} ? string(${path}) : ''`;
}

/** Words of CEL's own. */
const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
