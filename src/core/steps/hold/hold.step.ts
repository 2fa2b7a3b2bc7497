import { z } from 'zod';
import type { PromptItem } from '../../call/prompt-item.ts';
import { type Act, defineStep, goTo, leaveBy, type StepContext, wait } from '../define-step.ts';
import { duration, promptRef, target } from '../fields.ts';

const schema = z.strictObject({
  prompt: promptRef.describe('Music or words, played again and again.'),
  for: duration({ min: '1s', max: '1h' }).describe('How long, to the second.'),
  pause: duration({ min: '0s', max: '60s' }).prefault('0s').describe('Silence between two repeats. Music needs none; words do.'),
  next: target.describe('The step that follows.'),
});
type Hold = z.output<typeof schema>;

/** A round is one media operation: long enough to need few of them, short enough to lie in the call's document. */
const roundMs = 60_000;
/** playPrompt takes 20. */
const promptsAtOnce = 20;
/** Less than this is not worth an operation of its own. */
const shortestMs = 500;
/** A rest that no whole repeat fits is silent up to here; longer ones are filled, and the sound is cut. */
const longestSilenceMs = 10_000;

/**
 * Holds the caller for a time. Silence is the clock (ADR 6): the media service counts the time, round by round, and two
 * rounds are on their way at once so that nothing is heard of where one ends. What the reports cost in time is taken
 * from the rounds that follow. Music that is longer than the time is cut by the sweep, which may be some seconds late.
 * Keys do nothing, and what was pressed is thrown away.
 */
export const hold = defineStep<Hold>({
  type: 'hold',
  summary: 'Plays music or words for a time, then goes on.',
  schema,
  needsAnswer: () => true,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: (step) => [{ kind: 'prompt', prompt: step.prompt, pointer: ['prompt'] }],
  enter: (step, context) => {
    const first = roundOf(step, context, step.for);
    const second = roundOf(step, context, step.for - first.ms);
    return playRounds([first, second], context, context.now + step.for, step);
  },
  resume: (step, signal, context) => {
    switch (signal.kind) {
      case 'mediaOver':
      case 'timedOut':
        return goOn(step, context);
      case 'mediaFailed':
        return { flush: true, go: leaveBy('error') };
      default:
        return { go: wait(context.memory) };
    }
  },
});

/** A round is over, or the time is. While the last round still sounds, the one behind it is put in the queue. */
function goOn(step: Hold, context: StepContext): Act {
  const endsAt = Number(context.memory.endsAt);
  const left = endsAt - context.now;
  if (!context.mediaInFlight) return playRounds([roundOf(step, context, left)], context, endsAt, step);
  if (left <= 0) return { flush: true, go: goTo(step.next) };
  const behind = roundOf(step, context, left - Number(context.memory.lastMs));
  return behind.ms === 0 ? { go: wait(context.memory) } : playRounds([behind], context, endsAt, step);
}

function playRounds(rounds: readonly Round[], context: StepContext, endsAt: number, step: Hold): Act {
  const played = rounds.filter(({ ms }) => ms > 0);
  const last = played.at(-1);
  if (last === undefined) return { flush: true, go: goTo(step.next) };
  const memory = { endsAt, lastMs: last.ms };
  return {
    do: played.map(({ prompts }) => ({ kind: 'play', mark: 'round', prompts })),
    go: last.isCut ? { kind: 'wait', memory, wakeInMs: endsAt - context.now } : wait(memory),
  };
}

interface Round {
  readonly prompts: readonly PromptItem[];
  /** How much of the time it takes; 0 when there is none left. */
  readonly ms: number;
  /** It sounds longer than that, and has to be cut. */
  readonly isCut: boolean;
}

/** As many repeats as fit, then what is left when that is less than one more. */
function roundOf(step: Hold, context: StepContext, leftMs: number): Round {
  if (leftMs < shortestMs) return { prompts: [], ms: 0, isCut: false };
  const words = context.speak(step.prompt);
  const once: readonly PromptItem[] = step.pause > 0 ? [...words, { kind: 'silence', durationMs: step.pause }] : words;
  const onceMs = lengthOf(once);
  const prompts: PromptItem[] = [];
  let ms = 0;
  while (onceMs > 0 && ms + onceMs <= leftMs && prompts.length + once.length <= promptsAtOnce && ms < roundMs) {
    prompts.push(...once);
    ms += onceMs;
  }
  const rest = leftMs - ms;
  const isFull = prompts.length + words.length + 1 > promptsAtOnce;
  if (rest <= 0 || (ms > 0 && (rest >= onceMs || isFull))) return { prompts, ms, isCut: false };
  // The end of it, or words that are longer than all of the time.
  const wordsMs = lengthOf(words);
  if (wordsMs > 0 && wordsMs <= rest) {
    const silence = rest - wordsMs;
    return { prompts: [...prompts, ...words, ...silenceOf(silence)], ms: leftMs, isCut: false };
  }
  if (wordsMs > rest && rest > longestSilenceMs) return { prompts: [...prompts, ...words], ms: leftMs, isCut: true };
  return { prompts: [...prompts, ...silenceOf(Math.min(rest, roundMs))], ms: ms + Math.min(rest, roundMs), isCut: false };
}

const silenceOf = (durationMs: number): readonly PromptItem[] => (durationMs > 0 ? [{ kind: 'silence', durationMs }] : []);
const lengthOf = (prompts: readonly PromptItem[]): number => prompts.reduce((sum, { durationMs }) => sum + durationMs, 0);
