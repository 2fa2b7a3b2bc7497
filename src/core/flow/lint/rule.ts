import type { Report } from '../report.ts';
import type { FlowShape } from './flow-shape.ts';

/** One thing that can be wrong with a flow in which every single member is right. Looks at what the steps declare, never at their types. */
export type LintRule = (shape: FlowShape, report: Report) => void;
