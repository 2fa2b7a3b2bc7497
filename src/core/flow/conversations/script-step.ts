import { suggest } from '../did-you-mean.ts';

/** One thing that the caller of a conversation does or waits for. */
export type ScriptStep =
  /** Waits for a prompt with these words. `/words/i` is a pattern; anything else is taken to the letter, whatever its case. */
  | { readonly kind: 'hear'; readonly words: string }
  | { readonly kind: 'press'; readonly keys: string }
  | { readonly kind: 'silence'; readonly ms: number }
  | { readonly kind: 'say'; readonly ms: number }
  | { readonly kind: 'hangUp' }
  | { readonly kind: 'expect'; readonly what: Expectation };

/** What the bot does to the call, as a conversation expects it. */
export type Expectation =
  /** A transfer or redirect to this contact, id or number. */
  | { readonly kind: 'transfer'; readonly whom: string }
  | { readonly kind: 'voicemail'; readonly whom: string }
  /** Somebody's telephone rings on the bot's account. */
  | { readonly kind: 'ringing'; readonly whom: string }
  /** The beep of a recording. */
  | { readonly kind: 'record' }
  /** The bot presses these keys. */
  | { readonly kind: 'keys'; readonly keys: string }
  | { readonly kind: 'reject' }
  | { readonly kind: 'end'; readonly outcome?: string }
  /** The call enters this step. */
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'var'; readonly name: string; readonly value: unknown }
  /** This step asks the outside. */
  | { readonly kind: 'request'; readonly step: string };

/** What a part of a conversation could not be read as. `offset`: characters into the text. */
export interface Unread {
  readonly message: string;
  readonly fix: string;
  readonly offset?: number;
}

export type Reading<Value> = { readonly kind: 'read'; readonly value: Value } | ({ readonly kind: 'unread' } & Unread);

/** The members of a step in a JSON file. Each step has exactly one of them. */
export const stepWords = ['hear', 'press', 'silence', 'say', 'hangUp', 'expect'] as const;
type StepWord = (typeof stepWords)[number];

export const isStepWord = (word: string): word is StepWord => stepWords.some((known) => known === word);

/** Reads the value of one member of a step, as it stands in JSON. */
export function readStep(word: StepWord, value: unknown): Reading<ScriptStep> {
  if (word === 'hangUp') {
    return value === true ? read({ kind: 'hangUp' }) : unread('"hangUp" does not fit', 'write "hangUp": true');
  }
  if (typeof value !== 'string' || value.trim() === '') return unread(`"${word}" does not fit`, `write ${examples[word]}`);
  switch (word) {
    case 'hear':
      return isReadablePattern(value)
        ? read({ kind: 'hear', words: value })
        : unread('the pattern between the slashes cannot be read', 'close every bracket, or write plain words without slashes');
    case 'press':
      return /^[0-9*#]+$/.test(value)
        ? read({ kind: 'press', keys: value })
        : unread(`"${value}" are not keys of a telephone`, 'use 0 to 9, * and #, for example "press": "12#"');
    case 'silence':
    case 'say': {
      const ms = readMs(value);
      return ms === undefined
        ? unread(`"${value}" is not a duration`, `write a number and a unit (ms, s, m), for example "${word}": "5s"`)
        : read({ kind: word, ms });
    }
    case 'expect': {
      const what = readExpectation(value);
      return what.kind === 'read' ? read({ kind: 'expect', what: what.value }) : what;
    }
    default:
      return word satisfies never;
  }
}

const examples: { readonly [word in StepWord]: string } = {
  hear: 'the words that are to be heard, for example "hear": "Welcome"',
  press: 'the keys, for example "press": "2"',
  silence: 'how long, for example "silence": "5s"',
  say: 'how long, for example "say": "3s"',
  hangUp: '"hangUp": true',
  expect: 'what is expected, for example "expect": "transfer reception"',
};

/** The first words of what can be expected. */
export const expectations = [
  'transfer',
  'voicemail',
  'ringing',
  'record',
  'keys',
  'reject',
  'end',
  'step',
  'var',
  'request',
] as const;

/** Reads `transfer NAME`, `end OUTCOME`, `var NAME = VALUE` and so on. */
export function readExpectation(text: string): Reading<Expectation> {
  const [, word = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(text) ?? [];
  const kind = expectations.find((known) => known === word);
  const offset = text.length - text.trimStart().length;
  switch (kind) {
    case undefined:
      return {
        kind: 'unread',
        message: `nothing can be expected by the word "${word}"`,
        fix: suggest(word, expectations, '').words,
        offset,
      };
    case 'transfer':
    case 'voicemail':
    case 'ringing':
      return rest === ''
        ? unread(`"${kind}" does not say who`, `write "${kind} NAME", a name in contacts.jsonc`)
        : read({ kind, whom: rest });
    case 'step':
    case 'request':
      return rest === ''
        ? unread(`"${kind}" does not say which step`, `write "${kind} NAME", a step of the flow`)
        : read({ kind, step: rest });
    case 'keys': {
      const keys = rest.replaceAll(' ', '').toUpperCase();
      return /^[0-9*#A-D]+$/.test(keys)
        ? read({ kind, keys })
        : unread('"keys" does not say which keys', 'write 0 to 9, *, # and A to D, for example "keys 12#"');
    }
    case 'record':
    case 'reject':
      return rest === '' ? read({ kind }) : unread(`nothing can stand behind "${kind}"`, `write "${kind}"`);
    case 'end':
      return read(rest === '' ? { kind } : { kind, outcome: rest });
    case 'var': {
      const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)\s*={1,2}\s*(.+)$/s.exec(rest) ?? [];
      if (name === undefined || value === undefined) {
        return unread(
          '"var" does not say which variable has which value',
          'write "var NAME = VALUE", for example "var tier = gold"',
        );
      }
      return read({ kind, name, value: literal(value) });
    }
    default:
      return kind satisfies never;
  }
}

/** JSON where it is JSON, for example `3`, `true` or `"3"`; anything else is a text as it stands. */
export function literal(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The words to be heard as they are matched. */
export function patternOf(words: string): string | RegExp {
  const [, source, flags] = /^\/(.+)\/([imsu]*)$/s.exec(words) ?? [];
  return source === undefined ? words : new RegExp(source, flags);
}

/** Milliseconds of `500ms`, `5s`, `1.5s` or `2m`. */
export function readMs(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text.trim()) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  return Math.round(Number(amount) * (units[unit] ?? 1_000));
}

const units: { readonly [unit: string]: number } = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A step as it would be written in a script. */
export function stepInWords(step: ScriptStep): string {
  switch (step.kind) {
    case 'hear':
      return `hear ${step.words}`;
    case 'press':
      return `press ${step.keys}`;
    case 'silence':
    case 'say':
      return `${step.kind} ${step.ms / 1_000}s`;
    case 'hangUp':
      return 'hang up';
    case 'expect':
      return `expect ${expectationInWords(step.what)}`;
    default:
      return step satisfies never;
  }
}

export function expectationInWords(what: Expectation): string {
  switch (what.kind) {
    case 'transfer':
    case 'voicemail':
    case 'ringing':
      return `${what.kind} ${what.whom}`;
    case 'step':
    case 'request':
      return `${what.kind} ${what.step}`;
    case 'end':
      return what.outcome === undefined ? 'end' : `end ${what.outcome}`;
    case 'var':
      return `var ${what.name} = ${JSON.stringify(what.value)}`;
    case 'keys':
      return `keys ${what.keys}`;
    case 'record':
    case 'reject':
      return what.kind;
    default:
      return what satisfies never;
  }
}

function isReadablePattern(words: string): boolean {
  try {
    patternOf(words);
    return true;
  } catch {
    return false;
  }
}

const read = <Value>(value: Value): Reading<Value> => ({ kind: 'read', value });
const unread = (message: string, fix: string): { readonly kind: 'unread' } & Unread => ({ kind: 'unread', message, fix });
