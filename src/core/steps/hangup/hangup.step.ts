import { z } from 'zod';
import { type Act, defineStep, type StepContext, wait } from '../define-step.ts';
import { promptsAlone } from '../fields.ts';

const schema = z.strictObject({
  prompt: promptsAlone.optional().describe('Last words.'),
  outcome: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('How the call ended, for the reports; when left out, the outcome of the last `tag`, or `completed`.'),
});
type Hangup = z.output<typeof schema>;

/** Ends the call, after some words. If these cannot be played it says the engine's own (I9), and ends it all the same. */
export const hangup = defineStep<Hangup>({
  type: 'hangup',
  summary: 'Says goodbye and ends the call.',
  schema,
  needsAnswer: () => true,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: () => [],
  uses: (step) => (step.prompt === undefined ? [] : [{ kind: 'prompt', prompt: step.prompt, pointer: ['prompt'] }]),
  enter: (step, context) => {
    const prompts = context.speak(step.prompt);
    return prompts.length === 0 ? end(step, context) : { do: [{ kind: 'play', mark: 'prompt', prompts }], go: wait() };
  },
  resume: (step, signal, context) => {
    switch (signal.kind) {
      case 'mediaOver':
      case 'timedOut':
        return end(step, context);
      case 'mediaFailed':
        return signal.mark === 'apology' ? end(step, context) : apologise(step, context);
      default:
        return { go: wait(context.memory) };
    }
  },
});

function apologise(step: Hangup, context: StepContext): Act {
  const prompts = context.speak('$apology');
  return prompts.length === 0 ? end(step, context) : { do: [{ kind: 'play', mark: 'apology', prompts }], go: wait() };
}

function end(step: Hangup, { call }: StepContext): Act {
  return { do: [{ kind: 'hangUp' }], go: { kind: 'end', outcome: step.outcome ?? call.tags?.at(-1)?.outcome ?? 'completed' } };
}
