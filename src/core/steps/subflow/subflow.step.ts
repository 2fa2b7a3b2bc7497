import { z } from 'zod';
import type { VarValue } from '../../call/call.ts';
import { defineStep, goTo, leaveBy, wait } from '../define-step.ts';
import { target, variableName } from '../fields.ts';

const schema = z.strictObject({
  flow: z.string().min(1).max(64).describe('The flow that is called: the name of its folder.'),
  with: z
    .record(variableName, z.string().min(1).max(1_000))
    .default({})
    .describe('What it is given: the name of each of its `inputs`, to a CEL expression over the variables here.'),
  into: z
    .record(variableName, z.string().min(1).max(64))
    .default({})
    .describe('What is taken from it: a variable here, to the name of one of its `outputs`.'),
  next: target.describe('The step that follows when it has returned.'),
});

/** Another flow as a step of this one: its own steps, variables, prompts and keys, with declared inputs and outputs. */
export const subflow = defineStep<z.output<typeof schema>>({
  type: 'subflow',
  summary: 'Calls another flow and goes on when it returns.',
  schema,
  needsAnswer: () => false, // The first of its steps that needs the caller answers the call.
  listens: false,
  inherits: [],
  outcomes: {},
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: (step) => [{ kind: 'flow', name: step.flow, inputs: step.with, into: step.into, pointer: ['flow'] }],
  enter: (step, context) => {
    const inputs: { [name: string]: VarValue } = {};
    for (const [name, source] of Object.entries(step.with)) {
      const value = context.evaluate(source);
      if (value === undefined) return { go: leaveBy('error') };
      inputs[name] = value;
    }
    return { go: { kind: 'callFlow', flow: step.flow, inputs } };
  },
  resume: (step, signal) => {
    switch (signal.kind) {
      case 'returned': {
        const taken = Object.entries(step.into).flatMap(([variable, output]) => {
          const value = signal.outputs[output];
          return value === undefined ? [] : [[variable, value] as const];
        });
        return { set: Object.fromEntries(taken), go: goTo(step.next) };
      }
      case 'returnedInError':
        return { go: leaveBy('error') };
      default:
        return { go: wait() };
    }
  },
});
