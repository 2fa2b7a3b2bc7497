import type { LintRule } from './rule.ts';

/** Words that ask for a key which leads nowhere in this step. */
export const keyWithoutEffect: LintRule = ({ reached, flow }, report) => {
  for (const step of reached) {
    const options = step.exits.flatMap(({ key }) => (key === undefined ? [] : [key as string]));
    if (options.length === 0) continue;
    const known = new Set([...options, ...Object.keys(flow.keys)]);
    for (const { path, keys } of step.words()) {
      const empty = keys().find(({ key }) => !known.has(key));
      if (empty === undefined) continue;
      report.warning('IVR315', {
        path,
        message: `the words ask for key ${empty.key}, which does nothing in step "${step.name}"`,
        fix: `add option "${empty.key}" to the step, or leave it out of the words`,
      });
    }
  }
};
