import type { Exit } from '../../steps/define-step.ts';
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
export function findExit(
  flow: Pick<CompiledFlow, 'on'>,
  step: CompiledStep,
  exit: string,
  /** The step's own ways out, when they are at hand. */
  members?: readonly Exit[],
): DeclaredExit | undefined {
  let wanted = exit;
  for (let turns = 0; turns < 8; turns += 1) {
    const found = declaredExit(flow, step, wanted, members);
    // A step whose own failure leads back to itself would fail for ever.
    if (found !== undefined && !(wanted === 'error' && found.target === step.name)) return found;
    const otherwise = step.kit.outcomes[wanted]?.otherwise ?? (wanted === 'error' ? undefined : 'error');
    if (otherwise === undefined) return undefined;
    wanted = otherwise;
  }
  return undefined;
}

function declaredExit(
  flow: Pick<CompiledFlow, 'on'>,
  step: CompiledStep,
  name: string,
  members?: readonly Exit[],
): DeclaredExit | undefined {
  const led = step.on[name];
  if (led !== undefined) return { by: 'on', name, target: led };
  const common = flow.on[name];
  if (common !== undefined) return { by: 'defaults', name, target: common };
  const own = members ?? step.kit.exits(step.config as never); // Parsed by this kit's own schema.
  const member = own.find((one) => one.name === name);
  return member === undefined ? undefined : { by: 'member', name, target: member.target };
}
