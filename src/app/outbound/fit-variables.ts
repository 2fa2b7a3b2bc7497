import { limits } from '../../core/call/call.ts';
import { bytesOf } from '../../core/call/size.ts';
import type { CompiledFlow } from '../../core/flow/compiled-flow.ts';
import { varsAtFirst } from '../../core/flow/play/begin-call.ts';
import type { OutboundAsked, OutboundWish } from '../../ports/outbound-call.ts';

/** Why a flow cannot begin with these variables: `place` is the member of the request, `code` one of result-codes.md. */
export type Unfit = Extract<OutboundAsked, { kind: 'refused' }> & { readonly code: string };

/**
 * Whether a flow can begin with these variables. Asked when a call is asked for, and again when it is placed: the flow that
 * serves by then may be another one. Undefined: it can.
 */
export function unfitVariables(flow: CompiledFlow, vars: OutboundWish['vars']): Unfit | undefined {
  for (const [name, value] of Object.entries(vars)) {
    const wrong = unfitVariable(flow, name, value);
    if (wrong !== undefined) return wrong;
  }
  const missing = Object.entries(flow.inputs).find(([name, { required }]) => required && !Object.hasOwn(vars, name))?.[0];
  if (missing !== undefined) {
    const fix = `Send it, or give "${missing}" an "initial" value in the flow.`;
    return unfit('INPUT_MISSING', `variables.${missing}`, `Flow "${flow.name}" needs this input.`, fix);
  }
  return tooManyBytes(flow, vars);
}

function unfitVariable(flow: CompiledFlow, name: string, value: OutboundWish['vars'][string]): Unfit | undefined {
  const place = `variables.${name}`;
  const declared = Object.hasOwn(flow.vars, name) ? flow.vars[name] : undefined;
  if (declared === undefined)
    return unfit('VARS_UNFIT', place, `Flow "${flow.name}" has no such variable.`, 'Declare it in "vars".');
  const given = Array.isArray(value) ? 'list' : value === null || typeof value === 'object' ? 'map' : typeof value;
  if (declared.type !== 'any' && declared.type !== given)
    return unfit('VARS_UNFIT', place, `It is a ${given}, and the flow wants a ${declared.type}.`, `Send a ${declared.type}.`);
  if (typeof value === 'string' && value.length > limits.varText) {
    const problem = `The text has ${value.length} characters, and a variable holds ${limits.varText}.`;
    return unfit('VARS_TOO_LARGE', place, problem, 'Send less: what the flow needs to ask for the rest, for example.');
  }
  return undefined;
}

/** What a call holds of variables counts with the flow's own, whose initial values are there from the start (ADR 35). */
function tooManyBytes(flow: CompiledFlow, vars: OutboundWish['vars']): Unfit | undefined {
  const bytes = bytesOf(varsAtFirst(flow, vars));
  if (bytes <= limits.vars) return undefined;
  const own = bytesOf(varsAtFirst(flow, {}));
  return unfit(
    'VARS_TOO_LARGE',
    'variables',
    `With those of flow "${flow.name}", which take ${own} bytes of JSON, they take ${bytes}; a call holds ${limits.vars}.`,
    'Send less: a reference, for example, with which a "request" step asks for the rest when it is needed.',
  );
}

const unfit = (code: string, place: string, problem: string, fix: string): Unfit => ({
  kind: 'refused',
  place,
  problem,
  fix,
  code,
});
