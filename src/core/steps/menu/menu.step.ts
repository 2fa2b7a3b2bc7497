import { z } from 'zod';
import type { PromptItem } from '../../call/prompt-item.ts';
import { afterMiss, inputOutcomes } from '../attempts.ts';
import { type Act, defineStep, goTo, leaveBy, type StepContext, wait } from '../define-step.ts';
import { bargeIn, key, maxAttempts, promptRef, target, timeout } from '../fields.ts';

const schema = z.strictObject({
  prompt: promptRef.describe('What the caller hears; a list in `prompts` gives shorter words for later attempts.'),
  options: z
    .partialRecord(key, target)
    .refine((options) => Object.keys(options).length > 0, 'a menu needs at least one option, for example { "1": "sales" }')
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
  exits: (step) => Object.entries(step.options).map(([tone, to]) => ({ name: tone, target: to, pointer: ['options', tone] })),
  uses: (step) => [{ kind: 'prompt', prompt: step.prompt, pointer: ['prompt'] }],
  enter: (step, context) => {
    if (step.bargeIn && context.waiting.length > 0) return choose(step, context);
    const prompts = context.speak(step.prompt);
    const silence: PromptItem = { kind: 'silence', durationMs: step.timeout };
    // Two operations when the prompt must be heard out: its end then tells when keys count.
    return step.bargeIn || prompts.length === 0
      ? { do: [{ kind: 'play', mark: 'window', prompts: [...prompts, silence] }], go: wait() }
      : {
          do: [
            { kind: 'play', mark: 'prompt', prompts },
            { kind: 'play', mark: 'window', prompts: [silence] },
          ],
          go: wait({ deaf: true }),
        };
  },
  resume: (step, signal, context) => {
    switch (signal.kind) {
      case 'tones':
        return context.memory.deaf === true ? { go: wait(context.memory) } : choose(step, context);
      case 'mediaOver':
        if (signal.mark === 'prompt') return context.waiting.length > 0 ? choose(step, context) : { go: wait({}) };
        return { flush: true, go: afterMiss('noInput', context, step.maxAttempts) };
      case 'timedOut':
        return { flush: true, go: afterMiss('noInput', context, step.maxAttempts) };
      case 'mediaFailed':
        return { go: leaveBy('error') };
      default:
        return { go: wait(context.memory) };
    }
  },
});

function choose(step: Menu, context: StepContext): Act {
  const [tone] = context.waiting;
  if (tone === undefined) return { go: wait(context.memory) };
  const to = step.options[tone as keyof typeof step.options] ?? context.keys[tone]; // A to D are keys that no option can name.
  if (to !== undefined) return { do: [{ kind: 'cancel' }], consume: 1, go: goTo(to, tone) };
  return { do: [{ kind: 'cancel' }], flush: true, go: afterMiss('noMatch', context, step.maxAttempts) };
}
