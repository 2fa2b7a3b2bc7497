import type { Call } from '../../call/call.ts';
import type { StepName } from '../../call/ids.ts';
import type { Verification } from '../../steps/verification.ts';
import type { CompiledFlow } from '../compiled-flow.ts';
import { Draft } from './draft.ts';
import { stepContext } from './step-context.ts';

/**
 * How the PIN that a caller has typed is to be checked, with the PIN in it: for whoever checks it, and for nobody's log (I8).
 * Pure. Undefined when the call has gone on from that step, or it cannot be worked out.
 */
export function verificationOf(flow: CompiledFlow, call: Call, name: StepName, now: number): Verification | undefined {
  const draft = new Draft(flow, call, now);
  const step = draft.step();
  if (step === undefined || step.name !== name) return undefined;
  return step.kit.verification?.(step.config as never, stepContext(draft, step)); // Parsed by this kit's own schema.
}
