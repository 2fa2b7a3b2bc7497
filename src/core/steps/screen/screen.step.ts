import { z } from 'zod';
import { joiningText, ownWords, type PromptItem, screenText, whisperText } from '../../call/prompt-item.ts';
import { type Act, defineStep, type PromptRef, type StepContext, wait } from '../define-step.ts';

/** How often the person is asked, and how long a key is waited for after the words. */
const mostTries = 2;
const silence: PromptItem = { kind: 'silence', durationMs: 6_000 };
/** How long the caller and the person may take to be joined. */
const joiningMs = 30_000;

/**
 * Meets a person who is rung for a caller: who calls, and whether they take it. Only a key counts as taking it, so no
 * mailbox ever wins, unless the flow wants it otherwise (`ask: false` in the step's memory). Not for authors: the engine
 * adds it to every flow, for legs to begin with.
 */
export const screen = defineStep<Record<string, never>>({
  type: '$screen',
  summary: 'Asks a person who is rung for a caller whether they take the call.',
  schema: z.strictObject({}),
  needsAnswer: () => true,
  listens: true,
  inherits: [],
  outcomes: {},
  exits: () => [],
  uses: () => [],
  enter: (_step, context) => (context.memory.ask === false ? take(context) : ask(context, 1)),
  resume: (_step, signal, context) => {
    const { taken, tries } = context.memory;
    if (taken === true) return signal.kind === 'timedOut' ? decline() : { flush: true, go: wait(context.memory) };
    switch (signal.kind) {
      case 'tones':
        if (context.waiting[0] === '1') return { ...take(context), flush: true };
        return context.waiting[0] === '2' ? decline() : { ...askAgain(context, tries), flush: true };
      case 'mediaOver':
        return askAgain(context, tries);
      case 'mediaFailed': // Who hears nothing cannot choose.
      case 'timedOut':
        return decline();
      default:
        return { go: wait(context.memory) };
    }
  },
});

function ask(context: StepContext, tries: number): Act {
  const { whisper } = context.memory;
  const words = context.speak(isPromptRef(whisper) ? whisper : undefined);
  const prompts = [...(words.length > 0 ? words : [ownWords(whisperText)]), ownWords(screenText), silence];
  return { do: [{ kind: 'cancel' }, { kind: 'play', mark: 'ask', prompts }], go: wait({ ...context.memory, tries }) };
}

function askAgain(context: StepContext, tries: unknown): Act {
  const tried = typeof tries === 'number' ? tries : mostTries;
  return tried < mostTries ? ask(context, tried + 1) : decline();
}

function take(context: StepContext): Act {
  return {
    do: [
      { kind: 'cancel' },
      { kind: 'tellPlacer', state: 'accepted' },
      { kind: 'play', mark: 'joining', prompts: [ownWords(joiningText)] },
    ],
    go: { kind: 'wait', memory: { ...context.memory, taken: true }, wakeInMs: joiningMs },
  };
}

function decline(): Act {
  return {
    do: [{ kind: 'cancel' }, { kind: 'tellPlacer', state: 'declined' }, { kind: 'hangUp' }],
    go: { kind: 'end', outcome: 'declined' },
  };
}

function isPromptRef(value: unknown): value is PromptRef {
  return typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}
