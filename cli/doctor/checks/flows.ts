import { checkFolder } from '../../../src/adapters/flow-folder/check-folder.ts';
import { fitWav } from '../../../src/adapters/prompts/fit-wav.ts';
import { stepKits } from '../../../src/core/steps/registry.ts';
import type { Check } from '../check.ts';

const mostShown = 8;

/** What `teams-ivr check` would say. */
export const flows: Check = {
  id: 'flows',
  title: 'Flows',
  needs: ['settings'],
  run: async (setup) => {
    const { flowsDir } = setup.settings();
    const { findings, flows: names } = await checkFolder(flowsDir, { kits: stepKits, fitWav });
    const errors = findings.filter(({ severity }) => severity === 'error');
    const shown = (errors.length > 0 ? errors : findings).slice(0, mostShown);
    const details = shown.map(({ code, place, message }) => `${place.file}:${place.line}:${place.column} ${code} ${message}`);
    const fix = { words: 'All of them, with what to do:', commands: [`npm run teams-ivr -- check ${flowsDir}`] };
    if (errors.length > 0) {
      const count = errors.length === 1 ? 'One error' : `${errors.length} errors`;
      return {
        kind: 'bad',
        says: `${count}: a flow with errors takes no calls, or goes on in its last good version.`,
        details,
        fix,
      };
    }
    if (findings.length > 0) return { kind: 'warning', says: `No errors, ${findings.length} warnings.`, details, fix };
    return { kind: 'good', says: `${names.length === 1 ? 'One flow' : `${names.length} flows`} without a finding.` };
  },
};
