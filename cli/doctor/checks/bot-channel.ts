import type { Check } from '../check.ts';
import { callingChannel } from '../powershell.ts';

/** The Azure Bot is administered by Azure; the bot's own token does not open it. */
export const botChannel: Check = {
  id: 'botChannel',
  title: 'Azure Bot',
  needs: ['settings'],
  onlyForReal: true,
  run: async (setup) => {
    const { appId, baseUrl } = setup.settings();
    return {
      kind: 'byHand',
      says: "whether calling is enabled cannot be seen with the bot's own token.",
      fix: {
        words: `The bot with app id ${appId} has the channel Microsoft Teams, with calling enabled and the webhook ${baseUrl}/api/calls:`,
        commands: [
          'az bot msteams show --name <bot> --resource-group <group> --query properties.properties',
          ...callingChannel(baseUrl),
        ],
      },
    };
  },
};
