import { z } from 'zod';
import { defineStep, goTo, leaveBy, wait } from '../define-step.ts';
import { bargeIn, promptsAlone, target } from '../fields.ts';

const schema = z.strictObject({
  prompt: promptsAlone.describe('What to play: the name of a prompt, or several, in order.'),
  bargeIn: bargeIn.describe('Whether a key cuts the prompt short; the key then waits for the next step.'),
  next: target.describe('The step that follows.'),
});

/** Plays prompts, then goes on. */
export const play = defineStep<z.output<typeof schema>>({
  type: 'play',
  summary: 'Plays prompts in order.',
  schema,
  needsAnswer: () => true,
  listens: false,
  inherits: ['bargeIn'],
  outcomes: {},
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: (step) => [{ kind: 'prompt', prompt: step.prompt, pointer: ['prompt'] }],
  enter: (step, context) => {
    const prompts = context.speak(step.prompt);
    // Somebody who types ahead has heard it before.
    if (prompts.length === 0 || (step.bargeIn && context.waiting.length > 0)) return { go: goTo(step.next) };
    return { do: [{ kind: 'play', mark: 'prompt', prompts }], go: wait() };
  },
  resume: (step, signal) => {
    switch (signal.kind) {
      case 'tones':
        return step.bargeIn ? { do: [{ kind: 'cancel' }], go: goTo(step.next) } : { go: wait() };
      case 'mediaOver':
      case 'timedOut':
        return { go: goTo(step.next) };
      case 'mediaFailed':
        return { go: leaveBy('error') };
      default:
        return { go: wait() };
    }
  },
});
