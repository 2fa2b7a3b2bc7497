import { subjectOf, valuesOf } from './conditions.ts';
import { onlyPath } from './liquid.ts';
import { type Condition, numberOf, type StudioFlow, type Way, type Widget, wayOf } from './studio-flow.ts';

/** A split right behind a question whose conditions are one key each: both together are a menu. */
export interface KeyChoice {
  readonly split: Widget;
  readonly options: readonly KeyOption[];
  /** Callers said it in Studio; here each condition has got a key. */
  readonly wasSpoken: boolean;
}

export interface KeyOption {
  readonly key: string;
  readonly to: string | undefined;
  /** What the caller meant by it. */
  readonly words: string;
}

/** The choice that a question offers; undefined when a menu cannot offer it. */
export function choiceOf(question: Widget, { flow }: { readonly flow: StudioFlow }): KeyChoice | undefined {
  return pressedChoice(question, flow) ?? spokenChoice(question, flow);
}

function pressedChoice(question: Widget, { widgets }: StudioFlow): KeyChoice | undefined {
  const split = widgets.get(wayOf(question, 'keypress') ?? '');
  if (split?.type !== 'split-based-on' || (numberOf(question, 'number_of_digits') ?? 1) > 1) return undefined;
  const options = new Map<string, KeyOption>();
  for (const way of conditionalWays(split)) {
    const keys = keysOf(way, split, question);
    if (keys.length === 0) return undefined;
    // The first condition that fits wins.
    for (const key of keys) if (!options.has(key)) options.set(key, { key, to: way.next, words: key });
  }
  return options.size === 0 ? undefined : { split, options: [...options.values()], wasSpoken: false };
}

/** Somebody who could only speak gets a key for each answer. */
function spokenChoice(question: Widget, { widgets }: StudioFlow): KeyChoice | undefined {
  if (wayOf(question, 'keypress') !== undefined) return undefined;
  const split = widgets.get(wayOf(question, 'speech') ?? '');
  if (split?.type !== 'split-based-on') return undefined;
  const answers = conditionalWays(split).flatMap(({ conditions: [condition], next }) => {
    if (condition === undefined || !isAbout(condition, split, question, 'SpeechResult')) return [];
    const [words] = valuesOf(condition);
    return words === undefined || words.includes('{') ? [] : [{ to: next, words: words.slice(0, 60) }];
  });
  const options = answers.slice(0, 9).map((answer, index) => ({ ...answer, key: String(index + 1) }));
  return options.length === 0 ? undefined : { split, options, wasSpoken: true };
}

const conditionalWays = ({ ways }: Widget): readonly Way[] => ways.filter(({ conditions }) => conditions.length > 0);

/** The keys of a way; none when something else than single keys of this question leads there. */
function keysOf({ conditions: [condition, ...more] }: Way, split: Widget, question: Widget): readonly string[] {
  if (condition === undefined || more.length > 0 || !isAbout(condition, split, question, 'Digits')) return [];
  const lists: { readonly [type: string]: readonly string[] } = {
    equal_to: [condition.value.trim()],
    matches_any_of: valuesOf(condition),
  };
  const keys = Object.hasOwn(lists, condition.type) ? (lists[condition.type] ?? []) : [];
  return keys.every((key) => oneKey.test(key)) ? keys : [];
}

/** A key of a telephone. */
export const oneKey = /^[0-9*#]$/;

/** Whether a condition looks at what this question has found out, and at nothing else. */
function isAbout(condition: Condition, split: Widget, question: Widget, member: 'Digits' | 'SpeechResult'): boolean {
  const [namespace, name, read, ...more] = onlyPath(subjectOf(condition, split)) ?? [];
  return namespace === 'widgets' && name === question.name && read === member && more.length === 0;
}
