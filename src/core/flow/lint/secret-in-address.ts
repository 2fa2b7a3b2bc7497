import type { CompiledFlow } from '../compiled-flow.ts';
import { readTemplate } from '../text-template.ts';
import type { LintRule } from './rule.ts';

/** A sensitive value in the query of an address, which every server on the way writes into its logs. */
export const secretInAddress: LintRule = ({ flow, steps }, report) => {
  for (const { uses, path } of steps.values()) {
    for (const use of uses) {
      if (use.kind !== 'outgoing' || use.url !== true) continue;
      const query = use.text.indexOf('?');
      const found = query < 0 ? undefined : secretBehind(use.text, query, flow);
      if (found === undefined) continue;
      report.warning('IVR410', {
        path: [...path, ...use.pointer],
        offset: found.offset,
        message: `"${found.name}" is sensitive, and what stands in an address ends in the logs of others`,
        fix: 'send it in "body" or "headers"',
      });
    }
  }
};

function secretBehind(text: string, query: number, { expressions, vars }: CompiledFlow) {
  const template = readTemplate(text);
  for (const part of template.kind === 'parts' ? template.parts : []) {
    if (part.kind !== 'expression' || part.offset < query) continue;
    for (const name of expressions.outside.reads(part.source)) {
      const [scope, member = ''] = name.split('.');
      if (scope === 'vars' && Object.hasOwn(vars, member) && vars[member]?.sensitive === true)
        return { name, offset: part.offset };
    }
  }
  return undefined;
}
