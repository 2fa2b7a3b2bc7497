import type { Check } from '../check.ts';

/** The Teams app through which people call the bot from Teams. */
export const teamsApp: Check = {
  id: 'teamsApp',
  title: 'Teams app',
  needs: ['settings'],
  onlyForReal: true,
  run: async (setup) => ({
    kind: 'byHand',
    says: 'only needed for callers who call the bot itself from Teams, not for numbers and resource accounts.',
    fix: {
      words: `The manifest names botId ${setup.settings().appId} with "supportsCalling": true, and the app is allowed in the Teams admin centre (Teams apps, Manage apps):`,
      commands: [`Get-TeamsApp -ExternalId ${setup.settings().appId}`],
    },
  }),
};
