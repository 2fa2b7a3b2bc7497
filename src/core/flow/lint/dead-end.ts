import { listed } from '../did-you-mean.ts';
import type { LintRule } from './rule.ts';

/**
 * An outcome that callers bring about, and that nobody leads anywhere: they hear the engine's apology, and the call ends.
 * A step that is itself an end, such as a transfer to the last person there is, may well have nothing behind it; `explore`
 * lists those.
 */
export const deadEnd: LintRule = ({ reached }, report) => {
  for (const { name, path, undeclared, ends } of reached) {
    const [first] = undeclared;
    if (first === undefined || ends) continue;
    report.warning('IVR210', {
      path,
      at: 'key',
      message: `after ${listed(undeclared.map((one) => `"${one}"`))} of step "${name}" the caller hears an apology and the call ends`,
      fix: `lead it somewhere: "on": { "${first}": "STEP" } in the step, or in "defaults"`,
    });
  }
};
