import { z } from 'zod';
import type { VarValue } from '../../call/call.ts';
import { defineStep, goTo, leaveBy, wait } from '../define-step.ts';
import { target, variableName } from '../fields.ts';

const schema = z.strictObject({
  vars: z
    .record(variableName, z.union([z.string().max(1_000), z.number(), z.boolean()]))
    .describe('Variable to value: a number or true/false as it stands, a string as a CEL expression.'),
  next: target.describe('The step that follows.'),
});

/** Gives variables their values, in the order of the file; a later one sees the earlier ones as they were before. */
export const set = defineStep<z.output<typeof schema>>({
  type: 'set',
  summary: 'Sets variables.',
  schema,
  needsAnswer: () => false,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: (step) =>
    Object.entries(step.vars).flatMap(([name, value]) => [
      { kind: 'variable' as const, name, at: 'key' as const, type: literalType(value), pointer: ['vars', name] },
      ...(typeof value === 'string'
        ? [{ kind: 'expression' as const, source: value, wanted: 'any' as const, pointer: ['vars', name] }]
        : []),
    ]),
  enter: (step, context) => {
    const values: { [name: string]: VarValue } = {};
    for (const [name, value] of Object.entries(step.vars)) {
      const result = typeof value === 'string' ? context.evaluate(value) : value;
      if (result === undefined) return { go: leaveBy('error') };
      values[name] = result;
    }
    return { set: values, go: goTo(step.next) };
  },
  resume: () => ({ go: wait() }),
});

/** A string is an expression: what it gives is the expression checker's to say. */
function literalType(value: string | number | boolean): 'number' | 'boolean' | 'any' {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'any';
}
