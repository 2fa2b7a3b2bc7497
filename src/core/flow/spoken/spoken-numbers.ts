import { baseLanguage, listFormat, numberFormat, plainSpaces, pluralRules } from './formats.ts';

/** As CEL has it; texts that hold a number are one, because `collect` and many services give texts. */
export type NumberLike = number | bigint | string;

/** Digit by digit: `1 2 3`. Letters stay, a leading plus as well; what only groups is left out. */
export function digits(value: NumberLike): string {
  return [...String(value)].filter((sign, index) => /[\p{L}\p{N}]/u.test(sign) || (sign === '+' && index === 0)).join(' ');
}

/** `1,234.5`, `1.234,5`, `1 234,5`: as the language writes it, and a voice of the language reads it. */
export function number(value: NumberLike, language: string): string {
  return plainSpaces(numberFormat(language).format(read(value)));
}

/** `12.50 euros`, `12 Euro`: the currency by its name; cents only when there are some. `currency` is ISO 4217. */
export function money(value: NumberLike, currency: string, language: string): string {
  const options = { style: 'currency', currency, currencyDisplay: 'name', trailingZeroDisplay: 'stripIfInteger' };
  return plainSpaces(numberFormat(language, options).format(read(value)));
}

/** True for a currency of ISO 4217 that the machine knows. */
export const isCurrency = (code: string): boolean => currencies.has(code);
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** `1st`, `1.`, `1er`, `1番目`. */
export function ordinal(value: NumberLike, language: string): string {
  const whole = Math.round(read(value));
  const written = number(whole, language);
  const base = baseLanguage(language);
  const category = pluralRules(language, { type: 'ordinal' }).select(whole);
  return (ordinals[base] ?? withPoint)(written, category);
}

type Ordinal = (written: string, category: string) => string;
const withPoint: Ordinal = (written) => `${written}.`; // German, Danish, Norwegian, Finnish, Polish, Czech, and more.
const withSign: Ordinal = (written) => `${written}º`;

/** Intl knows the categories of a language and not its words. */
const ordinals: { readonly [language: string]: Ordinal } = {
  en: (written, category) => `${written}${{ one: 'st', two: 'nd', few: 'rd' }[category] ?? 'th'}`,
  fr: (written, category) => `${written}${category === 'one' ? 'er' : 'e'}`,
  es: withSign,
  pt: withSign,
  it: withSign,
  nl: (written) => `${written}e`,
  sv: (written, category) => `${written}:${category === 'one' ? 'a' : 'e'}`,
  ja: (written) => `${written}番目`,
  zh: (written) => `第${written}`,
  ko: (written) => `${written}번째`,
};

/**
 * The form that goes with a number: `{ 'one': '# new message', 'other': '# new messages' }`. Forms are named by the
 * language's plural categories (`zero`, `one`, `two`, `few`, `many`, `other`) or by the very number; `#` is the number.
 */
export function plural(value: NumberLike, forms: ReadonlyMap<unknown, unknown> | object, language: string): string {
  const count = read(value);
  const named = new Map(forms instanceof Map ? forms : Object.entries(forms));
  const form = named.get(String(count)) ?? named.get(pluralRules(language).select(count)) ?? named.get('other');
  if (typeof form !== 'string') throw new RangeError('plural() has no form for this number: add "other"');
  return form.replaceAll('#', number(count, language));
}

/** `a, b, and c`, `a, b und c`. */
export function listed(values: readonly unknown[], language: string): string {
  return plainSpaces(listFormat(language, { type: 'conjunction' }).format(values.map(String)));
}

function read(value: NumberLike): number {
  const read = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(read)) throw new RangeError('this is not a number'); // Never the value: it may be the caller's (I8).
  return read;
}
