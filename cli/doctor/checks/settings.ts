import { explainProblem } from '../../../src/edge/settings.ts';
import type { Check } from '../check.ts';

/** Every setting that is wrong, at once. */
export const settings: Check = {
  id: 'settings',
  title: 'Settings',
  needs: [],
  run: async ({ reading }) => {
    if (reading.kind === 'settings') {
      const { store, credential, baseUrl } = reading.settings;
      return { kind: 'good', says: `All readable: ${baseUrl}, credential ${credential.kind}, store ${store.kind}.` };
    }
    const count = reading.problems.length;
    return {
      kind: 'bad',
      says: `${count === 1 ? 'One setting is' : `${count} settings are`} not right, so the bot does not start.`,
      details: reading.problems.map(explainProblem),
      fix: {
        words:
          'Set them where the bot runs (Azure portal: Function app, Environment variables; here: the shell, or a file named with --settings). Every setting: docs/settings.md',
      },
    };
  },
};
