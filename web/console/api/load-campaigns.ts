import type { Answer } from './answer.ts';
import type { ApiClient } from './api-client.ts';
import { type Campaign, type CampaignProgress, campaignProgress, campaigns } from './schemas.ts';

/** A campaign of the list; how far it is, where that can still change or was asked for. */
export type ListedCampaign = Campaign & { readonly people?: CampaignProgress['people'] };

const mostListed = 50;

/** The campaigns, those that are under way first, each with its progress, which the API counts one by one. */
export async function loadCampaigns(api: ApiClient, signal?: AbortSignal): Promise<Answer<readonly ListedCampaign[]>> {
  const listed = await api.get(`campaigns?limit=${mostListed}`, campaigns, signal);
  if (listed.kind !== 'ok') return listed;
  const value = await Promise.all(
    listed.value.campaigns.map(async (one): Promise<ListedCampaign> => {
      if (!isUnderWay(one)) return one;
      const progress = await api.get(`campaigns/${encodeURIComponent(one.id)}`, campaignProgress, signal);
      return progress.kind === 'ok' ? progress.value : one;
    }),
  );
  const order = (one: Campaign): number => (isUnderWay(one) ? 0 : 1);
  value.sort((a, b) => order(a) - order(b) || Date.parse(b.askedAt) - Date.parse(a.askedAt));
  return { kind: 'ok', status: listed.status, value };
}

const isUnderWay = ({ state }: Campaign): boolean => state === 'running' || state === 'paused';
