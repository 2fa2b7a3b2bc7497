import { z } from 'zod';
import { type BuiltInWords, ownWords } from '../../call/built-in-words.ts';
import type { StepMemory } from '../../call/call.ts';
import type { PromptItem } from '../../call/prompt-item.ts';
import { isDigit } from '../../call/tone.ts';
import { attemptsNeverUsedUp, inputOutcomes } from '../attempts.ts';
import { type Act, defineStep, leaveBy, type PersonFound, type StepContext, tryAgain, wait } from '../define-step.ts';
import { bargeIn, interDigitTimeout, maxAttempts, promptRef, timeout } from '../fields.ts';
import { afterTransfer, transferOutcomes } from '../transfer-outcomes.ts';

const schema = z.strictObject({
  scope: z.string().min(1).max(64).describe('Whom callers can ask for: a file of `directories/`, without its ending.'),
  by: z
    .enum(['name', 'extension', 'both'])
    .default('both')
    .describe('Whether the letters of a name are typed, an extension, or either.'),
  prompt: promptRef.describe('How to ask, for example "Enter the first letters of the name, then press pound."'),
  minLetters: z.int().min(1).max(6).default(2).describe('With fewer letters nothing is looked for.'),
  announce: promptRef.optional().describe('Played before the caller is sent on.'),
  timeout: timeout.describe('How long to wait for the first key after the prompt.'),
  interDigitTimeout: interDigitTimeout.describe(
    'How long to wait for each further key; then it is looked for. Pound looks at once.',
  ),
  maxAttempts: maxAttempts.describe('How often to ask; no-input and no-match count together.'),
  bargeIn: bargeIn.describe('Whether a key cuts the prompt short.'),
});
type Directory = z.output<typeof schema>;

/** Names that are read out at once: keys 1 to 6, 9 for more. */
const atOnce = 6;
/** With more names than this the caller is asked for more letters: nobody listens to four rounds of names. */
const mostRead = 18;
const joiningMs = 60_000;

/** Finds somebody by the letters of a name or an extension, and connects the caller. */
export const directory = defineStep<Directory>({
  type: 'directory',
  summary: 'Finds a person by name or extension and transfers the caller.',
  schema,
  needsAnswer: () => true,
  listens: true,
  inherits: ['timeout', 'interDigitTimeout', 'maxAttempts', 'bargeIn'],
  outcomes: {
    notFound: { summary: 'nobody was found in all attempts', otherwise: 'maxAttempts' },
    ...inputOutcomes,
    ...transferOutcomes,
  },
  // With extensions, anything that was typed is looked for.
  byFaultOnly: ({ by }, declared) =>
    by === 'name' ? attemptsNeverUsedUp(declared) : ['noMatch', ...attemptsNeverUsedUp(declared, ['noInput'])],
  exits: () => [],
  uses: (step) => [
    { kind: 'directory', name: step.scope, pointer: ['scope'] },
    { kind: 'prompt', prompt: step.prompt, pointer: ['prompt'] },
    ...(step.announce === undefined ? [] : [{ kind: 'prompt' as const, prompt: step.announce, pointer: ['announce'] }]),
  ],
  enter: (step, context) => (context.waiting.length > 0 ? type(step, context, '') : ask(step, context.speak(step.prompt))),
  resume: (step, signal, context) => {
    const { keys, choosing, chosen } = read(context.memory);
    if (context.memory.sorry === true) return { go: signal.kind === 'timedOut' ? leaveBy('error') : tryAgain };
    if (chosen !== undefined) {
      if (signal.kind === 'mediaOver' || signal.kind === 'mediaFailed') return send(step, context, chosen);
      return signal.kind === 'tones' ? { flush: true, go: wait(context.memory) } : afterTransfer(signal);
    }
    switch (signal.kind) {
      case 'tones':
        return choosing === undefined ? type(step, context, keys) : choose(step, context, keys, choosing);
      case 'mediaOver':
        if (choosing !== undefined || keys === '') return missed(step, context, 'noInput');
        return look(step, context, keys);
      case 'timedOut':
        return missed(step, context, 'noInput');
      case 'mediaFailed':
        return { go: leaveBy('error') };
      default:
        return { go: wait(context.memory) };
    }
  },
});

const silence = (durationMs: number): PromptItem => ({ kind: 'silence', durationMs });

function ask(step: Directory, words: readonly PromptItem[], keys = ''): Act {
  return {
    do: [{ kind: 'cancel' }, { kind: 'play', mark: 'ask', prompts: [...words, silence(step.timeout)] }],
    go: wait({ keys }),
  };
}

/** Adds the keys that are waiting; pound looks at once, star begins anew. */
function type(step: Directory, context: StepContext, before: string): Act {
  let keys = before;
  let used = 0;
  for (const tone of context.waiting) {
    used += 1;
    if (tone === '#') return { ...look(step, context, keys), consume: used };
    if (tone === '*') return { ...ask(step, context.speak(step.prompt)), consume: used };
    if (isDigit(tone)) keys = `${keys}${tone}`.slice(0, 20);
  }
  return {
    consume: used,
    do: [{ kind: 'cancel' }, { kind: 'play', mark: 'more', prompts: [silence(step.interDigitTimeout)] }],
    go: wait({ keys }),
  };
}

function look(step: Directory, context: StepContext, keys: string): Act {
  if (keys.length < step.minLetters && step.by === 'name') return missed(step, context, 'noMatch');
  const found = context.people(step.scope, keys, step.by);
  if (found.length === 0) return missed(step, context, 'notFound');
  if (found.length > mostRead) return { flush: true, ...ask(step, [own(context, ({ tooMany }) => tooMany(found.length))], keys) };
  return { flush: true, ...readOut(step, context, keys, found, 0) };
}

function readOut(step: Directory, context: StepContext, keys: string, found: readonly PersonFound[], from: number): Act {
  const shown = found.slice(from, from + atOnce);
  const [only] = found;
  const words =
    found.length === 1 && only !== undefined
      ? [own(context, ({ one }) => one(only.name))]
      : [
          ...shown.map(({ name }, index) => own(context, ({ choice }) => choice(name, index + 1))),
          ...(from + atOnce < found.length ? [own(context, ({ more }) => more)] : []),
          own(context, ({ again }) => again),
        ];
  return {
    do: [{ kind: 'cancel' }, { kind: 'play', mark: 'names', prompts: [...words, silence(step.timeout)] }],
    go: wait({ keys, choosing: from }),
  };
}

function choose(step: Directory, context: StepContext, keys: string, from: number): Act {
  const [tone] = context.waiting;
  if (tone === undefined) return { go: wait(context.memory) };
  if (tone === '*') return { consume: 1, ...ask(step, context.speak(step.prompt)) };
  const found = context.people(step.scope, keys, step.by);
  if (tone === '9' && from + atOnce < found.length) return { consume: 1, ...readOut(step, context, keys, found, from + atOnce) };
  const index = isDigit(tone) ? Number(tone) - 1 : -1;
  const person = index >= 0 && index < atOnce ? found[from + index] : undefined;
  if (person === undefined) return { flush: true, ...readOut(step, context, keys, found, from) };
  const announce = context.speak(step.announce);
  const chosen: Chosen = { keys, at: from + index };
  if (announce.length === 0) return { consume: 1, ...send(step, context, chosen) };
  return {
    consume: 1,
    do: [{ kind: 'cancel' }, { kind: 'play', mark: 'announce', prompts: announce }],
    go: wait({ keys, chosen: chosen.at }),
  };
}

function send(step: Directory, context: StepContext, { keys, at }: Chosen): Act {
  const person = context.people(step.scope, keys, step.by)[at];
  if (person === undefined) return { go: leaveBy('failed') };
  return {
    do: [{ kind: 'transfer', target: person.to }],
    go: { kind: 'wait', memory: { keys, chosen: at }, wakeInMs: joiningMs },
  };
}

function own({ call }: StepContext, pick: (words: BuiltInWords['directory']) => string): PromptItem {
  return ownWords(call.language, ({ directory }) => pick(directory));
}

/** Another attempt, with a word about why when there is one; after the last, the way out. */
function missed(step: Directory, context: StepContext, why: 'noInput' | 'noMatch' | 'notFound'): Act {
  if (why !== 'notFound' && context.declared(why) !== undefined) return { flush: true, go: leaveBy(why) };
  if (context.attempt >= step.maxAttempts) return { flush: true, go: leaveBy(why === 'notFound' ? 'notFound' : 'maxAttempts') };
  if (why !== 'notFound') return { flush: true, go: tryAgain };
  return {
    flush: true,
    do: [{ kind: 'cancel' }, { kind: 'play', mark: 'sorry', prompts: [own(context, ({ nobody }) => nobody)] }],
    go: wait({ sorry: true }),
  };
}

interface Chosen {
  readonly keys: string;
  /** The place among those whom the keys mean. */
  readonly at: number;
}

function read({ keys, choosing, chosen }: StepMemory) {
  const typed = typeof keys === 'string' ? keys : '';
  return {
    keys: typed,
    choosing: typeof choosing === 'number' ? choosing : undefined,
    chosen: typeof chosen === 'number' ? { keys: typed, at: chosen } : undefined,
  };
}
