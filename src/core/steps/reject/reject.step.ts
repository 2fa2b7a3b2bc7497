import { z } from 'zod';
import { defineStep, wait } from '../define-step.ts';

const schema = z.strictObject({
  reason: z.enum(['none', 'busy', 'forbidden']).default('none').describe('What the caller is told.'),
});

/** Turns the call away before it is answered. Once it is answered, this hangs up. */
export const reject = defineStep<z.output<typeof schema>>({
  type: 'reject',
  summary: 'Turns the call away before it is answered.',
  schema,
  needsAnswer: () => false,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: () => [],
  uses: () => [],
  enter: (step, context) => ({
    do: [context.call.state === 'incoming' ? { kind: 'reject', reason: step.reason } : { kind: 'hangUp' }],
    go: { kind: 'end', outcome: 'rejected' },
  }),
  resume: () => ({ go: wait() }),
});
