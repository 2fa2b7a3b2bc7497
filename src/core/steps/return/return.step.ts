import { z } from 'zod';
import { defineStep, wait } from '../define-step.ts';

const schema = z.strictObject({});

/** The end of a flow that others call. A call that began with this very flow has nowhere to return to, and ends. */
export const returnStep = defineStep<z.output<typeof schema>>({
  type: 'return',
  summary: 'Returns to the flow that called this one, with its outputs as they stand.',
  schema,
  needsAnswer: () => false,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: () => [],
  uses: () => [],
  enter: () => ({ go: { kind: 'return' } }),
  resume: () => ({ go: wait() }),
});
