import type { Call } from '../../call/call.ts';
import type { StepName } from '../../call/ids.ts';
import type { OutgoingRequest } from '../../steps/define-step.ts';
import type { CompiledFlow } from '../compiled-flow.ts';
import { Draft } from './draft.ts';
import { scopeOf } from './step-context.ts';

/** What a step asks of the outside, with the secrets in it: for whoever sends it, and for nobody's log (I8). */
export interface RequestOf {
  readonly request: OutgoingRequest;
  /** Where it may go. */
  readonly hosts: readonly string[];
}

/** Works out the request of a step at which the call stands. Pure. Undefined when it cannot be worked out. */
export function requestOf(
  flow: CompiledFlow,
  call: Call,
  {
    step: name,
    now,
    secretOf,
  }: { readonly step: StepName; readonly now: number; readonly secretOf: (setting: string) => string | undefined },
): RequestOf | undefined {
  const draft = new Draft(flow, call, now);
  const standing = draft.flow;
  const step = standing.steps.get(name);
  const { secrets, hosts } = standing.environment;
  const secret = Object.fromEntries(
    Object.entries(secrets).flatMap(([known, setting]) => {
      const value = secretOf(setting);
      return value === undefined ? [] : [[known, value] as const];
    }),
  );
  // A PIN leaves the step's memory here and nowhere else.
  const { pin } = call.at.memory;
  const verifies = step?.kit.verification !== undefined;
  const scope = { ...scopeOf(draft), secret, ...(verifies && typeof pin === 'string' ? { pin } : {}) };
  const outside = verifies ? standing.expressions.verifying : standing.expressions.outside;
  const render = (text: string, asUrl?: true): string | undefined => {
    // What an address begins with is the environment's; everything else that is filled in is a part of one.
    const escaped = (filled: string, before: string): string =>
      before === '' && /^https?:\/\//.test(filled) ? filled : encodeURIComponent(filled);
    const rendered = outside.render(text, scope, asUrl ? escaped : undefined);
    return rendered.kind === 'text' ? rendered.text : undefined;
  };
  const request = step?.kit.request?.(step.config as never, {
    // Parsed by this kit's own schema.
    render,
    value: (text) => {
      const whole = outside.valueOf(text, scope);
      return whole === undefined ? render(text) : whole.kind === 'value' ? whole.value : undefined;
    },
  });
  return request === undefined ? undefined : { request, hosts };
}
