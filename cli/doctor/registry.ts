import type { Check } from './check.ts';
import { address } from './checks/address.ts';
import { botChannel } from './checks/bot-channel.ts';
import { certificate } from './checks/certificate.ts';
import { clock } from './checks/clock.ts';
import { consent } from './checks/consent.ts';
import { flows } from './checks/flows.ts';
import { graph } from './checks/graph.ts';
import { health } from './checks/health.ts';
import { keys } from './checks/keys.ts';
import { lines } from './checks/lines.ts';
import { meetings } from './checks/meetings.ts';
import { nodeVersion } from './checks/node-version.ts';
import { prompt } from './checks/prompt.ts';
import { resourceAccounts } from './checks/resource-accounts.ts';
import { settings } from './checks/settings.ts';
import { store } from './checks/store.ts';
import { teamsApp } from './checks/teams-app.ts';
import { token } from './checks/token.ts';
import { webhook } from './checks/webhook.ts';

/** In the order in which they are run: this machine, Microsoft's side, the way from Microsoft to the bot, then what only people can see. */
export const checks: readonly Check[] = [
  nodeVersion,
  settings,
  store,
  flows,
  lines,
  clock,
  token,
  consent,
  graph,
  keys,
  address,
  certificate,
  health,
  webhook,
  prompt,
  botChannel,
  resourceAccounts,
  meetings,
  teamsApp,
];
