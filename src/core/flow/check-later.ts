import type { Use } from '../steps/define-step.ts';
import type { FlowParts } from './check-steps.ts';
import { suggest } from './did-you-mean.ts';
import { reportExpression } from './expression-findings.ts';
import type { JsonPath } from './json-text.ts';

/**
 * Checks a flow that somebody will meet in a call of its own: that there is one, that it has the variables that it is to be
 * given, and that it is given what it needs. It is no part of this flow's version: the call takes the flow as it is by then.
 */
export function checkLater(use: Use & { readonly kind: 'laterFlow' }, step: JsonPath, parts: FlowParts): void {
  const { report, expressions, later, callable } = parts;
  if (later === undefined) return; // What lies beside the flow is not known here.
  const { name, vars, varsIn } = use;
  const flow = Object.hasOwn(later, name) ? later[name] : undefined;
  if (flow === 'unreadable') return;
  if (flow === undefined) {
    const fix = suggest(name, callable, `make a folder "${name}" with a flow.jsonc in it`);
    report.error('IVR240', { path: [...step, ...use.pointer], message: `there is no flow "${name}"`, fix });
    return;
  }
  for (const [variable, source] of Object.entries(vars)) {
    const path = [...step, varsIn, variable];
    const known = Object.hasOwn(flow.vars, variable) ? flow.vars[variable] : undefined;
    if (known === undefined) {
      const fix = suggest(variable, Object.keys(flow.vars), `declare it in "vars" of flow "${name}"`);
      report.error('IVR243', { path, at: 'key', message: `flow "${name}" has no variable "${variable}"`, fix });
      continue;
    }
    const problem = expressions.check(source, known.type);
    if (problem !== undefined) reportExpression(problem, path, report);
  }
  for (const [input, { required }] of Object.entries(flow.inputs)) {
    if (!required || Object.hasOwn(vars, input)) continue;
    report.error('IVR244', {
      path: [...step, ...use.pointer],
      message: `flow "${name}" is not given its input "${input}"`,
      fix: `write "${varsIn}": { "${input}": "vars.NAME" }, or give it an "initial" value there`,
    });
  }
}
