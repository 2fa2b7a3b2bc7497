/** Intl's formatters are slow to make and good for ever: one of each kind, language and zone is kept. */
const mostKept = 500;

function keep<Format>(make: (language: string, options: string) => Format): (language: string, options?: object) => Format {
  const known = new Map<string, Format>();
  return (language, options = {}) => {
    const written = JSON.stringify(options);
    const key = `${language} ${written}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(language, written);
    if (known.size >= mostKept) known.clear();
    known.set(key, made);
    return made;
  };
}

export const numberFormat = keep((language, options) => new Intl.NumberFormat(language, JSON.parse(options)));
export const dateFormat = keep((language, options) => new Intl.DateTimeFormat(language, JSON.parse(options)));
export const pluralRules = keep((language, options) => new Intl.PluralRules(language, JSON.parse(options)));
export const listFormat = keep((language, options) => new Intl.ListFormat(language, JSON.parse(options)));

/** Plain spaces instead of narrow and unbreakable ones: what is spoken is not broken into lines, and a voice may stumble over them. */
export const plainSpaces = (text: string): string => text.replaceAll(/[\u00a0\u2009\u202f]/g, ' ');

/** `de` of `de-AT`. */
export const baseLanguage = (language: string): string => language.split('-')[0]?.toLowerCase() ?? '';
