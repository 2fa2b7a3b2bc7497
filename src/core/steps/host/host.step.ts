import { z } from 'zod';
import type { Answer } from '../../call/answer.ts';
import { ownWords } from '../../call/built-in-words.ts';
import type { PromptItem } from '../../call/prompt-item.ts';
import { holds, isSomebody } from '../../call/roster.ts';
import { readGuest } from '../bring-caller.ts';
import { type Act, type Doing, defineStep, goTo, type StepContext, wait } from '../define-step.ts';
import { listedPeople } from '../listed-people.ts';
import { resultCode } from '../reason.ts';

/** The caller is moved, nobody has to pick up: what is not reported by then may have been lost. */
const movingMs = 8_000;
/** Between two looks: the words that are heard meanwhile, and this; should nothing be heard, so long. */
const pause: PromptItem = { kind: 'silence', durationMs: 1_500 };
const lookAgainMs = 5_000;
/** So many looks before the caller is left where they are. */
const mostLooks = 10;
/** So many looks in a row without the caller, and they are brought over once more. */
const looksBeforeAgain = 2;

/**
 * Begins a call with several people that the bot has placed for a caller: it brings the caller over, whose own call is
 * dropped by that, and the flow goes on here. Whoever was called is here already and waits, so a report that is late or lost,
 * and a request of which nobody knows, cost seconds and not the whole call: Graph is asked who is here, and while the caller
 * is not, and their own call goes on, they are brought over again, which rings nowhere. Not for authors: the engine adds it
 * to every flow, for legs to begin with.
 */
export const host = defineStep<Record<string, never>>({
  type: '$host',
  summary: 'Brings a caller into a call with several people, where the flow goes on.',
  schema: z.strictObject({}),
  needsAnswer: () => true,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: () => [],
  uses: () => [],
  enter: (_step, context) => bring(context, movingMs),
  resume: (_step, signal, context) => {
    switch (signal.kind) {
      case 'answered': {
        const { answer, mark } = signal;
        if (mark === 'look') return isListed(answer, context) ? arrived(context) : notThereYet(context);
        if (answer.kind === 'operation' && answer.ended === 'completed') return arrived(context);
        return refused(context, answer.kind === 'operation' ? resultCode(answer.result) : undefined);
      }
      case 'commandFailed':
        if (signal.mark === 'look') return notThereYet(context);
        return signal.why === 'unclear' ? look(context) : refused(context, signal.code);
      case 'partnerGone': // The end of the caller's own call: brought over, or hung up.
        if (isThere(context)) return arrived(context);
        return { go: { kind: 'wait', memory: { ...context.memory, callerLeft: true }, wakeInMs: lookAgainMs } };
      case 'mediaOver':
      case 'timedOut':
        return isThere(context) ? arrived(context) : look(context);
      case 'mediaFailed': // Words that cannot be had are not tried for ever.
        return looksSoFar(context) < mostLooks / 2 ? look(context) : { go: wait(context.memory) };
      default:
        return { flush: signal.kind === 'tones', go: wait(context.memory) };
    }
  },
});

function bring({ call, memory }: StepContext, wakeInMs: number): Act {
  const guest = readGuest(memory);
  const replaces = call.placedBy?.callId;
  if (guest === undefined || replaces === undefined) return fail('callerUnknown');
  const people = [{ target: guest.person, replacesCallId: replaces }];
  return { do: [{ kind: 'ask', mark: 'bring', command: { kind: 'invite', people } }], go: { kind: 'wait', memory, wakeInMs } };
}

/** A refusal of the first request is one; of a later one it may say that the first was taken. */
function refused(context: StepContext, code: string | undefined): Act {
  if (isThere(context)) return arrived(context);
  return looksSoFar(context) === 0 ? fail(code ?? 'notReached') : { go: wait(context.memory) };
}

function look(context: StepContext): Act {
  const { call, memory, mediaInFlight } = context;
  const looks = looksSoFar(context) + 1;
  const words: readonly Doing[] = mediaInFlight
    ? []
    : [{ kind: 'play', mark: 'joining', prompts: [ownWords(call.language, ({ joining }) => joining), pause] }];
  return {
    do: [...words, { kind: 'ask', mark: 'look', command: { kind: 'listParticipants' } }],
    go: { kind: 'wait', memory: { ...memory, looks }, wakeInMs: lookAgainMs },
  };
}

/** Somebody whose own call is over, and who is not here soon after, has hung up. */
function notThereYet(context: StepContext): Act {
  const looks = looksSoFar(context);
  const hasLeft = context.memory.callerLeft === true;
  if (looks >= (hasLeft ? looksBeforeAgain : mostLooks)) return fail('noAnswer');
  if (!hasLeft && looks > 0 && looks % looksBeforeAgain === 0) return bring(context, lookAgainMs);
  return { go: wait(context.memory) };
}

const looksSoFar = ({ memory }: StepContext): number => Number(memory.looks ?? 0);

function isListed(answer: Answer, { memory }: StepContext): boolean {
  const guest = readGuest(memory);
  const everybody = answer.kind === 'operation' ? listedPeople(answer.value) : [];
  return guest !== undefined && everybody.some((one) => isSomebody(one, guest.person));
}

function arrived(context: StepContext): Act {
  const guest = readGuest(context.memory);
  if (guest === undefined) return fail('callerUnknown');
  const callIn: readonly Doing[] = guest.callIn === undefined ? [] : [{ kind: 'callIn', ...guest.callIn }];
  return { do: [{ kind: 'tellPlacer', state: 'accepted' }, ...callIn], go: goTo(guest.next) };
}

function fail(outcome: string): Act {
  return {
    do: [{ kind: 'cancel' }, { kind: 'tellPlacer', state: 'declined', outcome }, { kind: 'hangUp' }],
    go: { kind: 'end', outcome: 'notBrought' },
  };
}

function isThere({ call, memory }: StepContext): boolean {
  const guest = readGuest(memory);
  return guest !== undefined && holds(call.roster, guest.person);
}
