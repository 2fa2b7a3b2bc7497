/** How a language asks for a key: what comes before the key, and what follows when its meaning comes too late. */
interface AskingForKeys {
  readonly verbs: string;
  readonly fillers: string;
  readonly purposes: string;
  readonly digits?: readonly string[];
}

const english = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const german = ['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];

const languages: { readonly [language: string]: AskingForKeys } = {
  en: { verbs: 'press|push|dial|hit|choose', fillers: 'the|key|number|digit|button', purposes: 'for|to|if', digits: english },
  de: {
    verbs: '(?:drücken|wählen|tippen|betätigen) sie|drücke|wähle',
    fillers: 'bitte|die|taste|ziffer|auf',
    purposes: 'für|um|wenn|falls|zum|zur',
    digits: german,
  },
  fr: { verbs: 'tapez|appuyez sur|composez|faites', fillers: 'le|la|touche', purposes: 'pour|si|afin' },
  es: { verbs: 'pulse|marque|presione|oprima', fillers: 'el|la|tecla', purposes: 'para|si' },
  it: { verbs: 'premere|premi|prema|digitare|digiti', fillers: 'il|lo|tasto', purposes: 'per|se' },
  pt: { verbs: 'pressione|digite|tecle|prima', fillers: 'o|a|tecla', purposes: 'para|se' },
  nl: { verbs: 'toets|druk op|kies|druk', fillers: 'de|toets', purposes: 'voor|om|als' },
};

/** A key that words ask for. */
export interface SpokenKey {
  readonly key: string;
  /** Characters into the text at which the asking begins. */
  readonly offset: number;
  /** The words between the beginning of the asking and the end of the key. */
  readonly length: number;
  /** The words say afterwards what it is for: who heard the meaning last has forgotten the key. */
  readonly isBeforeMeaning: boolean;
}

const patterns = new Map<string, RegExp>();

/** The keys that words ask for, as far as a pattern can tell; none in languages that it does not know, unless they write lists: "1: sales". */
export function spokenKeys(text: string, tag: string): readonly SpokenKey[] {
  const language = tag.split('-')[0] ?? '';
  const known = Object.hasOwn(languages, language) ? languages[language] : undefined;
  const asked = known === undefined ? [] : [...text.matchAll(patternOf(language, known))].map((match) => keyOf(match, known));
  const listed = [...text.matchAll(/(?<=^|[.,;!?]\s)([0-9])\s?[:=–]\s(?=\p{L})/gu)].map((match) => ({
    key: match[1] ?? '',
    offset: match.index,
    length: 1,
    isBeforeMeaning: true,
  }));
  return [...asked, ...listed].sort((a, b) => a.offset - b.offset);
}

function patternOf(language: string, { verbs, fillers, purposes, digits = [] }: AskingForKeys): RegExp {
  const made = patterns.get(language);
  if (made !== undefined) return made;
  const key = ['[0-9*#](?![0-9])', ...digits.map((word) => `${word}(?!\\p{L})`)].join('|');
  const pattern = new RegExp(
    `(?<!\\p{L})(?:${verbs})\\s+(?:(?:${fillers})\\s+){0,3}(${key})(\\s+(?:${purposes})(?!\\p{L}))?`,
    'giu',
  );
  patterns.set(language, pattern);
  return pattern;
}

function keyOf(match: RegExpMatchArray, { digits = [] }: AskingForKeys): SpokenKey {
  const [whole, word = '', purpose = ''] = match;
  const value = digits.indexOf(word.toLowerCase());
  return {
    key: value < 0 ? word : String(value),
    offset: match.index ?? 0,
    length: whole.length - purpose.length,
    isBeforeMeaning: purpose !== '',
  };
}
