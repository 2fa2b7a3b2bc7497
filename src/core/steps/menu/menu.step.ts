import { z } from 'zod';
import { askForKey, hearKey, type KeyQuestion } from '../ask-for-key.ts';
import { attemptsNeverUsedUp, inputOutcomes } from '../attempts.ts';
import { defineStep, goTo, type StepContext } from '../define-step.ts';
import { bargeIn, key, maxAttempts, promptRef, target, timeout } from '../fields.ts';

const schema = z.strictObject({
  prompt: promptRef.describe('What the caller hears; a list in `prompts` gives shorter words for later attempts.'),
  options: z
    .partialRecord(key, target)
    .refine((options) => Object.keys(options).length > 0, 'a menu needs at least one option, for example { "1": "sales" }')
    .meta({ minProperties: 1, examples: [{ '1': 'sales', '2': 'support' }] })
    .describe('Key to step. An option beats a global key.'),
  timeout: timeout.describe('How long to wait for a key after the prompt.'),
  maxAttempts: maxAttempts.describe('How often to ask; no-input and no-match count together.'),
  bargeIn: bargeIn.describe('Whether a key cuts the prompt short.'),
});
type Menu = z.output<typeof schema>;

/** One key, one choice. */
export const menu = defineStep<Menu>({
  type: 'menu',
  summary: 'Asks for one key and goes where that key leads.',
  schema,
  needsAnswer: () => true,
  listens: true,
  inherits: ['timeout', 'maxAttempts', 'bargeIn'],
  outcomes: inputOutcomes,
  byFaultOnly: (_step, declared) => attemptsNeverUsedUp(declared),
  exits: ({ options }) =>
    key.options.flatMap((tone) => {
      const to = options[tone];
      return to === undefined ? [] : [{ name: tone, key: tone, target: to, pointer: ['options', tone] }];
    }),
  uses: (step) => [{ kind: 'prompt', prompt: step.prompt, pointer: ['prompt'] }],
  enter: (step, context) => askForKey(questionOf(step, context), context),
  resume: (step, signal, context) => hearKey(questionOf(step, context), signal, context),
});

function questionOf({ prompt, options, timeout, maxAttempts, bargeIn }: Menu, context: StepContext): KeyQuestion {
  return {
    say: () => context.speak(prompt),
    timeout,
    maxAttempts,
    bargeIn,
    answer: (tone) => {
      const to = options[tone as keyof typeof options]; // A to D are keys that no option can name.
      return to === undefined ? undefined : { go: goTo(to, tone) };
    },
  };
}
