import { z } from 'zod';
import { askForKey, hearKey, type KeyQuestion } from '../ask-for-key.ts';
import { inputOutcomes } from '../attempts.ts';
import { type Act, defineStep, goTo, type StepContext, wait } from '../define-step.ts';
import { bargeIn, key, maxAttempts, promptRef, target, timeout } from '../fields.ts';
import { bestLanguage } from './best-language.ts';

const languageTag = z.string().min(2).max(35);

const schema = z
  .strictObject({
    from: z
      .string()
      .min(1)
      .max(1_000)
      .describe(
        '`menu` asks the caller, `caller` takes what the telephone is set to, anything else is a CEL expression that gives a language.',
      ),
    prompt: promptRef.optional().describe('With `menu`: the question. It is asked in each of the languages in turn.'),
    options: z
      .partialRecord(key, languageTag)
      .refine((options) => Object.keys(options).length > 0, 'write key to language, for example { "1": "en-US", "2": "de-DE" }')
      .meta({ minProperties: 1, examples: [{ '1': 'en-US', '2': 'de-DE' }] })
      .optional()
      .describe('With `menu`: key to language.'),
    timeout: timeout.describe('With `menu`: how long to wait for a key after the question.'),
    maxAttempts: maxAttempts.describe('With `menu`: how often to ask; no-input and no-match count together.'),
    bargeIn: bargeIn.describe('With `menu`: whether a key cuts the question short.'),
    next: target.describe('The step that follows.'),
  })
  .superRefine(({ from, prompt, options }, context) => {
    for (const [member, value] of Object.entries({ prompt, options })) {
      if ((from === 'menu') === (value !== undefined)) continue;
      const message = from === 'menu' ? `a language menu needs "${member}"` : `"${member}" is only for "from": "menu"; remove it`;
      context.addIssue({ code: 'custom', path: [member], message });
    }
  })
  .meta({
    anyOf: [
      { properties: { from: { const: 'menu' } }, required: ['prompt', 'options'] },
      { properties: { from: { not: { const: 'menu' } }, prompt: false, options: false } },
    ],
  });
type Language = z.output<typeof schema>;

/** Chooses the language that the call speaks from now on. A wish that the flow cannot serve leaves it as it is. */
export const language = defineStep<Language>({
  type: 'language',
  summary: "Chooses the caller's language.",
  schema,
  needsAnswer: ({ from }) => from === 'menu',
  listens: true,
  inherits: ['timeout', 'maxAttempts', 'bargeIn'],
  outcomes: inputOutcomes,
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: ({ from, prompt, options = {} }) => [
    ...(prompt === undefined ? [] : [{ kind: 'prompt' as const, prompt, pointer: ['prompt'] }]),
    ...Object.entries(options).map(([tone, name]) => ({ kind: 'language' as const, name, pointer: ['options', tone] })),
    ...(from === 'menu' || from === 'caller'
      ? []
      : [{ kind: 'expression' as const, source: from, wanted: 'string' as const, pointer: ['from'] }]),
  ],
  enter: (step, context) => (step.from === 'menu' ? askForKey(questionOf(step, context), context) : choose(step, context)),
  resume: (step, signal, context) =>
    step.from === 'menu' ? hearKey(questionOf(step, context), signal, context) : { go: wait() },
});

function choose({ from, next }: Language, context: StepContext): Act {
  const wanted = from === 'caller' ? context.call.callerLanguage : context.evaluate(from);
  const found = typeof wanted === 'string' ? bestLanguage(wanted, context.languages) : undefined;
  return { ...(found !== undefined && { language: found }), go: goTo(next) };
}

function questionOf({ prompt, options = {}, timeout, maxAttempts, bargeIn, next }: Language, context: StepContext): KeyQuestion {
  return {
    // Whoever understands only one of the languages must hear the question in it.
    say: () => [...new Set(Object.values(options))].flatMap((tag) => context.speak(prompt, tag)).slice(0, mostPrompts),
    timeout,
    maxAttempts,
    bargeIn,
    answer: (tone) => {
      const chosen = options[tone as keyof typeof options]; // A to D are keys that no option can name.
      return chosen === undefined ? undefined : { language: chosen, go: goTo(next) };
    },
  };
}

/** playPrompt takes 20; one place is kept for the silence behind the words. */
const mostPrompts = 19;
