import { z } from 'zod';
import { campaignStates, personStates } from '../../ports/campaigns.ts';
import { code, moment } from './answers.ts';

/** What campaigns and the do-not-call list say, for their description and for the compiler. */
export const campaignParams = { id: z.string().describe('`id` of the answer to `POST /campaigns`.') };
export const entryParams = {
  id: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .describe('`id` that `POST /do-not-call/check` gives.'),
};

const hours = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const next = z.string().optional().describe('For `?after=`: there may be more. Left out: this was the last page.');

export const campaign = z
  .object({
    id: z.string(),
    name: z.string(),
    line: z.string(),
    flow: z.string().optional().describe("Left out: the line's own."),
    state: z.enum(campaignStates).meta({
      id: 'CampaignState',
      description: '`ended`: nobody is left to be called. More people make it run again.',
    }),
    pausedBecause: z.string().optional().describe('Why the bot itself has paused it, in words.'),
    askedAt: moment,
    changedAt: moment.describe('When the state became what it is.'),
    timeZone: z.string(),
    window: z.object({ week: hours, exceptions: hours, notBefore: moment, notAfter: moment }),
    pace: z.object({ callsPerMinute: z.int(), atOnce: z.int() }),
    retries: z.object({ attempts: z.int(), afterMinutes: z.number(), on: z.array(z.string()) }),
    doNotCallOutcomes: z.array(z.string()),
    deletedAt: moment.describe('When the campaign, its people and their results are forgotten.'),
  })
  .meta({ id: 'Campaign', description: 'Many people who are called one after the other.' });

export const campaignAsked = campaign
  .extend({
    added: z.int().describe('How many people were taken.'),
    known: z.int().describe('How many the campaign had already; they are not called twice.'),
  })
  .meta({ id: 'CampaignAsked', description: 'A campaign, and how many of the people who were sent it has taken.' });

export const campaignProgress = campaign
  .extend({
    people: z.object({ waiting: z.int(), calling: z.int(), done: z.int() }).describe('How many people are in which state.'),
  })
  .meta({ id: 'CampaignProgress', description: 'A campaign, and how far it is.' });

export const campaigns = z.object({ campaigns: z.array(campaign), next }).meta({ id: 'Campaigns' });

const attempt = z
  .object({
    at: moment,
    endedAt: moment.optional(),
    outcome: z.string().optional().describe("The flow's, the engine's, or `failed`."),
    code: code.optional(),
    outboundCall: z.string().describe('What `/outbound-calls/{id}` wants.'),
  })
  .meta({ id: 'CampaignAttempt', description: 'One call to the person.' });

export const campaignResult = z
  .object({
    id: z.string(),
    row: z.int().min(0).describe('Counts from 0, in the order in which people were handed over.'),
    reference: z.string().optional(),
    state: z.enum(personStates).meta({ id: 'PersonState' }),
    outcome: z.string().optional().describe('That of the last call, or `doNotCall`, `expired`, `cancelled`.'),
    nextAt: moment.optional().describe('Of somebody who waits: when it is looked at again.'),
    attempts: z.array(attempt),
  })
  .meta({ id: 'CampaignResult', description: 'What became of one person: by reference and row, never who it is.' });
export const campaignResults = z.object({ results: z.array(campaignResult), next }).meta({ id: 'CampaignResults' });

export const csvColumns = [
  'row',
  'reference',
  'state',
  'outcome',
  'attempts',
  'firstAt',
  'lastAt',
  'lastEndedAt',
  'lastCode',
] as const;

const listed = {
  id: z.string().describe('A keyed hash: whom it is about cannot be read from it.'),
  since: moment,
  by: z.string().describe('`api`, or the campaign in which the person asked for it.'),
};
export const doNotCallEntry = z.object(listed).meta({ id: 'DoNotCallEntry' });
export const doNotCallAdded = z.object({ entries: z.array(doNotCallEntry) }).meta({ id: 'DoNotCallAdded' });
export const doNotCallPage = z.object({ entries: z.array(doNotCallEntry), next }).meta({ id: 'DoNotCallPage' });
export const doNotCallChecked = z
  .object({
    people: z
      .array(
        z
          .discriminatedUnion('listed', [
            z.object({ listed: z.literal(true), ...listed }),
            z.object({ listed: z.literal(false), id: listed.id }),
          ])
          .meta({ id: 'DoNotCallCheck' }),
      )
      .describe('In the order of the request.'),
  })
  .meta({ id: 'DoNotCallChecked' });
export const removed = z.object({ type: z.literal('removed') }).meta({ id: 'Removed' });
