import { suggest } from '../did-you-mean.ts';
import { type Reading, readStep, type ScriptStep } from './script-step.ts';

/** A step of a script, where it stands in its text (characters from the start), and how it was written. */
export interface WrittenStep {
  readonly step: Reading<ScriptStep>;
  /** As in a JSON file: the member and its value. Absent when not even the first word is known. */
  readonly member?: readonly [string, unknown];
  readonly offset: number;
  readonly text: string;
}

/** Reads steps as they are written in one line: separated by `;` or new lines; quotes keep a `;` in words that are to be heard. */
export function readScript(text: string): readonly WrittenStep[] {
  return splitSteps(text).map(({ part, offset }) => ({ ...readWritten(part), offset, text: part }));
}

export type ParsedScript =
  | { readonly kind: 'steps'; readonly steps: readonly ScriptStep[] }
  /** Each problem names the step by its number, counted from 1. */
  | { readonly kind: 'unreadable'; readonly problems: readonly string[] };

/** The steps of `dial --script`. */
export function parseScript(text: string): ParsedScript {
  const written = readScript(text);
  const problems = written.flatMap(({ step, text: part }, index) =>
    step.kind === 'read' ? [] : [`Step ${index + 1}, "${part}", is not understood: ${step.message}; ${step.fix}. ${allSteps}`],
  );
  if (written.length === 0) problems.push(`The script has no steps. ${allSteps}`);
  if (problems.length > 0) return { kind: 'unreadable', problems };
  return { kind: 'steps', steps: written.flatMap(({ step }) => (step.kind === 'read' ? [step.value] : [])) };
}

const allSteps =
  'Steps are: hear WORDS, press KEYS, silence 5s, say 3s, hang up, expect transfer NAME, expect voicemail NAME, expect ringing NAME, expect record, expect keys KEYS, expect reject, expect end [OUTCOME], expect step NAME, expect var NAME = VALUE, expect request STEP.';

/** The first words of a step in text, each with its member in JSON. */
const verbs: { readonly [verb: string]: 'hear' | 'press' | 'silence' | 'say' | 'expect' } = {
  hear: 'hear',
  hears: 'hear',
  press: 'press',
  presses: 'press',
  silence: 'silence',
  say: 'say',
  says: 'say',
  expect: 'expect',
  expects: 'expect',
};

function readWritten(part: string): Pick<WrittenStep, 'step' | 'member'> {
  const [, verb = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(part) ?? [];
  const words = rest.trim().replace(/^"(.*)"$/s, '$1');
  const lower = verb.toLowerCase();
  if (lower === 'hang' || lower === 'hangs') {
    if (words.toLowerCase() === 'up') return { step: readStep('hangUp', true), member: ['hangUp', true] };
    return { step: { kind: 'unread', message: `"${part}" is not a step`, fix: 'write "hang up"' } };
  }
  const word = Object.hasOwn(verbs, lower) ? verbs[lower] : undefined;
  if (word === undefined) {
    const fix = suggest(verb, ['hear', 'press', 'silence', 'say', 'hang up', 'expect'], '').words;
    return { step: { kind: 'unread', message: `no step begins with "${verb}"`, fix } };
  }
  const value = word === 'press' ? words.replace(/\s+/g, '') : word === 'hear' ? words : words.replace(/\s+/g, ' ');
  return { step: readStep(word, value), member: [word, value] };
}

function splitSteps(text: string): readonly { readonly part: string; readonly offset: number }[] {
  const parts = [...text.matchAll(/(?:"[^"\n]*"|[^;\n"]|")+/g)];
  return parts.flatMap((match) => {
    const part = match[0].trim();
    return part === '' ? [] : [{ part, offset: match.index + match[0].length - match[0].trimStart().length }];
  });
}
