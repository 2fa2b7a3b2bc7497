import { z } from 'zod';
import { defineStep, goTo, wait } from '../define-step.ts';
import { target } from '../fields.ts';

const schema = z.strictObject({
  cases: z
    .array(
      z.strictObject({
        when: z.string().min(1).max(1_000).describe('A CEL expression that is true or false.'),
        next: target.describe('Where it goes on when it is true.'),
      }),
    )
    .min(1)
    .max(50)
    .describe('Looked at in order; the first true one wins.'),
  else: target.describe('Where to go when none is true.'),
});

/** The first true case. One that cannot be worked out, for example over data that never came, is not true. */
export const branch = defineStep<z.output<typeof schema>>({
  type: 'branch',
  summary: 'Goes where the first true condition leads.',
  schema,
  needsAnswer: () => false,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: (step) => [
    ...step.cases.map((one, index) => ({ name: `case ${index + 1}`, target: one.next, pointer: ['cases', index, 'next'] })),
    { name: 'else', target: step.else, pointer: ['else'] },
  ],
  uses: (step) =>
    step.cases.map((one, index) => ({
      kind: 'expression',
      source: one.when,
      wanted: 'boolean',
      pointer: ['cases', index, 'when'],
    })),
  enter: (step, context) => {
    const index = step.cases.findIndex((one) => context.evaluate(one.when) === true);
    const found = step.cases[index];
    return { go: found === undefined ? goTo(step.else, 'else') : goTo(found.next, `case ${index + 1}`) };
  },
  resume: () => ({ go: wait() }),
});
