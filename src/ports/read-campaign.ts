import { z } from 'zod';
import { type Campaign, type CampaignPerson, campaignStates, type DoNotCallEntry, personStates } from './campaigns.ts';
import { destination } from './outbound-call.ts';

/** As the register has kept it; undefined when it is none. */
export function readCampaign(value: unknown): Campaign | undefined {
  return storedCampaign.safeParse(value).data;
}

export function readPerson(value: unknown): CampaignPerson | undefined {
  return storedPerson.safeParse(value).data;
}

export function readDoNotCall(value: unknown): DoNotCallEntry | undefined {
  return storedEntry.safeParse(value).data;
}

const values = z.record(z.string(), z.json()).transform((vars) => vars as Campaign['vars']); // JSON, by the schema.
const hours = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const storedCampaign = z.object({
  id: z.string(),
  state: z.enum(campaignStates),
  pausedBecause: z.string().exactOptional(),
  askedAt: z.number(),
  changedAt: z.number(),
  rows: z.number(),
  nextPlaceAt: z.number(),
  leaseUntil: z.number(),
  expiresAt: z.number(),
  name: z.string(),
  line: z.string(),
  flow: z.string().exactOptional(),
  language: z.string().exactOptional(),
  ringMs: z.number(),
  vars: values,
  timeZone: z.string(),
  hours: z.object({ week: hours, exceptions: hours }),
  notBefore: z.number(),
  notAfter: z.number(),
  pace: z.object({ callsPerMinute: z.number(), atOnce: z.number() }),
  retries: z.object({ attempts: z.number(), afterMs: z.number(), on: z.array(z.string()) }),
  doNotCallOutcomes: z.array(z.string()),
  request: z.string().exactOptional(),
});

const storedPerson = z.object({
  id: z.string(),
  row: z.number(),
  reference: z.string().exactOptional(),
  to: destination,
  vars: values,
  language: z.string().exactOptional(),
  timeZones: z.array(z.string()),
  state: z.enum(personStates),
  dueAt: z.number(),
  asked: z.number(),
  attempts: z.array(
    z.object({
      outboundId: z.string(),
      at: z.number(),
      endedAt: z.number().exactOptional(),
      outcome: z.string().exactOptional(),
      code: z.string().exactOptional(),
    }),
  ),
  outcome: z.string().exactOptional(),
});

const storedEntry = z.object({ id: z.string(), since: z.number(), by: z.string() });
