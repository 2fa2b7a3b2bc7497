import type { LintRule } from './rule.ts';
import { firstWords } from './spoken.ts';
import { spokenKeys } from './spoken-keys.ts';

/**
 * "Press 1 for sales" instead of "for sales, press 1". Only the first words of a step are looked at: who is asked again knows
 * the choices already.
 */
export const keyBeforeMeaning: LintRule = ({ reached, flow }, report) => {
  for (const step of reached) {
    if (!step.exits.some((exit) => exit.key !== undefined)) continue;
    for (const { language, entry, path } of firstWords(step, flow)) {
      const early = spokenKeys(entry.text, language).find((one) => one.isBeforeMeaning);
      if (early === undefined) continue;
      report.warning('IVR313', {
        path,
        message: `the words ask for key ${early.key} before they say what it is for`,
        fix: 'say the meaning first: "for sales, press 1"; callers wait for what they want and then act',
      });
    }
  }
};
