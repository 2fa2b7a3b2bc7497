import type { z } from 'zod';
import type { liveCall, outboundCall, wish } from '../../src/edge/automation/answers.ts';
import type { campaign, campaignProgress, campaignResult } from '../../src/edge/automation/campaign-answers.ts';

/** What the automation API shows, once it has been read. */
export type OutboundShown = z.output<typeof outboundCall>;
export type WishShown = z.output<typeof wish>;
export type LiveShown = z.output<typeof liveCall>;
export type CampaignShown = z.output<typeof campaign>;
export type ProgressShown = z.output<typeof campaignProgress>;
export type ResultShown = z.output<typeof campaignResult>;
