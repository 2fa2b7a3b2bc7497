import type { Campaign, CampaignAsked, CampaignProblem, CampaignProgress } from '../../ports/campaigns.ts';
import type { ApiRoute } from '../admin/define-route.ts';
import { answer, type Shown } from '../admin/described.ts';
import { json, problem } from '../admin/problem.ts';
import type { Reply } from '../http-types.ts';
import { askedKey } from './asked-key.ts';
import { noBody } from './bodies.ts';
import {
  campaignAsked,
  campaignParams,
  campaignProgress,
  campaignResults,
  campaigns,
  campaign as described,
} from './campaign-answers.ts';
import {
  campaignBody,
  campaignByRows,
  keepMsOf,
  longestList,
  pageQuery,
  peopleBody,
  peopleByRows,
  planOf,
  readRows,
  resultsQuery,
} from './campaign-bodies.ts';
import { csvOfResults, shownPerson } from './campaign-results.ts';
import { type AutomationDesk, route, shortText } from './desk.ts';
import { iso, keyReused, notFound } from './replies.ts';

const none = 'There is no campaign of this id, or it was deleted since.';
const isOver = 'The campaign is over for good.';
const wrongRows = 'Something cannot be, and nobody is called: `rows` says what, of which person.';
const anExample =
  '0,customer-17,done,confirmed,1,2027-02-01T09:00:03.512Z,2027-02-01T09:00:03.512Z,2027-02-01T09:01:40.020Z,\r\n';

/** Many people called one after the other. */
export const campaignRoutes: readonly ApiRoute<AutomationDesk>[] = [
  route({
    method: 'POST',
    path: 'campaigns',
    name: 'createCampaign',
    summary: 'Begins a campaign. With an Idempotency-Key, asking twice is asking once.',
    right: 'placeCalls',
    body: campaignByRows,
    bodyInFull: campaignBody,
    longestBody: longestList,
    takesKey: true,
    limit: ({ limit }) => limit,
    replies: {
      200: answer('It was begun before, under this key.', campaignAsked, 'Location'),
      201: answer('It runs.', campaignAsked, 'Location'),
      422: wrongRows,
    },
    run: async ({ desk, body, key }) => {
      const rows = readRows(body.people);
      if (rows.problems.length > 0) return refused(rows.problems);
      const asked = await askedKey(desk, key, 'createCampaign', body);
      return answerTo(await desk.campaigns.ask(planOf(body, desk.now()), rows.people, keepMsOf(body), asked));
    },
  }),
  route({
    method: 'GET',
    path: 'campaigns',
    name: 'listCampaigns',
    summary: 'The campaigns that are known.',
    right: 'readCalls',
    query: pageQuery,
    replies: { 200: answer('A page of them.', campaigns) },
    run: async ({ desk, query: { after, limit } }) => {
      const found = await desk.campaigns.list(after, limit);
      return json({ campaigns: found.map(shown), ...nextOf(found, limit) } satisfies Shown<typeof campaigns>);
    },
  }),
  route({
    method: 'GET',
    path: 'campaigns/{id}',
    name: 'getCampaign',
    params: campaignParams,
    replies: { 200: answer('As it is at this moment.', campaignProgress), 404: none },
    summary: 'How far a campaign is.',
    right: 'readCalls',
    run: async ({ desk, params: { id = '' } }) => {
      const progress = await desk.campaigns.progress(id);
      return progress === undefined ? noCampaign : json(shownProgress(progress));
    },
  }),
  route({
    method: 'POST',
    path: 'campaigns/{id}/people',
    name: 'addCampaignPeople',
    params: campaignParams,
    summary: 'More people for a campaign. Those whom it has already are not added again.',
    right: 'placeCalls',
    body: peopleByRows,
    bodyInFull: peopleBody,
    longestBody: longestList,
    limit: ({ limit }) => limit,
    replies: { 200: answer('They are taken.', campaignAsked, 'Location'), 404: none, 409: isOver, 422: wrongRows },
    run: async ({ desk, body, params: { id = '' } }) => {
      const rows = readRows(body.people);
      return rows.problems.length > 0 ? refused(rows.problems) : answerTo(await desk.campaigns.add(id, rows.people));
    },
  }),
  route({
    method: 'GET',
    path: 'campaigns/{id}/results',
    name: 'getCampaignResults',
    params: campaignParams,
    summary: 'What became of each person, by your reference or row; never who it is. `format=csv` for spreadsheets.',
    right: 'readCalls',
    query: resultsQuery,
    replies: {
      200: {
        ...answer('A page of people, in a fixed order. `Link` of text/csv leads to the next one.', campaignResults, 'Link'),
        csv: csvOfResults([]) + anExample,
      },
      404: none,
    },
    run: async ({ desk, params: { id = '' }, query: { after, limit, format } }) => {
      const people = await desk.campaigns.people(id, after, limit);
      if (people === undefined) return noCampaign;
      const next = nextOf(people, limit);
      if (format === 'json') return json({ results: people.map(shownPerson), ...next } satisfies Shown<typeof campaignResults>);
      const link = next.next === undefined ? {} : { link: `<?format=csv&limit=${limit}&after=${next.next}>; rel="next"` };
      return {
        status: 200,
        headers: { 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store', ...link },
        body: csvOfResults(people),
      };
    },
  }),
  steering('pause', 'Calls nobody else for now. Calls that go on, go on.'),
  steering('resume', 'Goes on after a pause.'),
  steering('cancel', 'Calls nobody else for good. Calls that go on are left to end.'),
];

function steering(to: 'pause' | 'resume' | 'cancel', summary: string): ApiRoute<AutomationDesk> {
  return route({
    method: 'POST',
    path: `campaigns/{id}/${to}`,
    name: `${to}Campaign`,
    params: campaignParams,
    replies: { 200: answer('It is so.', described), 404: none, 409: isOver },
    summary,
    right: 'placeCalls',
    body: noBody,
    longestBody: shortText,
    run: async ({ desk, params: { id = '' } }) => {
      const steered = await desk.campaigns.steer(id, to);
      if (steered === undefined) return noCampaign;
      return steered === 'over' ? over : json(shown(steered));
    },
  });
}

const noCampaign = notFound('campaign of this id');
const over = problem({ status: 409, name: 'conflict', title: 'The campaign is over: it cannot be changed any more.' });

/** Enough to mend a list by; how many there are stands in the title. */
const mostShown = 100;

function refused(problems: readonly CampaignProblem[]): Reply {
  const [first] = problems;
  const title = problems.length === 1 ? 'One thing cannot be.' : `${problems.length} things cannot be.`;
  const where = first?.row === undefined ? '' : `people.${first.row}.`;
  const detail = first && `${where}${first.place}: ${first.problem} ${first.fix}`;
  return problem({ status: 422, name: 'refused', title, ...(detail && { detail }), rows: problems.slice(0, mostShown) });
}

function answerTo(asked: CampaignAsked): Reply {
  switch (asked.kind) {
    case 'refused':
      return refused(asked.problems);
    case 'keyReused':
      return keyReused(asked.id);
    case 'noCampaign':
      return noCampaign;
    case 'over':
      return over;
    case 'asked': {
      const { campaign, isNew, added, known } = asked;
      const location = `/api/campaigns/${campaign.id}`;
      return json({ ...shown(campaign), added, known } satisfies Shown<typeof campaignAsked>, {
        status: isNew ? 201 : 200,
        headers: { location },
      });
    }
  }
}

function nextOf(page: readonly { readonly id: string }[], limit: number): { readonly next?: string } {
  const last = page.at(-1);
  return page.length < limit || last === undefined ? {} : { next: last.id };
}

function shownProgress({ campaign, counts }: CampaignProgress): Shown<typeof campaignProgress> {
  return { ...shown(campaign), people: counts };
}

function shown(campaign: Campaign): Shown<typeof described> {
  const { id, name, line, flow, state, pausedBecause, askedAt, changedAt, pace, retries, notBefore, notAfter, hours } = campaign;
  return {
    id,
    name,
    line,
    ...(flow === undefined ? {} : { flow }),
    state,
    ...(pausedBecause === undefined ? {} : { pausedBecause }),
    askedAt: iso(askedAt),
    changedAt: iso(changedAt),
    timeZone: campaign.timeZone,
    window: { ...hours, notBefore: iso(notBefore), notAfter: iso(notAfter) },
    pace,
    retries: { attempts: retries.attempts, afterMinutes: retries.afterMs / 60_000, on: retries.on },
    doNotCallOutcomes: campaign.doNotCallOutcomes,
    deletedAt: iso(campaign.expiresAt),
  };
}
