import { z } from 'zod';
import { type CallTag, limits } from '../../call/call.ts';
import { defineStep, goTo, type StepContext, wait } from '../define-step.ts';
import { target } from '../fields.ts';

const label = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, 'use letters, digits, - and _, beginning with a letter, at most 32 characters');

const schema = z.strictObject({
  outcome: z
    .string()
    .min(1)
    .max(64)
    .describe(
      'The milestone that has been reached, in a word that reports count. The last one is the outcome of a `hangup` that names none.',
    ),
  labels: z
    .record(label, z.string().min(1).max(1_000))
    .refine((labels) => Object.keys(labels).length <= limits.labels, `at most ${limits.labels} labels`)
    .meta({ maxProperties: limits.labels })
    .optional()
    .describe("Label to CEL expression: what reports can be divided by. Nothing that is the caller's can be a label."),
  next: target.describe('The step that follows.'),
});
type Tag = z.output<typeof schema>;

/** Marks a milestone in the call and in its history. What it keeps is bounded, and the checker keeps the caller's values out. */
export const tag = defineStep<Tag>({
  type: 'tag',
  summary: 'Marks an outcome or a milestone for the reports.',
  schema,
  needsAnswer: () => false,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: (step) =>
    Object.entries(step.labels ?? {}).map(([name, source]) => ({
      kind: 'expression',
      source,
      wanted: 'any',
      kept: true,
      pointer: ['labels', name],
    })),
  enter: (step, context) => {
    const labels = labelsOf(step, context);
    return {
      tag: { outcome: step.outcome, ...(Object.keys(labels).length > 0 && { labels }) },
      go: goTo(step.next),
    };
  },
  resume: () => ({ go: wait() }),
});

/** A label that cannot be worked out, or is no plain value, is left out: a report must not cost a caller anything. */
function labelsOf({ labels = {} }: Tag, context: StepContext): NonNullable<CallTag['labels']> {
  const kept: { [name: string]: string | number | boolean } = {};
  for (const [name, source] of Object.entries(labels)) {
    const value = context.evaluate(source);
    if (typeof value === 'string') kept[name] = value.slice(0, limits.labelText);
    else if (typeof value === 'number' || typeof value === 'boolean') kept[name] = value;
  }
  return kept;
}
