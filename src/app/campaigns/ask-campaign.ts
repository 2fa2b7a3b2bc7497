import { randomUUID } from 'node:crypto';
import type { Destination } from '../../core/call/party.ts';
import { readTimeZone } from '../../core/flow/schedules/zone-time.ts';
import type { AskedKey } from '../../ports/asked-key.ts';
import type {
  Campaign,
  CampaignAsked,
  CampaignPerson,
  CampaignPlan,
  CampaignProblem,
  PersonWish,
} from '../../ports/campaigns.ts';
import { fitOutbound, idOfKey } from '../outbound/ask-outbound.ts';
import { callableTimes, readHours } from './callable-time.ts';
import type { CampaignPorts } from './campaign-ports.ts';
import { changeCampaign, loadCampaign, saveCampaign, savePerson } from './campaign-records.ts';
import { eachOf, nameOfPerson } from './do-not-call.ts';
import { zonesOfNumber } from './zones-of-number.ts';

const longestMs = 90 * 86_400_000;

/**
 * Notes down a campaign and its first people. All or nothing: whoever hands over a list with a wrong row is told of every
 * wrong row, and nobody is called. What cannot work is refused here, as for a single call.
 */
export async function askCampaign(
  ports: CampaignPorts,
  plan: CampaignPlan,
  people: readonly PersonWish[],
  keepMs: number,
  key: AskedKey | undefined,
): Promise<CampaignAsked> {
  const now = ports.clock.now();
  const problems = wrongPlan(plan, now);
  const read = problems.length > 0 ? { people: [], problems: [] } : await readPeople(ports, plan, people, now);
  if (problems.length + read.problems.length > 0) return { kind: 'refused', problems: [...problems, ...read.problems] };
  const campaign: Campaign = {
    ...plan,
    id: key === undefined ? randomUUID() : idOfKey(`campaign ${key.key}`),
    ...(key?.request === undefined ? {} : { request: key.request }),
    state: 'running',
    askedAt: now,
    changedAt: now,
    rows: 0,
    nextPlaceAt: 0,
    leaseUntil: 0,
    expiresAt: plan.notAfter + keepMs,
  };
  const isNew = await saveCampaign(ports, campaign, undefined);
  const begun = isNew ? undefined : (await loadCampaign(ports, campaign.id))?.value.request;
  if (begun !== undefined && begun !== campaign.request) return { kind: 'keyReused', id: campaign.id };
  return addRead(ports, campaign.id, read.people, isNew);
}

/** More people for a campaign. Those whom it has already stay as they are. */
export async function addPeople(ports: CampaignPorts, id: string, people: readonly PersonWish[]): Promise<CampaignAsked> {
  const held = await loadCampaign(ports, id);
  if (held === undefined) return { kind: 'noCampaign' };
  const now = ports.clock.now();
  if (held.value.state === 'cancelled' || now >= held.value.notAfter) return { kind: 'over' };
  const read = await readPeople(ports, held.value, people, now);
  if (read.problems.length > 0) return { kind: 'refused', problems: read.problems };
  return addRead(ports, id, read.people, false);
}

type NewPerson = Omit<CampaignPerson, 'row' | 'dueAt'>;

/**
 * Gives out rows, creates people, and wakes the campaign last: dying in between leaves people whom nobody calls yet, and
 * asking again under the same key, or with the same list, adds those who are missing and wakes it.
 */
async function addRead(ports: CampaignPorts, id: string, people: readonly NewPerson[], isNew: boolean): Promise<CampaignAsked> {
  const given = await changeCampaign(ports, id, ({ value, dueAt }) => ({
    campaign: { ...value, rows: value.rows + people.length },
    dueAt,
  }));
  if (given === undefined) return { kind: 'noCampaign' };
  const now = ports.clock.now();
  const first = given.rows - people.length;
  const saved = await eachOf(people, (person, index) => {
    const row = first + index;
    // Of people who may be called at the same moment, the earlier row is called first.
    return savePerson(ports, given, { ...person, row, dueAt: Math.max(now, given.notBefore) + row });
  });
  const added = saved.filter((isAdded) => isAdded).length;
  const campaign = await changeCampaign(ports, id, ({ value, dueAt }) => {
    if (value.state === 'cancelled') return 'leave';
    const state = value.state === 'ended' && added > 0 ? 'running' : value.state;
    return { campaign: { ...value, state }, dueAt: Math.min(dueAt ?? now, now) };
  });
  return campaign === undefined ? { kind: 'noCampaign' } : { kind: 'asked', campaign, isNew, added, known: saved.length - added };
}

function wrongPlan(plan: CampaignPlan, now: number): readonly CampaignProblem[] {
  const problems: CampaignProblem[] = [];
  problems.push(...readHours(plan.hours, plan.timeZone).problems);
  const begins = Math.max(now, plan.notBefore);
  if (plan.notAfter <= begins) {
    const fix = 'Let notAfter be later than notBefore, and than now.';
    problems.push({ place: 'window.notAfter', problem: 'The window is over before it begins.', fix });
  } else if (plan.notAfter > now + longestMs) {
    problems.push({ place: 'window.notAfter', problem: 'The window is too far ahead.', fix: 'Let it end within ninety days.' });
  }
  return problems;
}

async function readPeople(ports: CampaignPorts, plan: CampaignPlan, wishes: readonly PersonWish[], now: number) {
  const timeFor = callableTimes(plan.hours);
  const firstRowOf = new Map<string, number>();
  const begins = Math.max(now, plan.notBefore);
  const read = await eachOf(wishes, async (wish, row): Promise<NewPerson | CampaignProblem> => {
    const { line, flow } = plan;
    const fit = await fitOutbound(ports, {
      to: wish.to,
      line,
      vars: { ...plan.vars, ...wish.vars },
      ...(flow === undefined ? {} : { flow }),
    });
    if (fit.kind === 'refused') return { row, place: fit.place, problem: fit.problem, fix: fit.fix };
    const { to } = fit;
    if (to.kind === 'group' || to.kind === 'meeting') {
      const problem = 'A campaign calls one person at a time.';
      return { row, place: 'to', problem, fix: 'Give each person a row.' };
    }
    const own = wish.timeZone === undefined ? undefined : readTimeZone(wish.timeZone);
    if (wish.timeZone !== undefined && own === undefined) {
      const fix = 'Write area and city, for example "Europe/Berlin".';
      return { row, place: 'timeZone', problem: 'There is no such time zone.', fix };
    }
    const timeZones = zonesOf(to, own, plan.timeZone, now);
    const time = timeFor(timeZones, begins);
    if (time === undefined || time.from >= plan.notAfter) {
      const problem =
        timeZones.length > 1
          ? 'The country has several time zones, and it is never calling time in all of them within the window.'
          : 'It is never calling time there within the window.';
      const fix = timeZones.length > 1 ? 'Say in which "timeZone" the person is.' : 'Widen the window.';
      return { row, place: 'timeZone', problem, fix };
    }
    return {
      id: await nameOfPerson(ports, to),
      ...(wish.reference === undefined ? {} : { reference: wish.reference }),
      to,
      vars: wish.vars,
      ...(wish.language === undefined ? {} : { language: wish.language }),
      timeZones,
      state: 'waiting',
      asked: 0,
      attempts: [],
    };
  });
  const people: NewPerson[] = [];
  const problems: CampaignProblem[] = [];
  for (const [row, one] of read.entries()) {
    if ('problem' in one) {
      problems.push(one);
      continue;
    }
    const first = firstRowOf.get(one.id);
    if (first === undefined) people.push(one);
    else problems.push({ row, place: 'to', problem: `It is the person of row ${first}.`, fix: 'Name each person once.' });
    firstRowOf.set(one.id, first ?? row);
  }
  return { people, problems };
}

/** What was said; else where the number says that it is; else the campaign's. */
function zonesOf(to: Destination, own: string | undefined, usual: string, now: number): readonly string[] {
  if (own !== undefined) return [own];
  const zones = to.kind === 'phone' ? zonesOfNumber(to.number, now) : [];
  return zones.length === 0 ? [usual] : zones;
}
