import { z } from 'zod';
import type { PromptItem } from '../../call/prompt-item.ts';
import { isDigit, type Tone } from '../../call/tone.ts';
import { afterMiss, inputOutcomes } from '../attempts.ts';
import { type Act, defineStep, goTo, leaveBy, type StepContext, wait } from '../define-step.ts';
import { bargeIn, interDigitTimeout, key, maxAttempts, promptRef, target, timeout, variableName } from '../fields.ts';
import { patternProblem } from '../safe-pattern.ts';

/** Checked for safety when the flow is loaded: no caller can make it run long. */
const digitPattern = z.string().superRefine((pattern, context) => {
  const problem = patternProblem(pattern);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem.message });
});

const schema = z
  .strictObject({
    prompt: promptRef.describe('What the caller hears; a list in `prompts` gives shorter words for later attempts.'),
    into: variableName.describe('The variable that takes the digits.'),
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
    sensitive: z
      .boolean()
      .default(false)
      .describe(
        'Masks the digits wherever they could be seen, and forgets them when the call ends: as if the variable were declared so.',
      ),
    confirm: promptRef.optional().describe('Read back afterwards; 1 accepts, 2 asks again.'),
    next: target.describe('The step that follows good input.'),
  })
  .refine((step) => step.minDigits <= step.maxDigits, { path: ['minDigits'], message: 'must not be more than maxDigits' });
type Collect = z.output<typeof schema>;

/** Takes digits. Global keys do not apply here: a digit of an account number is not a wish for the operator. */
export const collect = defineStep<Collect>({
  type: 'collect',
  summary: 'Collects digits into a variable.',
  schema,
  needsAnswer: () => true,
  listens: true,
  inherits: ['timeout', 'interDigitTimeout', 'maxAttempts', 'bargeIn'],
  outcomes: inputOutcomes,
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: (step) => [
    { kind: 'prompt', prompt: step.prompt, pointer: ['prompt'] },
    { kind: 'variable', name: step.into, type: 'string', sensitive: step.sensitive, pointer: ['into'] },
    ...(step.confirm === undefined
      ? []
      : [{ kind: 'prompt' as const, prompt: step.confirm, heard: 'later' as const, pointer: ['confirm'] }]),
  ],
  probe: (step, digits) => inputsFor(step, digits),
  enter: (step, context) => {
    if (step.bargeIn && context.waiting.length > 0) return take(step, '', context);
    const prompts = context.speak(step.prompt);
    return step.bargeIn || prompts.length === 0
      ? { do: [{ kind: 'play', mark: 'window', prompts: [...prompts, silence(step.timeout)] }], go: wait({ digits: '' }) }
      : {
          do: [
            { kind: 'play', mark: 'prompt', prompts },
            { kind: 'play', mark: 'window', prompts: [silence(step.timeout)] },
          ],
          go: wait({ digits: '', deaf: true }),
        };
  },
  resume: (step, signal, context) => {
    const { memory } = context;
    const digits = typeof memory.digits === 'string' ? memory.digits : '';
    const confirming = memory.confirming === true;
    switch (signal.kind) {
      case 'tones':
        if (memory.deaf === true) return { go: wait(memory) };
        return confirming ? confirmed(step, context) : take(step, digits, context);
      case 'mediaOver':
        if (signal.mark === 'prompt') return context.waiting.length > 0 ? take(step, digits, context) : { go: wait({ digits }) };
        if (confirming || digits === '') return { flush: true, go: afterMiss('noInput', context, step.maxAttempts) };
        return complete(step, digits, context);
      case 'carriedOn':
        if (context.waiting.length > 0) return confirmed(step, context);
        return {
          do: [{ kind: 'play', mark: 'window', prompts: [...context.speak(step.confirm), silence(step.timeout)] }],
          go: wait(memory),
        };
      case 'timedOut':
        return { flush: true, go: afterMiss('noInput', context, step.maxAttempts) };
      case 'mediaFailed':
        return { go: leaveBy('error') };
      default:
        return { go: wait(memory) };
    }
  },
});

/** Some that fit, as near to `digits` as can be, and one that does not. */
function inputsFor(step: Collect, digits: readonly string[]): readonly string[] {
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
function take(step: Collect, before: string, context: StepContext): Act {
  let digits = before;
  let used = 0;
  for (const tone of context.waiting) {
    used += 1;
    if (tone === step.finishOnKey) return complete(step, digits, context, { consume: used });
    if (!isDigit(tone)) return { do: [{ kind: 'cancel' }], flush: true, go: afterMiss('noMatch', context, step.maxAttempts) };
    digits += tone;
    if (digits.length < step.maxDigits) continue;
    const act = complete(step, digits, context, { consume: used });
    // "123456#": the sixth digit ended it, so the pound that people press all the same means nothing more.
    return step.finishOnKey === '' ? act : { ...act, swallow: step.finishOnKey };
  }
  return {
    do: [{ kind: 'cancel' }, { kind: 'play', mark: 'window', prompts: [silence(step.interDigitTimeout)] }],
    consume: used,
    go: wait({ digits }),
  };
}

function complete(step: Collect, digits: string, context: StepContext, used: { consume?: number; swallow?: Tone } = {}): Act {
  const cancel = { kind: 'cancel' } as const;
  const fits =
    digits.length >= step.minDigits && (step.pattern === undefined || new RegExp(`^(?:${step.pattern})$`).test(digits));
  if (!fits) return { do: [cancel], flush: true, go: afterMiss('noMatch', context, step.maxAttempts) };
  const set = { [step.into]: digits };
  if (step.confirm === undefined) return { do: [cancel], ...used, set, go: goTo(step.next) };
  return { do: [cancel], ...used, set, go: { kind: 'carryOn', memory: { confirming: true } } };
}

function confirmed(step: Collect, context: StepContext): Act {
  const [tone] = context.waiting;
  if (tone === '1') return { do: [{ kind: 'cancel' }], consume: 1, go: goTo(step.next) };
  return { do: [{ kind: 'cancel' }], flush: true, go: afterMiss('noMatch', context, step.maxAttempts) };
}

const silence = (durationMs: number): PromptItem => ({ kind: 'silence', durationMs });
