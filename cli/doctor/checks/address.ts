import { isLoopbackAddress, isPublicAddress } from '../../../src/adapters/public-address.ts';
import type { Check } from '../check.ts';

/** Whether the name in BOT_BASE_URL leads to an address on the internet. */
export const address: Check = {
  id: 'address',
  title: 'Public address',
  needs: ['settings'],
  run: async (setup) => {
    const { baseUrl, credential } = setup.settings();
    const host = new URL(baseUrl).hostname.replace(/^\[|\]$/g, '');
    let found: readonly string[];
    try {
      found = await setup.resolve(host);
    } catch {
      return {
        kind: 'bad',
        says: `The name ${host} does not exist in the DNS, so Microsoft finds no way to the bot.`,
        fix: {
          words: 'Correct BOT_BASE_URL, or make the DNS record; in Azure the name is that of the Function app.',
          commands: [`nslookup ${host}`, 'az functionapp list --query "[].defaultHostName" --output tsv'],
        },
      };
    }
    if (credential.kind === 'simulator' && found.every(isLoopbackAddress)) {
      return { kind: 'good', says: `${baseUrl} is on this machine, and so is the simulator.` };
    }
    const hidden = found.filter((one) => !isPublicAddress(one));
    if (hidden.length === 0) return { kind: 'good', says: `${host} leads to the internet.` };
    return {
      kind: 'bad',
      says: `${host} leads to an address that only this network can reach.`,
      why: "Microsoft's servers call the bot from the internet: without a public address it gets no call, and no prompt is heard.",
      fix: {
        words:
          'Set BOT_BASE_URL to a public https address. For trying on a laptop, a tunnel gives one; set the calling webhook of the Azure Bot to the same. (Where your DNS answers differently inside, look from outside.)',
        commands: ['devtunnel host --port-numbers 7071 --allow-anonymous'],
      },
    };
  },
};
