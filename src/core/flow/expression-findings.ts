import type { ExpressionFault, ExpressionProblem } from './expressions.ts';
import type { FindingCode } from './finding-codes.ts';
import type { JsonPath } from './json-text.ts';
import type { Report } from './report.ts';

const codes: { readonly [kind in ExpressionFault]: FindingCode } = {
  syntax: 'IVR401',
  types: 'IVR402',
  unknownVariable: 'IVR403',
  unknownSchedule: 'IVR510',
  result: 'IVR404',
  pattern: 'IVR405',
  tooLong: 'IVR406',
  template: 'IVR407',
};

/** Reports what is wrong with an expression or text, at the very character. */
export function reportExpression(problem: ExpressionProblem, path: JsonPath, report: Report): void {
  const { kind, message, fix, instead, offset, length } = problem;
  report.error(codes[kind], {
    path,
    message,
    // Without a length it would replace the whole expression.
    fix: instead === undefined || length === undefined ? fix : { words: fix, instead },
    // Even offset 0 counts: it is the first character inside the quotes.
    ...(offset !== undefined && { offset }),
    ...(length !== undefined && { length }),
  });
}
