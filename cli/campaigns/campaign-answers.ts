import { z } from 'zod';
import { campaignStates, personStates } from '../../src/ports/campaigns.ts';

/** What the automation API says of campaigns, as far as the commands look at it; the rest stays, for `--json`. */
export const campaignShown = z.looseObject({
  id: z.string(),
  name: z.string(),
  line: z.string(),
  flow: z.string().optional(),
  state: z.enum(campaignStates),
  pausedBecause: z.string().optional(),
  askedAt: z.string(),
  changedAt: z.string(),
  timeZone: z.string(),
  window: z.looseObject({
    week: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    exceptions: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    notBefore: z.string(),
    notAfter: z.string(),
  }),
  pace: z.object({ callsPerMinute: z.number(), atOnce: z.number() }),
  retries: z.object({ attempts: z.number(), afterMinutes: z.number(), on: z.array(z.string()) }),
  people: z.object({ waiting: z.number(), calling: z.number(), done: z.number() }).optional(),
  deletedAt: z.string(),
});
export type CampaignShown = z.output<typeof campaignShown>;

export const personShown = z.looseObject({
  row: z.number(),
  reference: z.string().optional(),
  state: z.enum(personStates),
  outcome: z.string().optional(),
  nextAt: z.string().optional(),
  attempts: z.array(z.looseObject({ at: z.string(), outcome: z.string().optional(), code: z.string().optional() })),
});
export type PersonShown = z.output<typeof personShown>;
