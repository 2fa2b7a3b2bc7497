import type { LintRule } from './rule.ts';

/**
 * "Press 1 for sales" instead of "for sales, press 1". Only the first words of a step are looked at: who is asked again knows
 * the choices already.
 */
export const keyBeforeMeaning: LintRule = ({ reached }, report) => {
  for (const step of reached) {
    if (!step.exits.some((exit) => exit.key !== undefined)) continue;
    for (const { path, keys } of step.words()) {
      const early = keys().find((one) => one.isBeforeMeaning);
      if (early === undefined) continue;
      report.warning('IVR313', {
        path,
        message: `the words ask for key ${early.key} before they say what it is for`,
        fix: 'say the meaning first: "for sales, press 1"; callers wait for what they want and then act',
      });
    }
  }
};
