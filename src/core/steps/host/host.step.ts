import { z } from 'zod';
import { holds } from '../../call/roster.ts';
import { readGuest, resultCode } from '../bring-caller.ts';
import { type Act, type Doing, defineStep, goTo, type StepContext, wait } from '../define-step.ts';

/** How long the caller may take to be there. */
const bringingMs = 45_000;

/**
 * Begins a call with several people that the bot has placed for a caller: it brings the caller over, whose own call is
 * dropped by that, and the flow goes on here. Not for authors: the engine adds it to every flow, for legs to begin with.
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
  enter: (_step, context) => {
    const guest = readGuest(context.memory);
    const replaces = context.call.placedBy?.callId;
    if (guest === undefined || replaces === undefined) return fail('callerUnknown');
    return {
      do: [
        { kind: 'ask', mark: 'bring', command: { kind: 'invite', people: [{ target: guest.person, replacesCallId: replaces }] } },
      ],
      go: { kind: 'wait', memory: context.memory, wakeInMs: bringingMs },
    };
  },
  resume: (_step, signal, context) => {
    switch (signal.kind) {
      case 'answered':
        if (signal.answer.kind === 'operation' && signal.answer.ended === 'completed') return arrived(context);
        return isThere(context)
          ? arrived(context)
          : fail((signal.answer.kind === 'operation' && resultCode(signal.answer.result)) || 'notReached');
      case 'commandFailed':
        // Of one that got no answer the roster tells, and the end of the caller's own call.
        return signal.why === 'unclear' ? { go: wait(context.memory) } : fail(signal.code);
      case 'timedOut':
        return isThere(context) ? arrived(context) : fail('noAnswer');
      default: // The end of the caller's own call, too: it is what bringing them over looks like from there.
        return { flush: signal.kind === 'tones', go: wait(context.memory) };
    }
  },
});

function arrived(context: StepContext): Act {
  const guest = readGuest(context.memory);
  if (guest === undefined) return fail('callerUnknown');
  const callIn: readonly Doing[] = guest.callIn === undefined ? [] : [{ kind: 'callIn', ...guest.callIn }];
  return { do: [{ kind: 'tellPlacer', state: 'accepted' }, ...callIn], go: goTo(guest.next) };
}

function fail(outcome: string): Act {
  return {
    do: [{ kind: 'tellPlacer', state: 'declined', outcome }, { kind: 'hangUp' }],
    go: { kind: 'end', outcome: 'notBrought' },
  };
}

function isThere({ call, memory }: StepContext): boolean {
  const guest = readGuest(memory);
  return guest !== undefined && holds(call.roster, guest.person);
}
