import { inWords, trapsOf } from './caller-trapped.ts';
import { circlesOf } from './circles.ts';
import { following, type ShapeStep } from './flow-shape.ts';
import type { LintRule } from './rule.ts';

/**
 * Steps that go round without the caller. It is an error when nothing leads out, and when a step that does not listen leads
 * to itself; otherwise something else decides when it ends, which may well be meant.
 */
export const loopWithoutInput: LintRule = (shape, report) => {
  const nodes = shape.reached.filter((step) => !step.listens);
  const deaf = new Set(nodes);
  const next = (step: ShapeStep) => following(step, shape, 'meant').filter((to) => deaf.has(to));
  const traps = new Set(trapsOf(shape).flat());
  for (const found of circlesOf({ nodes, next })) {
    const members = new Set(found);
    const circle = nodes.filter((step) => members.has(step));
    const [first] = circle;
    if (first === undefined) continue;
    const where = { path: first.path, at: 'key' as const };
    if (traps.has(first) || (circle.length === 1 && !first.ends)) {
      const message = `${inWords(circle)} goes round for ever: nothing that the caller does leads out`;
      report.error('IVR212', { ...where, message, fix: 'let one of the steps lead on, or ask the caller in between' });
    } else {
      const message = `${inWords(circle)} can go round while the caller has no say`;
      const fix = 'ask the caller in between, for example with a menu whose silence goes on';
      report.warning('IVR213', { ...where, message, fix });
    }
  }
};
