import { z } from 'zod';
import type { PromptItem } from '../call/prompt-item.ts';
import { isDigit, type Tone } from '../call/tone.ts';
import { afterMiss } from './attempts.ts';
import { type Act, leaveBy, type StepContext, type StepSignal, wait } from './define-step.ts';
import { bargeIn, interDigitTimeout, key, maxAttempts, timeout } from './fields.ts';
import { patternProblem } from './safe-pattern.ts';

/** Checked for safety when the flow is loaded: no caller can make it run long. */
const digitPattern = z.string().superRefine((pattern, context) => {
  const problem = patternProblem(pattern);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem.message });
});

/** Members of every step that takes digits. */
export const digitFields = {
  minDigits: z.int().min(1).max(40).default(1).describe('Fewer are a no-match.'),
  maxDigits: z.int().min(1).max(40).default(20).describe('The last one of these ends the input.'),
  finishOnKey: z
    .union([key, z.literal('')])
    .default('#')
    .describe('Ends the input at once; "" for none.'),
  timeout: timeout.describe('How long to wait for the first digit after the prompt.'),
  interDigitTimeout: interDigitTimeout.describe('How long to wait for each further digit; then the input is complete.'),
  maxAttempts: maxAttempts.describe('How often to ask; no-input and no-match count together.'),
  bargeIn: bargeIn.describe('Whether a key cuts the prompt short.'),
  pattern: digitPattern.optional().describe('A regular expression that the digits must match as a whole.'),
};

/** For `refine`: what a schema with these members must satisfy besides. */
export const digitLimits = {
  hold: (step: { readonly minDigits: number; readonly maxDigits: number }): boolean => step.minDigits <= step.maxDigits,
  problem: { path: ['minDigits'], message: 'must not be more than maxDigits' },
};

/** The members as they are parsed; durations are milliseconds. */
export interface DigitMembers {
  readonly minDigits: number;
  readonly maxDigits: number;
  readonly finishOnKey: Tone | '';
  readonly timeout: number;
  readonly interDigitTimeout: number;
  readonly maxAttempts: number;
  readonly bargeIn: boolean;
  readonly pattern?: string | undefined;
}

/** A question that digits answer. */
export interface DigitQuestion extends DigitMembers {
  readonly say: () => readonly PromptItem[];
  /** What follows digits that fit. */
  readonly done: (digits: string) => Pick<Act, 'do' | 'set' | 'go'>;
}

/** Asks, unless digits were typed ahead. */
export function askForDigits(question: DigitQuestion, context: StepContext): Act {
  if (question.bargeIn && context.waiting.length > 0) return take(question, '', context);
  const prompts = question.say();
  // Two operations when the prompt must be heard out: its end then tells when keys count.
  return question.bargeIn || prompts.length === 0
    ? { do: [{ kind: 'play', mark: 'window', prompts: [...prompts, silence(question.timeout)] }], go: wait({ digits: '' }) }
    : {
        do: [
          { kind: 'play', mark: 'prompt', prompts },
          { kind: 'play', mark: 'window', prompts: [silence(question.timeout)] },
        ],
        go: wait({ digits: '', deaf: true }),
      };
}

/** What a signal means for a question that has been asked and not yet been answered. */
export function hearDigits(question: DigitQuestion, signal: StepSignal, context: StepContext): Act {
  const { memory } = context;
  const digits = typeof memory.digits === 'string' ? memory.digits : '';
  switch (signal.kind) {
    case 'tones':
      return memory.deaf === true ? { go: wait(memory) } : take(question, digits, context);
    case 'mediaOver':
      if (signal.mark === 'prompt')
        return context.waiting.length > 0 ? take(question, digits, context) : { go: wait({ digits }) };
      if (digits === '') return { flush: true, go: afterMiss('noInput', context, question.maxAttempts) };
      return complete(question, digits, context);
    case 'timedOut':
      return { flush: true, go: afterMiss('noInput', context, question.maxAttempts) };
    case 'mediaFailed':
      return { go: leaveBy('error') };
    default:
      return { go: wait(memory) };
  }
}

/** Whole inputs for explore: some that fit, as near to `digits` as can be, and one that does not. */
export function inputsFor(step: DigitMembers, digits: readonly string[]): readonly string[] {
  const lengths = [...new Set([step.minDigits, Math.min(step.maxDigits, 6), step.maxDigits])];
  const stretched = [...digits, '1', '12345678901234567890', '9', '0', '2', '5'].flatMap((begin) =>
    lengths.map((length) => `${begin}${begin.at(-1)?.repeat(step.maxDigits) ?? ''}`.slice(0, length)),
  );
  const pattern = new RegExp(`^(?:${step.pattern ?? '.*'})$`);
  const fitting = [...new Set([...digits, ...stretched])].filter(
    (one) => /^\d+$/.test(one) && one.length >= step.minDigits && one.length <= step.maxDigits && pattern.test(one),
  );
  const tooShort = step.minDigits > 1 && step.finishOnKey !== '' ? [`1${step.finishOnKey}`] : [];
  const ended = (one: string): string => (one.length < step.maxDigits ? `${one}${step.finishOnKey}` : one);
  return [...fitting.slice(0, 12).map(ended), ...tooShort];
}

/** Adds the waiting keys to the digits until the input is complete, spoilt, or the keys run out. */
function take(question: DigitQuestion, before: string, context: StepContext): Act {
  let digits = before;
  let used = 0;
  for (const tone of context.waiting) {
    used += 1;
    if (tone === question.finishOnKey) return complete(question, digits, context, { consume: used });
    if (!isDigit(tone)) {
      return { do: [{ kind: 'cancel' }], flush: true, go: afterMiss('noMatch', context, question.maxAttempts) };
    }
    digits += tone;
    if (digits.length < question.maxDigits) continue;
    const act = complete(question, digits, context, { consume: used });
    // "123456#": the sixth digit ended it, so the pound that people press all the same means nothing more.
    return question.finishOnKey === '' ? act : { ...act, swallow: question.finishOnKey };
  }
  return {
    do: [{ kind: 'cancel' }, { kind: 'play', mark: 'window', prompts: [silence(question.interDigitTimeout)] }],
    consume: used,
    go: wait({ digits }),
  };
}

function complete(question: DigitQuestion, digits: string, context: StepContext, used: { consume?: number } = {}): Act {
  const cancel = { kind: 'cancel' } as const;
  const { minDigits, pattern } = question;
  const fits = digits.length >= minDigits && (pattern === undefined || new RegExp(`^(?:${pattern})$`).test(digits));
  if (!fits) return { do: [cancel], flush: true, go: afterMiss('noMatch', context, question.maxAttempts) };
  const done = question.done(digits);
  return { ...used, ...done, do: [cancel, ...(done.do ?? [])] };
}

export const silence = (durationMs: number): PromptItem => ({ kind: 'silence', durationMs });
