import type { Answer } from '../call/answer.ts';
import type { ResultInfo } from '../call/call-event.ts';
import { type Act, leaveBy, type StepKit, type StepSignal, type Use } from './define-step.ts';
import { variableName } from './fields.ts';

/** The member of every step that may not get what it wants, in whose flow somebody wants to know why. */
export const reasonFields = {
  reasonInto: variableName.optional().describe('Variable that gets the code of the reason when it fails (docs/result-codes.md).'),
};
interface WithReason {
  readonly reasonInto?: string | undefined;
}

/** For `uses`. */
export function reasonUse({ reasonInto }: WithReason): readonly Use[] {
  return reasonInto === undefined ? [] : [{ kind: 'variable', name: reasonInto, type: 'string', pointer: ['reasonInto'] }];
}

/** As the result codes are written. */
export function resultCode(result: ResultInfo | undefined): string | undefined {
  return result && `${result.code}/${result.subcode}`;
}

export const resultOf = (answer: Answer): string | undefined =>
  answer.kind === 'operation' ? resultCode(answer.result) : undefined;

/** Leaves by an outcome for a reason that no signal tells: one of ours. */
export const leaveBecause = (outcome: string, reason: string): Act => ({ go: leaveBy(outcome), reason });

export function failed(reasonInto: string | undefined, code: string | undefined): Act {
  return { ...(reasonInto === undefined ? {} : { set: { [reasonInto]: code ?? 'notReached' } }), go: leaveBy('failed') };
}

/** A kit whose steps, when they leave by an outcome, put the reason into `reasonInto`: the act's own, else what the signal tells. */
export function tellingReason<Config extends WithReason>(kit: StepKit<Config>): StepKit<Config> {
  return {
    ...kit,
    uses: (step) => [...kit.uses(step), ...reasonUse(step)],
    enter: (step, context) => told(step, kit.enter(step, context), undefined),
    resume: (step, signal, context) => told(step, kit.resume(step, signal, context), reasonIn(signal)),
  };
}

function told({ reasonInto }: WithReason, { reason: own, ...act }: Act, signalled: string | undefined): Act {
  const reason = own ?? signalled;
  if (reasonInto === undefined || reason === undefined || act.go.kind !== 'exit') return act;
  return { ...act, set: { ...act.set, [reasonInto]: reason } };
}

function reasonIn(signal: StepSignal): string | undefined {
  switch (signal.kind) {
    case 'commandFailed':
    case 'mediaFailed':
    case 'recordFailed':
      return signal.code;
    case 'transferFailed':
      return resultCode(signal.result);
    case 'answered':
      return resultOf(signal.answer);
    case 'leg':
      return signal.outcome ?? resultCode(signal.result);
    case 'timedOut':
      return 'noAnswer';
    default:
      return undefined;
  }
}
