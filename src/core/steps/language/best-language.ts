/**
 * The language of a flow that serves a wish best: the very tag, the tag cut shorter and shorter (RFC 4647, lookup), then
 * one of the same language and script, then one of the same language. Undefined when the flow has none of them.
 */
export function bestLanguage(wanted: string, offered: readonly string[]): string | undefined {
  const wish = localeOf(wanted.replaceAll('_', '-'));
  if (wish === undefined) return undefined;
  for (let tag = wish.baseName; tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const found = offered.find((one) => one.toLowerCase() === tag.toLowerCase());
    if (found !== undefined) return found;
  }
  const same = offered.filter((one) => localeOf(one)?.language === wish.language);
  return same.find((one) => localeOf(one)?.maximize().script === wish.maximize().script) ?? same[0];
}

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}
