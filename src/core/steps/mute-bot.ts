import { z } from 'zod';
import { mayHaveSeveral } from '../call/roster.ts';
import { defineStep, goTo, leaveBy, type StepKit, wait } from './define-step.ts';
import { target } from './fields.ts';
import { leaveBecause, reasonFields, tellingReason } from './reason.ts';

const schema = z.strictObject({ ...reasonFields, next: target.describe('Where it goes on.') });
type MuteBot = z.output<typeof schema>;

/** How long it may take. */
const mutingMs = 10_000;

/** `mute` and `unmute` are one step with two words. */
export function muteBot(type: 'mute' | 'unmute', summary: string): StepKit {
  return defineStep(
    tellingReason<MuteBot>({
      type,
      summary,
      schema,
      needsAnswer: () => true,
      listens: false,
      inherits: [],
      outcomes: { failed: { summary: 'Microsoft refused, or nobody knows; without it the step goes on', otherwise: 'next' } },
      byFaultOnly: () => ['failed'],
      exits: ({ next }) => [{ name: 'next', target: next, pointer: ['next'] }],
      uses: () => [],
      // Between one caller and the bot Graph refuses it (graph-calling, 1.7), and there would be nothing left to do.
      enter: (step, { call }) =>
        mayHaveSeveral(call)
          ? { do: [{ kind: 'ask', mark: type, command: { kind: type } }], go: { kind: 'wait', wakeInMs: mutingMs } }
          : { go: goTo(step.next) },
      resume: (step, signal, context) => {
        switch (signal.kind) {
          case 'answered': {
            const { answer } = signal;
            const isDone = answer.kind !== 'operation' || answer.ended === 'completed';
            return { go: isDone ? goTo(step.next) : leaveBy('failed') };
          }
          case 'commandFailed': // Nobody is lost because the bot can be heard: who declares no way out goes on.
            return { go: leaveBy('failed') };
          case 'timedOut':
            return leaveBecause('failed', 'UNCLEAR');
          default:
            return { go: wait(context.memory) };
        }
      },
    }),
  );
}
