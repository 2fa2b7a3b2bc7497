import type { Use } from '../../steps/define-step.ts';
import type { CompiledFlow } from '../compiled-flow.ts';
import type { LintRule } from './rule.ts';

/** A sensitive value put into a variable that is not: from there it would be shown, and kept, like any other. */
export const copiedSecret: LintRule = ({ flow, steps }, report) => {
  const said = new Set<string>();
  for (const { uses, path } of steps.values()) {
    for (const use of uses) {
      if (use.kind !== 'expression') continue;
      const into = uses.find((other) => other.kind === 'variable' && other.pointer.join('/') === use.pointer.join('/'));
      if (into?.kind !== 'variable' || flow.vars[into.name]?.sensitive !== false || said.has(into.name)) continue;
      const secret = secretIn(use, flow);
      if (secret === undefined) continue;
      said.add(into.name);
      report.warning('IVR412', {
        path: [...path, ...use.pointer],
        message: `"${secret}" is sensitive, and "${into.name}", which takes its value, is not`,
        fix: `declare it: "${into.name}": { "sensitive": true }`,
        quickFix: {
          title: `make variable "${into.name}" sensitive`,
          changes: [{ kind: 'add', path: ['vars', into.name], name: 'sensitive', value: true }],
        },
      });
    }
  }
};

/** What only says whether or how much, such as a comparison, gives nothing away. */
function secretIn({ source }: Use & { readonly kind: 'expression' }, { expressions, vars }: CompiledFlow): string | undefined {
  if (expressions.check(source, 'boolean') === undefined && expressions.check(source, 'string') !== undefined) return undefined;
  return expressions.reads(source).find((read) => {
    const [scope, name = ''] = read.split('.');
    return scope === 'vars' && Object.hasOwn(vars, name) && vars[name]?.sensitive === true;
  });
}
