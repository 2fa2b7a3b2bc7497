import { z } from 'zod';
import type { Answer } from '../../call/answer.ts';
import type { StepMemory } from '../../call/call.ts';
import { afterWords, onItsWay } from '../after-words.ts';
import { askForDigits, type DigitQuestion, digitFields, digitLimits, hearDigits, inputsFor } from '../ask-for-digits.ts';
import { attemptsNeverUsedUp, inputOutcomes } from '../attempts.ts';
import { type Act, defineStep, type Go, goTo, leaveBy, type StepContext, tryAgain, wait } from '../define-step.ts';
import { duration, promptRef, target } from '../fields.ts';
import { outgoingOf, outgoingUses, requestFields } from '../outgoing-request.ts';
import type { Verification } from '../verification.ts';

/** As `teams-ivr pin` prints it: PHC's form of scrypt, of sixteen bytes of salt and thirty-two of hash. */
const pinHash = z
  .string()
  .regex(
    /^\$scrypt\$ln=1[4-7],r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    'must be a hash of a PIN: make it with "teams-ivr pin"',
  );
const costOf = (hash: string): string | undefined => hash.split('$')[2];

const { minDigits, maxDigits, finishOnKey, timeout, interDigitTimeout, maxAttempts, bargeIn, pattern } = digitFields;
const schema = z
  .strictObject({
    prompt: promptRef.describe('What the caller hears; a list in `prompts` gives other words after a wrong PIN.'),
    minDigits: minDigits.default(4),
    maxDigits: maxDigits.default(12),
    finishOnKey,
    timeout,
    interDigitTimeout,
    maxAttempts: maxAttempts.describe('How often to ask in this call; no-inputs, no-matches and wrong PINs count together.'),
    bargeIn,
    pattern,
    account: z
      .string()
      .min(1)
      .max(1_000)
      .optional()
      .describe('A CEL expression that says whose PIN it must be, for example `vars.account`.'),
    verify: z
      .union([
        z.strictObject({ pin: pinHash.describe('The hash of the one PIN.') }),
        z.strictObject({
          pins: z
            .record(z.string().min(1).max(64), pinHash)
            .refine((pins) => Object.keys(pins).length >= 1 && Object.keys(pins).length <= 1_000, 'must be 1 to 1000 accounts')
            .meta({ minProperties: 1, maxProperties: 1_000 })
            // Otherwise the time that an answer takes would tell which accounts there are.
            .refine(
              (pins) => new Set(Object.values(pins).map(costOf)).size <= 1,
              'must be hashes of the same cost: make them again',
            )
            .meta({ minProperties: 1, maxProperties: 1_000 })
            .describe('Account to the hash of its PIN; `account` says which.'),
        }),
        z.strictObject({
          request: z
            .strictObject({
              method: requestFields.method.default('POST'),
              url: requestFields.url,
              headers: requestFields.headers,
              body: requestFields.body,
              timeout: requestFields.timeout,
            })
            .describe('Asks another system, as `request` does. `${pin}` is seen here and nowhere else.'),
          accept: z
            .string()
            .min(1)
            .max(1_000)
            .optional()
            .describe(
              'A CEL expression over `response` that is true of the right PIN. Without it, 2xx is right and other 4xx are wrong.',
            ),
        }),
      ])
      .describe('How it is checked: one PIN, one for each account, or another system.'),
    lockout: z
      .strictObject({
        attempts: z.int().min(1).max(20).default(5).describe('Wrong PINs, one after the other, that lock a caller out.'),
        for: duration({ min: '1m', max: '24h' }).prefault('15m').describe('For how long, after the last one.'),
      })
      .prefault({})
      .describe('Counted for each caller over all calls.'),
    whileWaiting: promptRef.optional().describe('What the caller hears while another system is asked.'),
    next: target.describe('The step that follows the right PIN.'),
  })
  .refine(digitLimits.hold, digitLimits.problem)
  .refine((step) => !('pins' in step.verify) || step.account !== undefined, {
    path: ['account'],
    message: 'must say whose PIN it is: "pins" has one for each account',
  })
  .meta({ anyOf: [{ required: ['account'] }, { properties: { verify: { not: { required: ['pins'] } } } }] });
type Authenticate = z.output<typeof schema>;

/** For whoever checks, beyond the request's own time. */
const graceMs = 6_000;
/** Reading a count, or working a hash out. */
const ownWorkMs = 3_000;

/** Lets a caller through who knows a PIN. What is typed stays in the step's memory until it has been checked (I8). */
export const authenticate = defineStep<Authenticate>({
  type: 'authenticate',
  summary: 'Asks for a PIN, and locks out who guesses.',
  schema,
  needsAnswer: () => true,
  listens: true,
  inherits: ['timeout', 'interDigitTimeout', 'maxAttempts', 'bargeIn'],
  outcomes: {
    ...inputOutcomes,
    denied: { summary: 'the PIN was wrong, and there are no attempts left in this call', otherwise: 'maxAttempts' },
    locked: { summary: 'too many wrong PINs, in this call or before: the caller is not asked', otherwise: 'denied' },
    error: { summary: 'nobody could say whether the PIN was right; the caller is not let through', otherwise: 'error' },
  },
  byFaultOnly: ({ verify }, declared) => [...('request' in verify ? [] : ['error']), ...attemptsNeverUsedUp(declared)],
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: (step) => [
    { kind: 'prompt', prompt: step.prompt, pointer: ['prompt'] },
    ...(step.whileWaiting === undefined
      ? []
      : [{ kind: 'prompt' as const, prompt: step.whileWaiting, pointer: ['whileWaiting'] }]),
    ...(step.account === undefined
      ? []
      : [{ kind: 'expression' as const, source: step.account, wanted: 'string' as const, pointer: ['account'] }]),
    ...('request' in step.verify ? outgoingUses(step.verify.request, ['verify', 'request'], { pin: true }) : []),
    ...('request' in step.verify && step.verify.accept !== undefined
      ? [
          {
            kind: 'expression' as const,
            source: step.verify.accept,
            outside: true as const,
            wanted: 'boolean' as const,
            pointer: ['verify', 'accept'],
          },
        ]
      : []),
  ],
  probe: (step, digits) => inputsFor(step, digits),
  request: (step, context) => ('request' in step.verify ? outgoingOf(step.verify.request, context) : undefined),
  verification,
  enter: (step, context) =>
    // A further attempt need not ask: whoever was locked out by the last one has been told.
    context.attempt > 1 ? askForDigits(questionOf(step, context), context) : check(step, context, 'lockout'),
  resume: (step, signal, context) => {
    const { memory } = context;
    switch (signal.kind) {
      case 'answered':
        return judged(step, context, signal.answer);
      case 'commandFailed':
        return signal.mark === 'verdict' ? unknown(context) : { go: wait(memory) };
      case 'carriedOn':
        return check(step, context, 'pin');
      default:
        break;
    }
    if (isAsking(memory)) {
      // The time for the first question is over; this one is timed by its silence.
      if (signal.kind === 'timedOut' && context.mediaInFlight) return { go: wait(memory) };
      return hearDigits(questionOf(step, context), signal, context);
    }
    switch (signal.kind) {
      case 'mediaOver':
      case 'mediaFailed':
        return { go: onItsWay(memory) ?? wait(memory) };
      case 'timedOut':
        return onItsWay(memory) === undefined ? unknown(context) : { go: onItsWay(memory) ?? wait(memory) };
      default:
        return { go: wait(memory) };
    }
  },
});

/** True while the caller is being asked, and nobody else. */
const isAsking = (memory: StepMemory): boolean =>
  typeof memory.pin !== 'string' && memory.asking !== 'lockout' && onItsWay(memory) === undefined;

function questionOf(step: Authenticate, context: StepContext): DigitQuestion {
  return {
    ...step,
    say: () => context.speak(step.prompt),
    done: (pin) => ({ go: { kind: 'carryOn', memory: { pin } } }),
  };
}

function check(step: Authenticate, context: StepContext, what: 'lockout' | 'pin'): Act {
  const { call, memory } = context;
  const waiting = what === 'pin' ? context.speak(step.whileWaiting) : [];
  const timeoutMs = what === 'pin' && 'request' in step.verify ? step.verify.request.timeout : ownWorkMs;
  const idempotencyKey = `${call.id}.${call.entries}`; // Of this attempt: each one is an entry.
  return {
    do: [
      ...(waiting.length === 0 ? [] : [{ kind: 'play' as const, mark: 'waiting', prompts: waiting }]),
      { kind: 'ask', mark: 'verdict', command: { kind: 'verifyPin', step: call.at.step, what, idempotencyKey, timeoutMs } },
    ],
    go: { kind: 'wait', memory: what === 'pin' ? memory : { asking: what }, wakeInMs: timeoutMs + graceMs },
  };
}

function judged(step: Authenticate, context: StepContext, answer: Answer): Act {
  const verdict = answer.kind === 'operation' && answer.ended === 'completed' ? answer.value : undefined;
  switch (verdict) {
    case 'unlocked':
      return context.memory.asking === 'lockout' ? askForDigits(questionOf(step, context), context) : unknown(context);
    case 'right':
      return typeof context.memory.pin === 'string' ? afterWords(context, goTo(step.next)) : unknown(context);
    case 'wrong':
      return { ...afterWords(context, again(step, context)), flush: true };
    case 'locked':
      return { ...afterWords(context, leaveBy('locked')), flush: true };
    default:
      return unknown(context);
  }
}

const again = (step: Authenticate, { attempt }: StepContext): Go => (attempt < step.maxAttempts ? tryAgain : leaveBy('denied'));

/** Nobody knows: the caller is not let through. */
const unknown = (context: StepContext): Act => ({ ...afterWords(context, leaveBy('error')), flush: true });

function verification(step: Authenticate, context: StepContext): Verification | undefined {
  const said = step.account === undefined ? undefined : context.evaluate(step.account);
  const account = typeof said === 'number' ? String(said) : said;
  if (step.account !== undefined && typeof account !== 'string') return undefined;
  const { pin } = context.memory;
  const by = verifierOf(step, context, typeof account === 'string' ? account : '');
  if (by === undefined) return undefined;
  return {
    pin: typeof pin === 'string' ? pin : '',
    ...(typeof account === 'string' ? { account } : {}),
    lockout: { attempts: step.lockout.attempts, forMs: step.lockout.for },
    by,
  };
}

function verifierOf({ verify }: Authenticate, context: StepContext, account: string): Verification['by'] | undefined {
  if ('pin' in verify) return { kind: 'hash', known: verify.pin, likeThis: verify.pin };
  if ('pins' in verify) {
    const [likeThis] = Object.values(verify.pins);
    const known = Object.hasOwn(verify.pins, account) ? verify.pins[account] : undefined;
    return likeThis === undefined ? undefined : { kind: 'hash', known, likeThis };
  }
  const { accept, request } = verify;
  return {
    kind: 'request',
    timeoutMs: request.timeout,
    judge: (status, body) => {
      if (status >= 500 || status === 408 || status === 429) return undefined; // It says nothing of the PIN.
      if (accept === undefined) return status >= 200 && status <= 299 ? true : status >= 400 ? false : undefined;
      const accepted = context.evaluateResponse(accept, { status, body });
      return typeof accepted === 'boolean' ? accepted : undefined;
    },
  };
}
