import type { Campaign, CampaignDesk } from '../../ports/campaigns.ts';
import { addPeople, askCampaign } from './ask-campaign.ts';
import type { CampaignPorts } from './campaign-ports.ts';
import { changeCampaign, loadCampaign, pageOfCampaigns, pageOfPeople, progressOf } from './campaign-records.ts';

/** What somebody who looks after campaigns can do. */
export function campaignDesk(ports: CampaignPorts): CampaignDesk {
  return {
    ask: (plan, people, keepMs, key) => askCampaign(ports, plan, people, keepMs, key),
    add: (id, people) => addPeople(ports, id, people),
    list: (after, limit) => pageOfCampaigns(ports, after, limit),
    progress: (id) => progressOf(ports, id),
    people: async (id, after, limit) =>
      (await loadCampaign(ports, id)) === undefined ? undefined : pageOfPeople(ports, id, after, limit),
    steer: (id, to) => steer(ports, id, to),
  };
}

const from = { pause: ['running'], resume: ['paused'], cancel: ['running', 'paused'] } as const;
const into = { pause: 'paused', resume: 'running', cancel: 'cancelled' } as const;

/** Steering to where it is already is fine. `over`: it cannot be steered there any more. */
async function steer(ports: CampaignPorts, id: string, to: keyof typeof from): Promise<Campaign | 'over' | undefined> {
  const state = into[to];
  const campaign = await changeCampaign(ports, id, ({ value }) => {
    if (!from[to].some((known) => known === value.state)) return 'leave';
    const now = ports.clock.now();
    const { pausedBecause: _, ...rest } = value;
    // Whoever works on it at this moment looks once more when done; should they have died, the lease is over then.
    return { campaign: { ...rest, state, changedAt: now }, dueAt: Math.max(now, value.leaseUntil) };
  });
  return campaign === undefined || campaign.state === state ? campaign : 'over';
}
