import { z } from 'zod';
import { type BuiltInWords, ownWords } from '../../call/built-in-words.ts';
import type { PromptItem } from '../../call/prompt-item.ts';
import { type Act, defineStep, type PromptRef, type StepContext, type StepSignal, wait } from '../define-step.ts';
import { notNeeded } from '../screen-step-name.ts';

/** How often the person is asked, and how long a key is waited for after the words. */
const mostTries = 2;
const silence: PromptItem = { kind: 'silence', durationMs: 6_000 };
/** How long the caller and the person may take to be joined. */
const joiningMs = 30_000;
/** For the last words and their report. */
const goodbyeMs = 12_000;

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
    if (context.memory[notNeeded] === true) return letGo(signal, context);
    if (signal.kind === 'partnerGone') return sayGoodbye(context);
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
  const prompts = [...(words.length > 0 ? words : [own(context, 'whisper')]), own(context, 'screen'), silence];
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
      { kind: 'play', mark: 'joining', prompts: [own(context, 'joining')] },
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

/** The caller has gone, or is with somebody else. */
function sayGoodbye(context: StepContext): Act {
  return {
    flush: true,
    do: [{ kind: 'cancel' }, { kind: 'play', mark: notNeeded, prompts: [own(context, 'notNeeded')] }],
    go: { kind: 'wait', memory: { [notNeeded]: true }, wakeInMs: goodbyeMs },
  };
}

function letGo(signal: StepSignal, context: StepContext): Act {
  const isOver = signal.kind === 'mediaOver' || signal.kind === 'mediaFailed' || signal.kind === 'timedOut';
  if (!isOver) return { flush: signal.kind === 'tones', go: wait(context.memory) };
  return { do: [{ kind: 'hangUp' }], go: { kind: 'end', outcome: 'cancelled' } };
}

function isPromptRef(value: unknown): value is PromptRef {
  return typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}

function own({ call }: StepContext, which: 'whisper' | 'screen' | 'joining' | 'notNeeded'): PromptItem {
  return ownWords(call.language, (words: BuiltInWords) => words[which]);
}
