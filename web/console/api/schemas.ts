import * as z from 'zod';
import '../../shared/zod-without-eval.ts';

/** What the automation API answers, as far as the page shows it. Read leniently: a newer bot may say more. */
const time = z.iso.datetime();
const why = z.object({ words: z.string(), cause: z.string(), fix: z.string() });
export type Why = z.infer<typeof why>;

export const wish = z.object({
  id: z.string(),
  /** The word of its address: `hang-up`. */
  type: z.string(),
  status: z.enum(['asked', 'done', 'failed', 'unclear']),
  askedAt: time.exactOptional(),
  code: z.string().exactOptional(),
  why: why.exactOptional(),
  place: z.string().exactOptional(),
  recordingId: z.string().exactOptional(),
  movedTo: z.string().exactOptional(),
});
export type Wish = z.infer<typeof wish>;

export const liveCall = z.object({
  callId: z.string(),
  line: z.string(),
  flow: z.string(),
  version: z.string(),
  direction: z.enum(['incoming', 'outgoing']),
  state: z.string(),
  startedAt: time,
  answeredAt: time.exactOptional(),
  step: z.string(),
  path: z.array(z.string()),
  with: z.string(),
  people: z.number().exactOptional(),
  wishes: z.array(wish),
});
export type LiveCall = z.infer<typeof liveCall>;
export const liveCalls = z.object({ calls: z.array(liveCall) });

const tag = z.object({
  step: z.string(),
  outcome: z.string(),
  labels: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
});

export const endedCall = z.object({
  callId: z.string(),
  line: z.string(),
  flow: z.string(),
  version: z.string(),
  direction: z.enum(['incoming', 'outgoing']),
  startedAt: time,
  answeredAt: time.exactOptional(),
  endedAt: time,
  outcome: z.string(),
  code: z.string().exactOptional(),
  why: why.exactOptional(),
  path: z.array(z.string()),
  tags: z.array(tag).exactOptional(),
  outboundCall: z.string().exactOptional(),
});
export type EndedCall = z.infer<typeof endedCall>;
export const endedCalls = z.object({ calls: z.array(endedCall) });

export const lineNames = z.object({ lines: z.array(z.object({ name: z.string(), flow: z.string() })) });
export const contactNames = z.object({ contacts: z.array(z.object({ name: z.string() })) });

export const participant = z.object({
  id: z.string(),
  kind: z.string(),
  who: z.string(),
  name: z.string(),
  isMuted: z.boolean(),
  isInLobby: z.boolean(),
});
export type Participant = z.infer<typeof participant>;
export const participants = z.object({ participants: z.array(participant) });

export const outboundCall = z.object({
  id: z.string(),
  line: z.string(),
  flow: z.string(),
  status: z.enum(['queued', 'placing', 'placed', 'ended', 'failed', 'expired', 'cancelled']),
  askedAt: time,
  changedAt: time,
  callId: z.string().exactOptional(),
  outcome: z.string().exactOptional(),
  code: z.string().exactOptional(),
  why: why.exactOptional(),
});
export type OutboundCall = z.infer<typeof outboundCall>;

const campaignFacts = {
  id: z.string(),
  name: z.string(),
  line: z.string(),
  flow: z.string().exactOptional(),
  state: z.enum(['running', 'paused', 'cancelled', 'ended']),
  pausedBecause: z.string().exactOptional(),
  askedAt: time,
  timeZone: z.string(),
  window: z.object({ notBefore: time, notAfter: time }),
  pace: z.object({ callsPerMinute: z.number(), atOnce: z.number() }),
  retries: z.object({ attempts: z.number(), afterMinutes: z.number(), on: z.array(z.string()) }),
};
export const campaign = z.object(campaignFacts);
export type Campaign = z.infer<typeof campaign>;
export const campaigns = z.object({ campaigns: z.array(campaign), next: z.string().exactOptional() });
export const campaignProgress = z.object({
  ...campaignFacts,
  people: z.object({ waiting: z.number(), calling: z.number(), done: z.number() }),
});
export type CampaignProgress = z.infer<typeof campaignProgress>;

const attempt = z.object({
  at: time,
  endedAt: time.exactOptional(),
  outcome: z.string().exactOptional(),
  code: z.string().exactOptional(),
});
export const campaignResult = z.object({
  id: z.string(),
  row: z.number(),
  reference: z.string().exactOptional(),
  state: z.enum(['waiting', 'calling', 'done']),
  outcome: z.string().exactOptional(),
  nextAt: time.exactOptional(),
  attempts: z.array(attempt),
});
export type CampaignResult = z.infer<typeof campaignResult>;
export const campaignResults = z.object({ results: z.array(campaignResult), next: z.string().exactOptional() });
