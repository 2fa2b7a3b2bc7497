import { z } from 'zod';
import type { Party } from '../../call/party.ts';
import { defineStep, goTo, type StepContext, wait } from '../define-step.ts';
import { target } from '../fields.ts';
import { shareOf } from './share-of.ts';

const portions = z
  .record(target, z.number().min(0).max(1_000_000))
  .refine((shares) => Object.keys(shares).length >= 2, 'name at least two steps, for example { "trial": 20, "usual": 80 }')
  .refine((shares) => Object.keys(shares).length <= 20, 'name at most 20 steps')
  .meta({ minProperties: 2, maxProperties: 20, examples: [{ trial: 20, usual: 80 }] });

const schema = z
  .strictObject({
    shares: portions
      .refine(
        (shares) => Math.abs(sumOf(shares) - 100) < 1e-9,
        'the shares are percent and must add up to 100; for any numbers write "weights"',
      )
      .optional()
      .describe('Step to percent; together 100.'),
    weights: portions
      .refine((shares) => sumOf(shares) > 0, 'one weight at least must be more than 0')
      .optional()
      .describe('Instead of `shares`: step to any number, in proportion to which calls are shared out.'),
    by: z
      .enum(['caller', 'call'])
      .default('caller')
      .describe('`caller`: the same caller always goes the same way. `call`: each call is shared out anew.'),
  })
  .refine(({ shares, weights }) => (shares === undefined) !== (weights === undefined), {
    message: 'write either "shares", in percent, or "weights"',
    path: ['shares'],
  })
  .meta({ oneOf: [{ required: ['shares'] }, { required: ['weights'] }] });
type Split = z.output<typeof schema>;

/**
 * Shares calls out over steps. A caller goes the same way each time, by a hash of who calls, the flow and the step; who
 * withholds the number is somebody else with each call. Shares lie side by side in the order of the file, so that making
 * the first one larger moves only callers towards it.
 */
export const split = defineStep<Split>({
  type: 'split',
  summary: 'Shares calls out over several steps; the same caller goes the same way each time.',
  schema,
  needsAnswer: () => false,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: (step) => {
    const member = step.shares === undefined ? 'weights' : 'shares';
    return Object.keys(portionsOf(step)).map((to) => ({ name: to, target: to, at: 'key', pointer: [member, to] }));
  },
  uses: () => [],
  enter: (step, context) => {
    const to = pick(portionsOf(step), placeOf(step, context));
    return { go: goTo(to, to) };
  },
  resume: () => ({ go: wait() }),
});

type Portions = { readonly [target: string]: number };
const portionsOf = (step: Split): Portions => step.shares ?? step.weights ?? {};
const sumOf = (shares: Portions): number => Object.values(shares).reduce((sum, share) => sum + share, 0);

function placeOf({ by }: Split, { call }: StepContext): number {
  const who = by === 'call' ? undefined : keyOf(call.caller);
  return shareOf(call.flow.name, call.at.step, who ?? call.id);
}

/** What the same caller is known by again; undefined when there is nothing. */
function keyOf(caller: Party): string | undefined {
  switch (caller.kind) {
    case 'phone':
      return caller.number;
    case 'unknown':
      return undefined;
    default:
      return caller.id;
  }
}

function pick(shares: Portions, place: number): string {
  const entries = Object.entries(shares).filter(([, share]) => share > 0);
  let left = place * sumOf(shares);
  for (const [to, share] of entries) {
    left -= share;
    if (left < 0) return to;
  }
  return entries.at(-1)?.[0] ?? ''; // Rounding at the very end; a share is more than 0, says the schema.
}
