import { unescapeXml } from '../xml-text.ts';

/** A text of Connect's, taken apart: words, and what it takes from the call. */
export type TextPart =
  | { readonly kind: 'words'; readonly words: string }
  /** `say`: how SSML wants it said. */
  | { readonly kind: 'path'; readonly path: readonly string[]; readonly say?: 'digits' | 'date' | 'time' };

/** `$.Attributes.name`, `$.Attributes['a name']`, `$['Attributes']['name']`; a full stop behind it is the sentence's. */
const reference = /\$(?:\.[A-Za-z_][\w-]*|\[(?:'[^'\]]*'|"[^"\]]*"|\d+)\])+/g;
const segment = /\.([A-Za-z_][\w-]*)|\[(?:'([^'\]]*)'|"([^"\]]*)"|(\d+))\]/g;

/** The members of one JSONPath; undefined when the text is something else, or more than that. */
export function readPath(text: string): readonly string[] | undefined {
  const [found] = text.trim().match(reference) ?? [];
  return found !== undefined && found === text.trim() ? segmentsOf(found) : undefined;
}

const segmentsOf = (path: string): readonly string[] =>
  [...path.matchAll(segment)].map(([, plain, quoted, doubleQuoted, index]) => plain ?? quoted ?? doubleQuoted ?? index ?? '');

/** Finds every reference in a text. */
export function readText(text: string, say?: (TextPart & { readonly kind: 'path' })['say']): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(reference)) {
    if (index > at) parts.push({ kind: 'words', words: text.slice(at, index) });
    parts.push({ kind: 'path', path: segmentsOf(found), ...(say !== undefined && { say }) });
    at = index + found.length;
  }
  if (at < text.length) parts.push({ kind: 'words', words: text.slice(at) });
  return parts;
}

/** Ways of saying something that our expressions know, too. */
const saying: { readonly [interpretAs: string]: 'digits' | 'date' | 'time' } = {
  digits: 'digits',
  telephone: 'digits',
  characters: 'digits',
  'spell-out': 'digits',
  date: 'date',
  time: 'time',
};
/** Tags that only separate words: to leave them out changes nothing. */
const plainTags = new Set(['speak', 'p', 's', 'break']);

export interface PlainText {
  readonly parts: readonly TextPart[];
  /** Tags whose effect is not heard any more. */
  readonly leftOut: readonly string[];
}

/** SSML as plain text: the words stay, `say-as` becomes our own way of saying it, what only colours the voice goes. */
export function readSsml(ssml: string): PlainText {
  const parts: TextPart[] = [];
  const leftOut = new Set<string>();
  const open: { readonly tag: string; readonly say?: 'digits' | 'date' | 'time'; readonly instead: boolean }[] = [];
  for (const [token] of ssml.matchAll(/<!--[\s\S]*?-->|<[^<>]*>|[^<]+|</g)) {
    const [, closing, tag = '', rest = ''] = /^<(\/?)([A-Za-z][\w:-]*)([^<>]*)>$/.exec(token) ?? [];
    if (token.startsWith('<!--')) continue;
    if (tag === '') {
      if (open.some(({ instead }) => instead)) continue;
      parts.push(...readText(unescapeXml(token), open.findLast(({ say }) => say !== undefined)?.say));
      continue;
    }
    const name = tag.toLowerCase();
    parts.push({ kind: 'words', words: name === 'say-as' || name === 'sub' ? '' : ' ' });
    if (closing === '/') {
      const at = open.findLastIndex((one) => one.tag === name);
      if (at >= 0) open.splice(at);
      continue;
    }
    const say = name === 'say-as' ? saying[attribute(rest, 'interpret-as')?.toLowerCase() ?? ''] : undefined;
    const alias = name === 'sub' ? attribute(rest, 'alias') : undefined;
    if (alias !== undefined) parts.push(...readText(unescapeXml(alias)));
    else if (say === undefined && !plainTags.has(name)) leftOut.add(name);
    if (!rest.trimEnd().endsWith('/')) open.push({ tag: name, ...(say !== undefined && { say }), instead: alias !== undefined });
  }
  return { parts, leftOut: [...leftOut] };
}

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i')
    .exec(attributes)
    ?.slice(1)
    .find((found) => found !== undefined);
