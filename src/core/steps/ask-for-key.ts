import type { PromptItem } from '../call/prompt-item.ts';
import type { Tone } from '../call/tone.ts';
import { afterMiss } from './attempts.ts';
import { type Act, goTo, leaveBy, type StepContext, type StepSignal, wait } from './define-step.ts';

/** A question that one key answers. */
export interface KeyQuestion {
  readonly say: () => readonly PromptItem[];
  /** Milliseconds, like all durations. */
  readonly timeout: number;
  readonly maxAttempts: number;
  readonly bargeIn: boolean;
  /** What a key means; undefined when it is none of the answers. */
  readonly answer: (tone: Tone) => Pick<Act, 'go' | 'language'> | undefined;
}

/** Asks, unless the answer was typed ahead. */
export function askForKey(question: KeyQuestion, context: StepContext): Act {
  const { say, bargeIn, timeout } = question;
  if (bargeIn && context.waiting.length > 0) return takeKey(question, context);
  const prompts = say();
  const silence: PromptItem = { kind: 'silence', durationMs: timeout };
  // Two operations when the prompt must be heard out: its end then tells when keys count.
  return bargeIn || prompts.length === 0
    ? { do: [{ kind: 'play', mark: 'window', prompts: [...prompts, silence] }], go: wait() }
    : {
        do: [
          { kind: 'play', mark: 'prompt', prompts },
          { kind: 'play', mark: 'window', prompts: [silence] },
        ],
        go: wait({ deaf: true }),
      };
}

/** What a signal means for a question that has been asked. */
export function hearKey(question: KeyQuestion, signal: StepSignal, context: StepContext): Act {
  switch (signal.kind) {
    case 'tones':
      return context.memory.deaf === true ? { go: wait(context.memory) } : takeKey(question, context);
    case 'mediaOver':
      if (signal.mark === 'prompt') return context.waiting.length > 0 ? takeKey(question, context) : { go: wait({}) };
      return { flush: true, go: afterMiss('noInput', context, question.maxAttempts) };
    case 'timedOut':
      return { flush: true, go: afterMiss('noInput', context, question.maxAttempts) };
    case 'mediaFailed':
      return { go: leaveBy('error') };
    default:
      return { go: wait(context.memory) };
  }
}

/** The answer, else a global key, else a miss. */
function takeKey({ answer, maxAttempts }: KeyQuestion, context: StepContext): Act {
  const [tone] = context.waiting;
  if (tone === undefined) return { go: wait(context.memory) };
  const own = answer(tone);
  if (own !== undefined) return { do: [{ kind: 'cancel' }], consume: 1, ...own };
  const global = context.keys[tone];
  if (global !== undefined) return { do: [{ kind: 'cancel' }], consume: 1, go: goTo(global, tone) };
  return { do: [{ kind: 'cancel' }], flush: true, go: afterMiss('noMatch', context, maxAttempts) };
}
