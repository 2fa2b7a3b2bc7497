import { z } from 'zod';
import type { Destination } from '../../call/party.ts';
import { defineStep, leaveBy, wait } from '../define-step.ts';
import { contactName, duration } from '../fields.ts';
import { leaveBecause, reasonFields, tellingReason } from '../reason.ts';

const schema = z.strictObject({
  to: z
    .union([contactName, z.array(contactName).min(1).max(25)])
    .describe('A contact, or up to 25 that ring together: the first to pick up wins.'),
  timeout: duration({ min: '15s', max: '90s' }).optional().describe('How long it rings. Graph decides when it is left out.'),
  ...reasonFields,
});
type Redirect = z.output<typeof schema>;

/** Sends the call on before it is answered; the bot is out of it as soon as Graph agrees. */
export const redirect = defineStep(
  tellingReason<Redirect>({
    type: 'redirect',
    summary: 'Sends the call on before it is answered.',
    schema,
    needsAnswer: () => false,
    listens: false,
    inherits: [],
    outcomes: { failed: { summary: 'Graph refused, or the call was answered already', otherwise: 'error' } },
    byFaultOnly: () => ['failed'],
    exits: () => [],
    uses: (step) =>
      names(step).map((name, index) => ({
        kind: 'contact' as const,
        name,
        accepts: [
          'user' as const,
          'application' as const,
          'applicationInstance' as const,
          'phone' as const,
          'voicemail' as const,
        ],
        pointer: Array.isArray(step.to) ? ['to', index] : ['to'],
      })),
    enter: (step, context) => {
      if (context.call.state !== 'incoming') return leaveBecause('failed', 'answeredAlready'); // Graph redirects unanswered calls only.
      const targets = names(step)
        .map((name) => context.destination(name))
        .filter((target): target is Destination => target !== undefined);
      if (targets.length === 0) return leaveBecause('failed', 'notFound');
      return {
        do: [{ kind: 'redirect', targets, ...(step.timeout === undefined ? {} : { timeoutMs: step.timeout }) }],
        go: wait(),
      };
    },
    resume: (_step, signal) => (signal.kind === 'commandFailed' ? { go: leaveBy('failed') } : { go: wait() }),
  }),
);

function names(step: Redirect): readonly string[] {
  return typeof step.to === 'string' ? [step.to] : step.to;
}
