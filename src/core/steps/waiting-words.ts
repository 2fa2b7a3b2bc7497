import { ownWords } from '../call/built-in-words.ts';
import type { PromptItem } from '../call/prompt-item.ts';
import type { Act, Doing, PromptRef, StepContext, StepSignal } from './define-step.ts';

/** Between two rounds of what the caller hears. */
const pause: PromptItem = { kind: 'silence', durationMs: 3_000 };
/** How often in a row words that cannot be played are tried again at once. */
const mostTries = 5;

/** What the caller hears while somebody is being reached: the flow's words, or the engine's own. Its end is the mark `waiting`. */
export function waitingWords(whileWaiting: PromptRef | undefined, context: StepContext): Doing {
  return say(context.speak(whileWaiting), 1, context);
}

/**
 * Another round when one is over. When it could not be played, the engine's own words: whoever waits must not think the line
 * dead (I9), and reaching somebody matters more than what is heard meanwhile. Nothing after some failures in a row, until
 * `stillHeard` is asked.
 */
export function waitOn(
  whileWaiting: PromptRef | undefined,
  signal: StepSignal & { readonly kind: 'mediaOver' | 'mediaFailed' },
  context: StepContext,
): readonly Doing[] {
  if (signal.kind === 'mediaOver') return [waitingWords(whileWaiting, context)];
  if (context.call.refusal !== undefined) return []; // Nothing at all may be played in this call.
  const tried = Number(/^waiting (\d)$/.exec(signal.mark)?.[1] ?? 1);
  return tried < mostTries ? [say([], tried + 1, context)] : [];
}

/** An act after which the caller goes on waiting: with words, should there be none at this moment. */
export function stillHeard(act: Act, whileWaiting: PromptRef | undefined, context: StepContext): Act {
  if (act.go.kind !== 'wait' || context.mediaInFlight) return act;
  return { ...act, do: [...(act.do ?? []), waitingWords(whileWaiting, context)] };
}

function say(prompts: readonly PromptItem[], tries: number, { call }: StepContext): Doing {
  const mark = tries === 1 ? 'waiting' : `waiting ${tries}`;
  return {
    kind: 'play',
    mark,
    prompts: [...(prompts.length > 0 ? prompts : [ownWords(call.language, ({ ringing }) => ringing)]), pause],
  };
}
