import { z } from 'zod';
import { defineStep, goTo } from '../define-step.ts';
import { contactName, target } from '../fields.ts';

const schema = z.strictObject({
  to: z
    .union([contactName, z.array(contactName).min(1).max(10)])
    .describe('Who is told: a contact that has a `notify` in contacts.jsonc, or several.'),
  title: z.string().min(1).max(200).optional().describe('The headline, or the subject of a mail; may hold `${ }`.'),
  template: z.string().min(1).max(2_000).describe('What they are told; may hold `${ }`, but nothing sensitive.'),
  next: target.describe('The step that follows at once.'),
});
type Notify = z.output<typeof schema>;

/** Tells people outside the call. They are told when the queue comes to it, so the caller never waits. */
export const notify = defineStep<Notify>({
  type: 'notify',
  summary: 'Tells people by webhook, Teams or mail, and goes on at once.',
  schema,
  needsAnswer: () => false,
  listens: false,
  reachesPeople: () => false,
  inherits: [],
  outcomes: {},
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: (step) => [
    ...(typeof step.to === 'string'
      ? [{ kind: 'told' as const, name: step.to, pointer: ['to'] }]
      : step.to.map((name, index) => ({ kind: 'told' as const, name, pointer: ['to', index] }))),
    ...(step.title === undefined ? [] : [{ kind: 'message' as const, text: step.title, pointer: ['title'] }]),
    { kind: 'message', text: step.template, pointer: ['template'] },
  ],
  enter: (step, context) => ({
    do: [
      {
        kind: 'notifyContacts',
        to: typeof step.to === 'string' ? [step.to] : step.to,
        ...(step.title === undefined ? {} : { title: context.written(step.title) }),
        text: context.written(step.template),
      },
    ],
    go: goTo(step.next),
  }),
  resume: (step) => ({ go: goTo(step.next) }),
});
