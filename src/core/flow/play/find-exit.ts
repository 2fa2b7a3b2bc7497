import type { CompiledFlow, CompiledStep } from '../compiled-flow.ts';

/** A way out as the flow's author wrote it. */
export interface DeclaredExit {
  /** The step's own members, its `on`, or the flow's `defaults.on`. */
  readonly by: 'member' | 'on' | 'defaults';
  readonly name: string;
  readonly target: string;
}

/**
 * Where an outcome leads: the step's own `on`, the flow's defaults, a member of the step, then the outcome that the kit falls
 * back to. Undefined when nobody has declared a way out, and the engine apologises.
 */
export function findExit(flow: Pick<CompiledFlow, 'on'>, step: CompiledStep, exit: string): DeclaredExit | undefined {
  let wanted = exit;
  for (let turns = 0; turns < 8; turns += 1) {
    const found = declaredExit(flow, step, wanted);
    // A step whose own failure leads back to itself would fail for ever.
    if (found !== undefined && !(wanted === 'error' && found.target === step.name)) return found;
    const otherwise = step.kit.outcomes[wanted]?.otherwise ?? (wanted === 'error' ? undefined : 'error');
    if (otherwise === undefined) return undefined;
    wanted = otherwise;
  }
  return undefined;
}

function declaredExit(flow: Pick<CompiledFlow, 'on'>, step: CompiledStep, name: string): DeclaredExit | undefined {
  const own = step.on[name];
  if (own !== undefined) return { by: 'on', name, target: own };
  const common = flow.on[name];
  if (common !== undefined) return { by: 'defaults', name, target: common };
  const member = step.kit.exits(step.config as never).find((one) => one.name === name); // Parsed by this kit's own schema.
  return member === undefined ? undefined : { by: 'member', name, target: member.target };
}
