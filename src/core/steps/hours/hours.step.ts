import { z } from 'zod';
import { defineStep, goTo, leaveBy, wait } from '../define-step.ts';
import { scheduleName, target } from '../fields.ts';

const schema = z.strictObject({
  schedule: scheduleName.describe('A schedule in `schedules.jsonc`.'),
  open: target.describe('Where to go when it is open.'),
  closed: target.describe('Where to go when it is closed.'),
  holiday: target.optional().describe('Where to go on a holiday; like `closed` when left out.'),
});

/** Opening hours: decided by the schedule that the call began with, at the moment at which the caller comes by. */
export const hours = defineStep<z.output<typeof schema>>({
  type: 'hours',
  summary: 'Goes one way when a schedule is open, another when it is closed or has a holiday.',
  schema,
  needsAnswer: () => false,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: (step) => [
    { name: 'open', target: step.open, pointer: ['open'] },
    { name: 'closed', target: step.closed, pointer: ['closed'] },
    ...(step.holiday === undefined ? [] : [{ name: 'holiday', target: step.holiday, pointer: ['holiday'] }]),
  ],
  uses: (step) => [{ kind: 'schedule', name: step.schedule, pointer: ['schedule'] }],
  enter: (step, context) => {
    switch (context.opening(step.schedule)) {
      case 'open':
        return { go: goTo(step.open, 'open') };
      case 'closed':
        return { go: goTo(step.closed, 'closed') };
      case 'holiday':
        return { go: step.holiday === undefined ? goTo(step.closed, 'closed') : goTo(step.holiday, 'holiday') };
      case undefined:
        return { go: leaveBy('error') }; // No flow with such a step passes the checker.
    }
  },
  resume: () => ({ go: wait() }),
});
