import { z } from 'zod';
import { defineStep, goTo, type StepKit, wait } from './define-step.ts';
import { target } from './fields.ts';

const schema = z.strictObject({ next: target.describe('Where it goes on.') });
type MuteBot = z.output<typeof schema>;

/** How long it may take. */
const mutingMs = 10_000;

/** `mute` and `unmute` are one step with two words. */
export function muteBot(type: 'mute' | 'unmute', summary: string): StepKit {
  return defineStep<MuteBot>({
    type,
    summary,
    schema,
    needsAnswer: () => true,
    listens: false,
    inherits: [],
    outcomes: {},
    exits: ({ next }) => [{ name: 'next', target: next, pointer: ['next'] }],
    uses: () => [],
    // Between one caller and the bot Graph refuses it (graph-calling, 1.7), and there would be nothing left to do.
    enter: (step, { call }) =>
      call.multiparty
        ? { do: [{ kind: 'ask', mark: type, command: { kind: type } }], go: { kind: 'wait', wakeInMs: mutingMs } }
        : { go: goTo(step.next) },
    resume: (step, signal, context) => {
      switch (signal.kind) {
        case 'answered':
        case 'commandFailed': // The log tells why. Nobody is lost because the bot can be heard.
        case 'timedOut':
          return { go: goTo(step.next) };
        default:
          return { go: wait(context.memory) };
      }
    },
  });
}
