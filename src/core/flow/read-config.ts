import type { StepKit } from '../steps/define-step.ts';
import type { ReadStep } from './flow-steps.ts';

/** A step's kit together with the configuration that this very kit's schema made. */
export function configOf(step: ReadStep): { readonly kit: StepKit; readonly config: never } | undefined {
  if (step.kit === undefined || step.parsed === undefined) return undefined;
  return { kit: step.kit, config: step.parsed.config as never }; // Only the kit knows the type (define-step).
}
