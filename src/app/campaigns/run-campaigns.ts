import { Fault } from '../../core/call/fault.ts';
import type { Campaign } from '../../ports/campaigns.ts';
import type { OutboundCall } from '../../ports/outbound-call.ts';
import { type Called, callNext, lookEveryMs } from './call-next.ts';
import type { CampaignPorts } from './campaign-ports.ts';
import {
  campaignsDue,
  changeCampaign,
  loadCampaign,
  loadPerson,
  peopleDue,
  saveCampaign,
  savePerson,
} from './campaign-records.ts';
import { nameOfPerson } from './do-not-call.ts';
import { notNowCode, type Settled, settlePerson } from './settle-person.ts';

/** Campaigns that one run looks at. */
const mostCampaigns = 20;
/** For so long one instance works on a campaign alone; whoever dies is replaced after it. */
const leaseMs = 60_000;
/** No work is begun after this long: far inside the lease. */
const workMs = 15_000;
/** People who are sorted out in one run. */
const mostSorted = 200;

/**
 * Looks at every campaign that is due. The timer calls it on every instance.
 *
 * 1. One instance at a time works on a campaign: it takes a lease by a conditional write, and begins nothing that the lease
 *    might not outlive.
 * 2. Somebody is taken by a conditional write before their call is asked for, and the call's id follows from person and
 *    count: whoever dies in between has called nobody twice.
 * 3. The call goes through the work queue like any other, and whoever places it asks `forbids` at the last moment.
 */
export async function runCampaigns(ports: CampaignPorts): Promise<void> {
  for (const id of await campaignsDue(ports, mostCampaigns)) {
    try {
      await runCampaign(ports, id);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      ports.log.error('campaign.failed', { campaignId: id, code: error.code }); // The lease runs out, and the next run tries again.
    }
  }
}

async function runCampaign(ports: CampaignPorts, id: string): Promise<void> {
  const held = await loadCampaign(ports, id);
  const now = ports.clock.now();
  if (held?.dueAt === undefined || held.dueAt > now || held.value.leaseUntil > now) return;
  const campaign: Campaign = { ...held.value, leaseUntil: now + leaseMs };
  if (!(await saveCampaign(ports, campaign, now + leaseMs, held.version))) return; // Another instance does it.
  const until = now + workMs;
  const { calling, stopped } = await settleAll(ports, campaign, until);
  const called: Called =
    stopped === undefined || campaign.state !== 'running'
      ? await goOn(ports, campaign, calling, until)
      : { asked: 0, nextPlaceAt: campaign.nextPlaceAt, stopped };
  const next = (await peopleDue(ports, id, 'waiting', Number.MAX_SAFE_INTEGER, 1))[0]?.value.dueAt;
  await changeCampaign(ports, id, ({ value }) => {
    const at = ports.clock.now();
    const free: Campaign = { ...value, leaseUntil: 0, nextPlaceAt: called.nextPlaceAt };
    // Steered meanwhile, or given more people: then it is looked at once more, at once.
    if (value.state !== campaign.state || value.rows !== campaign.rows) return { campaign: free, dueAt: at };
    const isBusy = calling + called.asked > 0;
    const { state, pausedBecause } = stateAfter(value, called.stopped, isBusy || next !== undefined);
    const changed =
      state === value.state ? {} : { state, changedAt: at, ...(pausedBecause === undefined ? {} : { pausedBecause }) };
    const waits = state === 'running' || state === 'cancelled' ? next : undefined;
    const soonest = at + lookEveryMs;
    const dueAt = isBusy ? soonest : waits && Math.max(soonest, waits, called.nextPlaceAt - lookEveryMs);
    return { campaign: { ...free, ...changed }, dueAt };
  });
  ports.log.info('campaign.run', { campaignId: id, state: campaign.state, asked: called.asked, calling });
}

function stateAfter(
  { state }: Campaign,
  stopped: string | undefined,
  isUnfinished: boolean,
): Pick<Campaign, 'state' | 'pausedBecause'> {
  if (state !== 'running') return { state };
  if (stopped !== undefined) return { state: 'paused', pausedBecause: stopped };
  return { state: isUnfinished ? 'running' : 'ended' };
}

/** How many calls still go on, and why nobody can be called any more. */
async function settleAll(
  ports: CampaignPorts,
  campaign: Campaign,
  until: number,
): Promise<{ readonly calling: number; readonly stopped?: string }> {
  let calling = 0;
  let stopped: string | undefined;
  for (const held of await peopleDue(ports, campaign.id, 'calling', Number.MAX_SAFE_INTEGER, mostSorted)) {
    const settled: Settled = ports.clock.now() < until ? await settlePerson(ports, campaign, held) : { kind: 'goesOn' };
    if (settled.kind === 'goesOn') calling += 1;
    if (settled.kind === 'stopped') stopped = settled.why;
  }
  return { calling, ...(stopped === undefined ? {} : { stopped }) };
}

async function goOn(ports: CampaignPorts, campaign: Campaign, calling: number, until: number): Promise<Called> {
  const { id, state, nextPlaceAt } = campaign;
  if (state === 'running') return callNext(ports, campaign, calling, until);
  const left = state === 'cancelled' ? await peopleDue(ports, id, 'waiting', Number.MAX_SAFE_INTEGER, mostSorted) : [];
  for (const { value, version } of left) {
    if (ports.clock.now() >= until) break;
    await savePerson(ports, campaign, { ...value, state: 'done', outcome: 'cancelled' }, version);
  }
  return { asked: 0, nextPlaceAt };
}

/**
 * Asked at the last moment, by whoever places a call, of every call that is placed: a stable word for why this one of a
 * campaign is not to be placed after all. The do-not-call list is asked then of every call.
 */
export async function forbidsCall(ports: CampaignPorts, { id, campaign, to }: OutboundCall): Promise<string | undefined> {
  if (campaign === undefined || to.kind === 'group' || to.kind === 'meeting') return undefined; // Campaigns call one at a time.
  const held = await loadCampaign(ports, campaign);
  if (held === undefined || held.value.state === 'paused' || held.value.state === 'cancelled') return notNowCode;
  const person = (await loadPerson(ports, campaign, await nameOfPerson(ports, to)))?.value;
  return person?.state === 'calling' && person.attempts.at(-1)?.outboundId === id ? undefined : notNowCode;
}
