import { z } from 'zod';
import { askForDigits, type DigitQuestion, digitFields, digitLimits, hearDigits, inputsFor, silence } from '../ask-for-digits.ts';
import { afterMiss, attemptsNeverUsedUp, inputOutcomes } from '../attempts.ts';
import { type Act, defineStep, goTo, leaveBy, type StepContext, type StepSignal, wait } from '../define-step.ts';
import { promptRef, target, variableName } from '../fields.ts';

const { minDigits, maxDigits, finishOnKey, timeout, interDigitTimeout, maxAttempts, bargeIn, pattern } = digitFields;
const schema = z
  .strictObject({
    prompt: promptRef.describe('What the caller hears; a list in `prompts` gives shorter words for later attempts.'),
    into: variableName.describe('The variable that takes the digits.'),
    minDigits,
    maxDigits,
    finishOnKey,
    timeout,
    interDigitTimeout,
    maxAttempts,
    bargeIn,
    pattern,
    sensitive: z
      .boolean()
      .default(false)
      .describe(
        'Masks the digits wherever they could be seen, and forgets them when the call ends: as if the variable were declared so.',
      ),
    confirm: promptRef.optional().describe('Read back afterwards; 1 accepts, 2 asks again.'),
    next: target.describe('The step that follows good input.'),
  })
  .refine(digitLimits.hold, digitLimits.problem);
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
  byFaultOnly: (_step, declared) => attemptsNeverUsedUp(declared),
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: (step) => [
    { kind: 'prompt', prompt: step.prompt, pointer: ['prompt'] },
    { kind: 'variable', name: step.into, type: 'string', sensitive: step.sensitive, pointer: ['into'] },
    ...(step.confirm === undefined
      ? []
      : [{ kind: 'prompt' as const, prompt: step.confirm, heard: 'later' as const, pointer: ['confirm'] }]),
  ],
  probe: (step, digits) => inputsFor(step, digits),
  enter: (step, context) => askForDigits(questionOf(step, context), context),
  resume: (step, signal, context) =>
    context.memory.confirming === true ? confirm(step, signal, context) : hearDigits(questionOf(step, context), signal, context),
});

function questionOf(step: Collect, context: StepContext): DigitQuestion {
  return {
    ...step,
    say: () => context.speak(step.prompt),
    done: (digits) => ({
      set: { [step.into]: digits },
      go: step.confirm === undefined ? goTo(step.next) : { kind: 'carryOn', memory: { confirming: true } },
    }),
  };
}

/** The digits are read back. */
function confirm(step: Collect, signal: StepSignal, context: StepContext): Act {
  const { memory, waiting } = context;
  switch (signal.kind) {
    case 'carriedOn':
      if (waiting.length > 0) return confirmed(step, context);
      return {
        do: [{ kind: 'play', mark: 'window', prompts: [...context.speak(step.confirm), silence(step.timeout)] }],
        go: wait(memory),
      };
    case 'tones':
      return confirmed(step, context);
    case 'mediaOver':
    case 'timedOut':
      return { flush: true, go: afterMiss('noInput', context, step.maxAttempts) };
    case 'mediaFailed':
      return { go: leaveBy('error') };
    default:
      return { go: wait(memory) };
  }
}

function confirmed(step: Collect, context: StepContext): Act {
  const [tone] = context.waiting;
  if (tone === '1') return { do: [{ kind: 'cancel' }], consume: 1, go: goTo(step.next) };
  return { do: [{ kind: 'cancel' }], flush: true, go: afterMiss('noMatch', context, step.maxAttempts) };
}
