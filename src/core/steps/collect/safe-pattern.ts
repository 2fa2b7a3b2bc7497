import { z } from 'zod';

// Digits, classes, groups, alternatives and bounded counts: what input of a keypad needs, and nothing that backtracks
// without end. A repeated group is refused because `(\d+)+` is how a pattern blocks a process.
const allowed = /^(?:\\d|[0-9]|\[[0-9-]+\]|[|()?]|\(\?:|\{\d{1,2}(?:,\d{0,2})?\}|[*+.])*$/;
const repeatedGroup = /\)[*+{]/;

/** A regular expression over digits, matched as a whole. */
export const safePattern = z
  .string()
  .max(200)
  .refine((pattern) => allowed.test(pattern), 'may hold digits, \\d, [0-9], ( | ), ?, *, + and {n,m} only')
  .refine((pattern) => !repeatedGroup.test(pattern), 'must not repeat a group: write the alternatives out')
  .refine((pattern) => compiles(pattern), 'is not a regular expression');

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
