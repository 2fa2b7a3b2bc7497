import { z } from 'zod';
import type { Gathering } from '../../call/leg.ts';
import type { Destination } from '../../call/party.ts';
import { bringing, bringingTimeMs, doorOf, followBringing, makingMs, meetingOf } from '../bring-caller.ts';
import { type Act, defineStep, goTo, type StepContext, wait } from '../define-step.ts';
import { contactName, promptRef, target } from '../fields.ts';
import { failed, reasonFields, reasonUse, resultOf } from '../reason.ts';
import { waitingWords, waitOn } from '../waiting-words.ts';

const schema = z.strictObject({
  people: z
    .array(contactName)
    .min(1)
    .max(5)
    .refine((names) => new Set(names).size === names.length, 'name each contact once')
    .meta({ uniqueItems: true })
    .describe('Contacts who are called into the call: users, telephones, bots, resource accounts.'),
  organizer: contactName
    .optional()
    .describe('User in whose name a meeting is made for them to meet in. Needed to invite one person alone.'),
  whileWaiting: promptRef.optional().describe('What the caller hears until the others are called, again and again.'),
  ...reasonFields,
  next: target.describe('Where it goes on, with everybody in one call.'),
});
type Invite = z.output<typeof schema>;

/** How long it may take to learn who is there. */
const lookingMs = 10_000;

/** Calls people into the call. One with a single caller becomes a call with several people, in which the flow goes on. */
export const invite = defineStep<Invite>({
  type: 'invite',
  summary: 'Calls people into the call, so that the caller, they and the bot are together.',
  schema,
  needsAnswer: () => true,
  listens: false,
  inherits: [],
  outcomes: { failed: { summary: 'nobody could be called, or it is not permitted', otherwise: 'error' } },
  exits: ({ next }) => [{ name: 'next', target: next, pointer: ['next'] }],
  uses: (step) => [
    ...step.people.map((name, index) => ({
      kind: 'contact' as const,
      name,
      accepts: ['user', 'application', 'applicationInstance', 'phone'] as const,
      pointer: ['people', index],
    })),
    ...(step.organizer === undefined
      ? []
      : [{ kind: 'contact' as const, name: step.organizer, accepts: ['user'] as const, pointer: ['organizer'] }]),
    ...(step.whileWaiting === undefined
      ? []
      : [{ kind: 'prompt' as const, prompt: step.whileWaiting, pointer: ['whileWaiting'] }]),
    ...reasonUse(step),
  ],
  enter: (step, context) => {
    // Nobody is reported in a call that somebody else made one with several people.
    if (!context.call.multiparty && context.call.escalation !== undefined) return look('people');
    return call(step, context);
  },
  resume: (step, signal, context) => {
    switch (signal.kind) {
      case 'mediaOver':
      case 'mediaFailed':
        return { do: waitOn(step.whileWaiting, signal, context), go: wait(context.memory) };
      case 'answered': {
        const { answer } = signal;
        if (signal.mark === 'people') return call(step, context);
        if (signal.mark === 'together') return { go: goTo(step.next) };
        if (signal.mark === 'meet') return bring(step, context, doorOf(answer), { speaks: false });
        const came = answer.kind === 'operation' && answer.ended === 'completed';
        return decided(step, context, { came, code: resultOf(answer) });
      }
      case 'commandFailed':
        if (signal.mark === 'people') return call(step, context);
        if (signal.mark === 'together') return { go: goTo(step.next) };
        if (signal.mark === 'meet') return failed(step.reasonInto, signal.code);
        if (signal.command === 'invite') return decided(step, context, { came: false, code: signal.code });
        break;
      case 'timedOut': // Who has not picked up by now is not waited for.
        if (context.memory.together === true) return { go: goTo(step.next) };
        if (context.call.multiparty) return decided(step, context, { came: false, code: 'noAnswer', last: true });
        break;
      default:
        break;
    }
    return followBringing(context, signal, step.reasonInto) ?? { flush: signal.kind === 'tones', go: wait(context.memory) };
  },
});

/** Asks who is there, where nobody reports it: before somebody is called in, and for the flow to know who is together. */
function look(mark: 'people' | 'together'): Act {
  return {
    do: [{ kind: 'ask', mark, command: { kind: 'listParticipants' } }],
    go: { kind: 'wait', memory: { [mark]: true }, wakeInMs: lookingMs },
  };
}

/** Into the call as it is, when there are several already; else to where the caller can be brought. */
function call(step: Invite, context: StepContext): Act {
  const people = step.people.flatMap((name): readonly Destination[] => {
    const found = context.destination(name);
    return found === undefined ? [] : [found];
  });
  if (context.call.multiparty) return callIn(people);
  if (step.organizer !== undefined) return meet(step, context, step.organizer);
  // One person alone is called by a call of two, into which nobody can be brought (graph-calling, 1.2 and 1.9).
  return people.length < 2 ? failed(step.reasonInto, 'needsOrganizer') : bring(step, context, { kind: 'group', people });
}

/** One by one: several at once are taken only where the call has a chat (graph-calling, 1.9). */
function callIn(people: readonly Destination[]): Act {
  return {
    do: people.map((target, index) => ({
      kind: 'ask',
      mark: `call ${index}`,
      command: { kind: 'invite', people: [{ target }] },
    })),
    go: { kind: 'wait', memory: { open: people.length, came: false }, wakeInMs: bringingTimeMs },
  };
}

/** One of them has come, or has not. It goes on when all are decided, as long as somebody came. */
function decided(
  step: Invite,
  { memory, call: { escalation } }: StepContext,
  news: { readonly came: boolean; readonly code: string | undefined; readonly last?: boolean },
): Act {
  const open = typeof memory.open === 'number' && !news.last ? memory.open - 1 : 0;
  const came = news.came || memory.came === true;
  if (open > 0) return { go: wait({ open, came }) };
  if (!came) return failed(step.reasonInto, news.code);
  return escalation === undefined ? { go: goTo(step.next) } : look('together');
}

/** They meet in a meeting that is made for the call: there this step is entered again, and calls the people in. */
function meet(step: Invite, context: StepContext, organizer: string): Act {
  const owner = context.destination(organizer);
  if (owner?.kind !== 'user') return failed(step.reasonInto, 'notAMeeting');
  return {
    do: [waitingWords(step.whileWaiting, context), { kind: 'ask', mark: 'meet', command: meetingOf(context, owner.id) }],
    go: { kind: 'wait', wakeInMs: makingMs },
  };
}

function bring(step: Invite, context: StepContext, target: Gathering | undefined, { speaks } = { speaks: true }): Act {
  if (target === undefined) return failed(step.reasonInto, 'notAMeeting');
  const placed = bringing(context, target, target.kind === 'meeting' ? 'repeat' : step.next);
  if (placed === undefined) return failed(step.reasonInto, 'callerUnknown');
  const words = speaks ? [waitingWords(step.whileWaiting, context)] : [];
  return { do: [...words, placed], go: { kind: 'wait', wakeInMs: bringingTimeMs } };
}
