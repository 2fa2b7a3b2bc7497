import { ownWords, type PromptItem, ringingText } from '../call/prompt-item.ts';
import type { Doing, PromptRef, StepContext } from './define-step.ts';

/** Between two rounds of what the caller hears. */
const pause: PromptItem = { kind: 'silence', durationMs: 3_000 };

/** What the caller hears while somebody is being reached: the flow's words, or the engine's own. Its end is the mark `waiting`. */
export function waitingWords(whileWaiting: PromptRef | undefined, context: StepContext): Doing {
  const prompts = context.speak(whileWaiting);
  return { kind: 'play', mark: 'waiting', prompts: [...(prompts.length > 0 ? prompts : [ownWords(ringingText)]), pause] };
}
