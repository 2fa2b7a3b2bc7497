import type { Use } from '../steps/define-step.ts';
import type { CalledFlow } from './called-flows.ts';
import type { FlowParts } from './check-steps.ts';
import { suggest } from './did-you-mean.ts';
import { reportExpression } from './expression-findings.ts';
import type { JsonPath } from './json-text.ts';
import { readsAny, sensitiveVariables } from './sensitive-names.ts';

/** Checks a call of another flow: that it exists and can be played, and that inputs and outputs fit on both sides. */
export function checkCalled(use: Use & { readonly kind: 'flow' }, step: JsonPath, parts: FlowParts): void {
  const { report, expressions } = parts;
  const { name, inputs, into } = use;
  const path = [...step, ...use.pointer];
  const called = parts.called.get(name);
  if (called?.kind !== 'compiled') return reportUncallable(name, called, path, parts);
  const { flow } = called;
  const secrets = new Set(sensitiveVariables(parts));
  for (const [input, source] of Object.entries(inputs)) {
    const place = [...step, 'with', input];
    if (!Object.hasOwn(flow.inputs, input)) {
      const fix = suggest(input, Object.keys(flow.inputs), `declare it in "inputs" of flow "${name}"`);
      report.error('IVR243', { path: place, at: 'key', message: `flow "${name}" has no input "${input}"`, fix });
      continue;
    }
    const problem = expressions.check(source, flow.vars[input]?.type ?? 'any');
    if (problem !== undefined) reportExpression(problem, place, report);
    const secret = flow.vars[input]?.sensitive ? undefined : readsAny({ source }, secrets, expressions);
    if (secret === undefined) continue;
    const message = `"${secret}" is sensitive, and input "${input}" of flow "${name}" is not`;
    report.error('IVR421', { path: place, message, fix: `declare it there: "${input}": { ..., "sensitive": true }` });
  }
  for (const [input, { required }] of Object.entries(flow.inputs)) {
    if (!required || Object.hasOwn(inputs, input)) continue;
    report.error('IVR244', {
      path,
      message: `flow "${name}" is not given its input "${input}"`,
      fix: `write "with": { "${input}": "vars.NAME" }, or give it an "initial" value there`,
    });
  }
  for (const [variable, output] of Object.entries(into))
    checkOutput({ flow, name, variable, output }, [...step, 'into', variable], parts);
}

function checkOutput(
  taken: { readonly flow: CompiledFlowOf<CalledFlow>; readonly name: string; readonly variable: string; readonly output: string },
  path: JsonPath,
  { report, vars }: FlowParts,
): void {
  const { flow, name, variable, output } = taken;
  const mine = Object.hasOwn(vars, variable) ? vars[variable] : undefined;
  const given = flow.outputs.includes(output) ? flow.vars[output] : undefined;
  if (mine === undefined) {
    const fix = suggest(
      variable,
      Object.keys(vars),
      `declare it: "vars": { "${variable}": { "type": "${given?.type ?? 'any'}" } }`,
    );
    report.error('IVR403', { path, at: 'key', message: `"vars" declares no variable "${variable}"`, fix });
  } else if (given === undefined) {
    const fix = suggest(output, flow.outputs, `declare it in "outputs" of flow "${name}"`);
    report.error('IVR243', { path, message: `flow "${name}" has no output "${output}"`, fix });
  } else if (mine.type !== 'any' && given.type !== 'any' && mine.type !== given.type) {
    const message = `variable "${variable}" is a ${mine.type}, and output "${output}" is a ${given.type}`;
    report.error('IVR408', { path, message, fix: `declare it as "${given.type}" or "any"` });
  } else if (given.sensitive && !mine.sensitive) {
    const message = `output "${output}" of flow "${name}" is sensitive, and "${variable}", which takes it, is not`;
    report.error('IVR422', { path, message, fix: `declare it: "${variable}": { ..., "sensitive": true }` });
  }
}

type CompiledFlowOf<Called> = Called extends { readonly flow: infer Flow } ? Flow : never;

function reportUncallable(name: string, called: CalledFlow | undefined, path: JsonPath, { report, callable }: FlowParts): void {
  switch (called?.kind) {
    case 'circular':
      report.error('IVR241', {
        path,
        message: `flow "${name}" comes back to itself`,
        fix: 'let it return, and decide in the calling flow whether it is called again',
      });
      return;
    case 'broken':
      report.error('IVR242', {
        path,
        message: `flow "${name}" cannot be played: ${called.errors === 1 ? 'it has an error' : `it has ${called.errors} errors`}`,
        fix: `mend flow "${name}"; its own findings say where`,
      });
      return;
    default:
      report.error('IVR240', {
        path,
        message: `there is no flow "${name}"`,
        fix: suggest(name, callable, `make a folder "${name}" with a flow.jsonc in it`),
      });
  }
}
