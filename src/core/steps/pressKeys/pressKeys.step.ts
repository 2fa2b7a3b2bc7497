import { z } from 'zod';
import { isTone, type Tone } from '../../call/tone.ts';
import { type Act, defineStep, goTo, leaveBy, type StepContext, wait } from '../define-step.ts';
import { duration, target } from '../fields.ts';
import { leaveBecause, reasonFields, tellingReason } from '../reason.ts';
import { isWorkedOut, textUse, textValue } from '../text-value.ts';

/** What may stand in `keys`: a comma is a pause, as in the numbers that telephones store. Spaces are for the reader. */
const dialString = /^[0-9*#A-Da-d, ]*[0-9*#A-Da-d][0-9*#A-Da-d, ]*$/;
/** Keys and pauses together. */
const longest = 60;

const schema = z.strictObject({
  keys: z
    .string()
    .min(1)
    .max(500)
    .refine((keys) => isWorkedOut(keys) || isDialString(keys), {
      message: `must be keys (0 to 9, *, #, A to D) and commas for pauses, at most ${longest}, or one \${ } that gives them`,
    })
    .describe('The keys, such as `"1,,42#"`; each comma is a pause of two seconds. Or one `${ }` that gives them.'),
  pause: duration({ min: '0s', max: '5s' }).prefault('300ms').describe('Between two keys.'),
  ...reasonFields,
  next: target.describe('Where it goes on when they are pressed.'),
});
type PressKeys = z.output<typeof schema>;

const commaMs = 2_000;
/** One key at the most, and how long the report of the last one may take. */
const longestToneMs = 1_000;
const reportMarginMs = 10_000;

/**
 * Presses keys, for whoever listens at the other end: `sendDtmfTones`, and silence between its parts. Microsoft has one pause
 * for all keys of an operation (graph-calling, 1.7), so what commas part are operations of their own.
 */
export const pressKeys = defineStep(
  tellingReason<PressKeys>({
    type: 'pressKeys',
    summary: "Presses keys, of somebody else's menu for example.",
    schema,
    needsAnswer: () => true,
    listens: false,
    inherits: [],
    outcomes: {
      failed: { summary: 'they were not pressed, nobody knows whether they were, or there are none', otherwise: 'error' },
    },
    exits: ({ next }) => [{ name: 'next', target: next, pointer: ['next'] }],
    uses: ({ keys }) => textUse(keys, ['keys']),
    enter: (step, context) => pressFrom(0, step, context),
    resume: (step, signal, context) => {
      const done = Number(context.memory.done);
      switch (signal.kind) {
        case 'answered':
          return signal.answer.kind === 'operation' && signal.answer.ended === 'completed'
            ? pressFrom(done + 1, step, context)
            : { go: leaveBy('failed') };
        case 'mediaOver':
          return pressFrom(done + 1, step, context);
        case 'mediaFailed':
        case 'commandFailed':
          return { go: leaveBy('failed') };
        case 'timedOut':
          return leaveBecause('failed', 'UNCLEAR');
        default:
          return { go: wait(context.memory) };
      }
    },
  }),
);

/** Keys that follow one another, or the milliseconds of a pause. */
type Part = readonly Tone[] | number;

function pressFrom(done: number, step: PressKeys, context: StepContext): Act {
  const parts = partsOf(textValue(step.keys, context) ?? '');
  if (parts.length === 0) return leaveBecause('failed', 'noKeys');
  const part = parts[done];
  if (part === undefined) return { go: goTo(step.next) };
  const memory = { done };
  if (typeof part === 'number') {
    return { do: [{ kind: 'play', mark: 'pause', prompts: [{ kind: 'silence', durationMs: part }] }], go: wait(memory) };
  }
  const wakeInMs = part.length * (longestToneMs + step.pause) + reportMarginMs;
  return {
    do: [{ kind: 'ask', mark: 'keys', command: { kind: 'sendTones', tones: part, delayMs: step.pause } }],
    go: { kind: 'wait', memory, wakeInMs },
  };
}

/** None when it is not a dial string: an expression may give anything. */
function partsOf(text: string): readonly Part[] {
  if (!isDialString(text)) return [];
  const runs =
    text
      .replaceAll(' ', '')
      .toUpperCase()
      .match(/,+|[^,]+/g) ?? [];
  return runs.map((run) => (run.startsWith(',') ? run.length * commaMs : [...run].filter(isTone)));
}

const isDialString = (text: string): boolean => dialString.test(text) && text.replaceAll(' ', '').length <= longest;
