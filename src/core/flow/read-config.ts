import type { Exit, StepKit, Use } from '../steps/define-step.ts';
import type { ReadStep } from './flow-steps.ts';

/** A step's kit together with the configuration that this very kit's schema made. */
export function configOf(step: ReadStep): { readonly kit: StepKit; readonly config: never } | undefined {
  if (step.kit === undefined || step.parsed === undefined) return undefined;
  return { kit: step.kit, config: step.parsed.config as never }; // Only the kit knows the type (define-step).
}

/** What a step declares. Asked for by one check after the other, so it is worked out once. */
export interface Declared {
  readonly exits: readonly Exit[];
  readonly uses: readonly Use[];
}

const known = new WeakMap<object, Declared>();

export function declaredBy({ kit, config }: { readonly kit: StepKit; readonly config: unknown }): Declared {
  const noted = typeof config === 'object' && config !== null ? known.get(config) : undefined;
  if (noted !== undefined) return noted;
  const own = config as never; // Parsed by this kit's own schema.
  const declared = { exits: kit.exits(own), uses: kit.uses(own) };
  if (typeof config === 'object' && config !== null) known.set(config, declared);
  return declared;
}
