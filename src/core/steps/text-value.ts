import type { StepContext, Use } from './define-step.ts';

const whole = /^\$\{([\s\S]+)\}$/;

/** True for a text that is one `${ }` and nothing else, which is worked out when the step is entered. */
export const isWorkedOut = (text: string): boolean => whole.test(text.trim());

/** The expression in such a text; none in one that stands for itself. */
export function textUse(text: string | undefined, pointer: readonly (string | number)[]): readonly Use[] {
  const source = whole.exec(text?.trim() ?? '')?.[1];
  return source === undefined ? [] : [{ kind: 'expression', source, wanted: 'string', pointer }];
}

/** The text, or what its expression gives. Undefined when that fails or is empty. */
export function textValue(text: string, context: StepContext): string | undefined {
  const source = whole.exec(text.trim())?.[1];
  const value = source === undefined ? text : context.evaluate(source);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
