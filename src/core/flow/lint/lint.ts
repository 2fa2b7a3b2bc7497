import type { CompiledFlow } from '../compiled-flow.ts';
import type { ReadStep } from '../flow-steps.ts';
import type { Report } from '../report.ts';
import { shapeOf } from './flow-shape.ts';
import { lintRules } from './registry.ts';

/** Says what is wrong with a flow as a whole, though each of its members is right. */
export function lint(flow: CompiledFlow, steps: readonly ReadStep[], report: Report): void {
  const shape = shapeOf(flow, steps);
  for (const check of lintRules) check(shape, report);
}
