import { z } from 'zod';
import type { CampaignPlan, CampaignProblem, PersonWish } from '../../ports/campaigns.ts';
import { destination, destinationOf, line, moment, outboundMembers } from './bodies.ts';

/** What campaigns take, read once. Also what their description is made of. */
const word = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);
const hours = z.record(z.string().max(60), z.union([z.string().max(40), z.array(z.string().max(40)).min(1).max(12)]));
const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Rows of one request. */
export const mostPeople = 1_000;
/** Bytes of one request: a kilobyte and a half for each of the most people. */
export const longestList = 1_500_000;

export const personBody = z
  .strictObject({
    to: destination,
    variables: outboundMembers.variables,
    language: outboundMembers.language,
    timeZone: z.string().max(64).optional().describe('Where the person is. Left out: what the number says, or the campaign.'),
    reference: z
      .string()
      .regex(/^[\x20-\x7e]{1,100}$/)
      .optional()
      .describe('By which you know the person in the results. No number and no name.'),
  })
  .meta({ id: 'CampaignPerson', description: 'Somebody to be called.' });

/** Read one by one: whoever sends a thousand wants to hear of every wrong one. */
const rows = z.array(z.unknown()).min(1).max(mostPeople);

const campaignWish = z.strictObject({
  name: z.string().min(1).max(100).describe('For you. No number and no name of a person.'),
  line,
  flow: outboundMembers.flow,
  language: outboundMembers.language,
  ringSeconds: outboundMembers.ringSeconds,
  variables: outboundMembers.variables.describe("Values of the flow's variables for everybody; a person's own come on top."),
  people: z.array(personBody).min(1).max(mostPeople),
  timeZone: z.string().max(64).describe('Of people of whom nobody knows where they are, for example "Europe/Berlin".'),
  window: z
    .strictObject({
      week: hours.describe('When people may be called, on their own clocks: { "mon-fri": "09:00-12:00", "sat": "10:00-14:00" }.'),
      exceptions: hours.default({}).describe('Days that are unlike their weekday: { "12-24": "closed" }.'),
      notBefore: moment.optional(),
      notAfter: moment.optional().describe('Left out: seven days after the beginning. At most ninety days ahead.'),
    })
    .describe('When people may be called.'),
  pace: z
    .strictObject({
      callsPerMinute: z.int().min(1).max(300).default(30),
      atOnce: z.int().min(1).max(100).default(10).describe('Calls that ring or are connected.'),
    })
    .default({ callsPerMinute: 30, atOnce: 10 }),
  retries: z
    .strictObject({
      attempts: z.int().min(1).max(10).default(3).describe('Calls to one person, the first included.'),
      afterMinutes: z.int().min(1).max(10_080).default(60),
      on: z
        .array(word)
        .max(20)
        .default(['busy', 'noAnswer', 'notReached'])
        .describe("Outcomes after which it is tried again: busy, noAnswer, declined, notReached, failed, or the flow's own."),
    })
    .default({ attempts: 3, afterMinutes: 60, on: ['busy', 'noAnswer', 'notReached'] }),
  doNotCallOutcomes: z
    .array(word)
    .max(20)
    .default(['doNotCall'])
    .describe('Outcomes and tags of the flow by which a person asks not to be called again.'),
  keepDays: z.int().min(1).max(90).default(30).describe('How long after the window people and results are kept.'),
});
export const campaignBody = campaignWish.meta({
  id: 'NewCampaign',
  description: 'Whom to call, with what, when and how often.',
  examples: [
    {
      name: 'Recall',
      line: 'reminders',
      timeZone: 'Europe/London',
      variables: { where: 'our practice' },
      people: [{ to: { phone: '+441632960123' }, reference: 'customer-17', variables: { when: '2027-02-01T13:30Z' } }],
      window: { week: { 'mon-fri': '09:00-17:00', sat: ['09:00-12:00', '13:00-15:00'] }, exceptions: { '12-24': 'closed' } },
      pace: { callsPerMinute: 20, atOnce: 5 },
    },
  ],
});

export const campaignByRows = campaignWish.extend({ people: rows });

export const peopleBody = z.strictObject({ people: campaignWish.shape.people }).meta({ id: 'MorePeople' });
export const peopleByRows = z.strictObject({ people: rows });

export const destinationsBody = z
  .strictObject({ people: z.array(destination).min(1).max(mostPeople) })
  .meta({ id: 'Destinations' });
export const pageQuery = z.object({
  after: z.string().max(100).default('').describe('`next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100).describe('How many at the most.'),
});
export const resultsQuery = pageQuery.extend({
  format: z.enum(['json', 'csv']).default('json').describe('`csv`: for spreadsheets.'),
});

export function planOf(body: z.output<typeof campaignByRows>, now: number): CampaignPlan {
  const { window, retries, flow, language } = body;
  const notBefore = window.notBefore === undefined ? now : Date.parse(window.notBefore);
  return {
    name: body.name,
    line: body.line,
    ...(flow === undefined ? {} : { flow }),
    ...(language === undefined ? {} : { language }),
    ringMs: body.ringSeconds * 1_000,
    vars: body.variables,
    timeZone: body.timeZone,
    hours: { week: window.week, exceptions: window.exceptions },
    notBefore,
    notAfter: window.notAfter === undefined ? Math.max(now, notBefore) + 7 * dayMs : Date.parse(window.notAfter),
    pace: body.pace,
    retries: { attempts: retries.attempts, afterMs: retries.afterMinutes * minuteMs, on: retries.on },
    doNotCallOutcomes: body.doNotCallOutcomes,
  };
}

export const keepMsOf = ({ keepDays }: { readonly keepDays: number }): number => keepDays * dayMs;

/** Reads each row by itself. */
export function readRows(rows: readonly unknown[]): {
  readonly people: readonly PersonWish[];
  readonly problems: readonly CampaignProblem[];
} {
  const people: PersonWish[] = [];
  const problems: CampaignProblem[] = [];
  for (const [row, raw] of rows.entries()) {
    const read = personBody.safeParse(raw);
    if (!read.success) {
      const [issue] = read.error.issues;
      const member = String(issue?.path[0] ?? 'the whole row').slice(0, 40);
      problems.push({ row, place: member, problem: 'It is not understood.', fix: fixes[member] ?? fixes.row ?? '' });
      continue;
    }
    const { to, variables, language, timeZone, reference } = read.data;
    people.push({
      to: destinationOf(to),
      vars: variables,
      ...(language === undefined ? {} : { language }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(reference === undefined ? {} : { reference }),
    });
  }
  return { people, problems };
}

/** What to write instead. Never what was written: it may be somebody's number (I8). */
const fixes: { readonly [member: string]: string } = {
  to: 'Write { "phone": "+44..." } with + and country code, digits only, { "user": id }, or { "contact": name }.',
  variables: 'Write an object: { "name of a variable": its value }.',
  language: 'Write one of the languages of the flow, for example "en-US".',
  timeZone: 'Write area and city, for example "Europe/Berlin".',
  reference: 'Write 1 to 100 letters, digits and signs.',
  row: 'A row has "to", and may have "variables", "language", "timeZone" and "reference".',
};
