import { z } from 'zod';
import { type Act, defineStep, leaveBy, type StepContext, wait } from '../define-step.ts';
import { contactName, duration, promptRef } from '../fields.ts';
import { afterTransfer, transferOutcomes } from '../transfer-outcomes.ts';

const schema = z.strictObject({
  to: contactName.describe('A contact: a user, a bot, auto attendant or call queue (applicationInstance), a phone, a voicemail.'),
  announce: promptRef.optional().describe('Played before the caller is sent on.'),
  timeout: duration({ min: '10s', max: '5m' })
    .prefault('60s')
    .describe('When nothing is heard of the transfer for this long: on.noAnswer.'),
});
type Transfer = z.output<typeof schema>;

/** Blind transfer. One that fails comes back to the flow. */
export const transfer = defineStep<Transfer>({
  type: 'transfer',
  summary: 'Transfers the caller to a contact.',
  schema,
  needsAnswer: () => true,
  listens: false,
  inherits: [],
  outcomes: transferOutcomes,
  exits: () => [],
  uses: (step) => [
    {
      kind: 'contact',
      name: step.to,
      accepts: ['user', 'application', 'applicationInstance', 'phone', 'voicemail'],
      pointer: ['to'],
    },
    ...(step.announce === undefined ? [] : [{ kind: 'prompt' as const, prompt: step.announce, pointer: ['announce'] }]),
  ],
  enter: (step, context) => {
    const prompts = context.speak(step.announce);
    if (prompts.length === 0) return send(step, context);
    return { do: [{ kind: 'play', mark: 'announce', prompts }], go: wait() };
  },
  resume: (step, signal, context) => {
    switch (signal.kind) {
      case 'mediaOver':
      case 'mediaFailed': // Reaching somebody matters more than the announcement.
        return send(step, context);
      case 'tones':
        return { go: wait(context.memory) };
      default:
        return afterTransfer(signal);
    }
  },
});

function send(step: Transfer, context: StepContext): Act {
  const target = context.destination(step.to);
  if (target === undefined) return { go: leaveBy('failed') };
  return { do: [{ kind: 'transfer', target }], go: { kind: 'wait', wakeInMs: step.timeout } };
}
