import { randomUUID } from 'node:crypto';
import { adminVerifier } from '../adapters/identity/admin-verifier.ts';
import { fitWav } from '../adapters/prompts/fit-wav.ts';
import type { CampaignPorts } from '../app/campaigns/campaign-ports.ts';
import { stepKits } from '../core/steps/registry.ts';
import type { DoorOptions } from '../edge/admin/admin-door.ts';
import type { AutomationDesk } from '../edge/automation/desk.ts';
import type { Settings } from '../edge/settings.ts';
import type { Bot, Outside } from './bot.ts';
import { lazily } from './lazily.ts';
import { isServedByHost } from './queue-host.ts';

/** Who comes in at the APIs for people and programs. */
function doorOptions(settings: Settings, { http, clock, log }: Outside): DoorOptions {
  const { issuers, audience, openIdConfigurationUrl: openIdConfiguration, hostChecksKeys } = settings.admin;
  const verifier = issuers.length === 0 ? undefined : adminVerifier({ issuers, audience, openIdConfiguration, http, clock, log });
  // The Functions host listens to the whole network, so only our own host may let in whoever is on this machine.
  const opensToThisMachine = settings.credential.kind === 'simulator' && !isServedByHost();
  return { verifier, opensToThisMachine, hostChecksKeys, log };
}

export function automationDoor(
  settings: Settings,
  outside: Outside,
  { campaigns, ...given }: Omit<AutomationDesk, 'campaigns' | 'doNotCall'> & { readonly campaigns: CampaignPorts },
): Bot['automation'] {
  return lazily(async () => {
    const [{ handleAutomation }, { campaignDesk }, { doNotCallDesk }] = await Promise.all([
      import('../edge/automation/handle-automation.ts'),
      import('../app/campaigns/campaign-desk.ts'),
      import('../app/campaigns/do-not-call.ts'),
    ]);
    const desk: AutomationDesk = { ...given, campaigns: campaignDesk(campaigns), doNotCall: doNotCallDesk(campaigns) };
    const options = { ...doorOptions(settings, outside), desk, baseUrl: settings.baseUrl };
    return (request, door) => handleAutomation(request, door, options);
  });
}

export function adminDoor(settings: Settings, outside: Outside): Bot['admin'] {
  const { store, clock } = outside;
  return lazily(async () => {
    const [{ handleAdmin }, { openPublishing }] = await Promise.all([
      import('../edge/admin/handle-admin.ts'),
      import('../app/publishing/open-publishing.ts'),
    ]);
    const { workspace, versions, media } = store;
    const desk = openPublishing({ workspace, versions, media, fitWav, kits: stepKits, clock, newSalt: randomUUID });
    const options = { ...doorOptions(settings, outside), desk, serves: settings.flows, baseUrl: settings.baseUrl };
    return (request, door) => handleAdmin(request, door, options);
  });
}
