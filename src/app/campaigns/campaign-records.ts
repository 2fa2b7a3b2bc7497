import { Fault } from '../../core/call/fault.ts';
import type { Campaign, CampaignPerson, CampaignProgress, PersonState } from '../../ports/campaigns.ts';
import { readCampaign, readPerson } from '../../ports/read-campaign.ts';
import type { RegisterEntry } from '../../ports/register.ts';
import type { CampaignPorts } from './campaign-ports.ts';

/**
 * Campaigns in the register: one record each in the list `campaigns`, one for each person in a list of the campaign's own.
 * A campaign that has something to do is `awake`, and due when that is.
 */
const campaigns = 'campaigns';
const peopleOf = (campaignId: string): string => `people-${campaignId}`;
const mostRounds = 10;

type Ports = Pick<CampaignPorts, 'register' | 'clock'>;

/** A record with the version that a change of it must name. */
export interface Held<Value> {
  readonly value: Value;
  readonly version: string;
}

export interface HeldCampaign extends Held<Campaign> {
  /** Undefined: there is nothing to do for it. */
  readonly dueAt?: number;
}

export async function loadCampaign({ register }: Ports, id: string): Promise<HeldCampaign | undefined> {
  const entry = isId(id) ? await register.get(campaigns, id) : undefined;
  const value = readCampaign(entry?.body);
  if (entry === undefined || value === undefined) return undefined;
  return { value, version: entry.version, ...(entry.state === 'awake' ? { dueAt: entry.dueAt } : {}) };
}

export async function saveCampaign(
  { register }: Ports,
  campaign: Campaign,
  dueAt: number | undefined,
  version?: string,
): Promise<boolean> {
  const { id, expiresAt } = campaign;
  const when = dueAt === undefined ? { state: 'asleep', dueAt: 0 } : { state: 'awake', dueAt };
  return (await register.put({ list: campaigns, id, ...when, body: campaign, expiresAt }, version)) === 'saved';
}

/** Changes a campaign, whoever else is changing it. `change` gives undefined when there is nothing to change. */
export async function changeCampaign(
  ports: Ports,
  id: string,
  change: (held: HeldCampaign) => { readonly campaign: Campaign; readonly dueAt: number | undefined } | 'leave',
): Promise<Campaign | undefined> {
  for (let round = 0; round < mostRounds; round += 1) {
    const held = await loadCampaign(ports, id);
    if (held === undefined) return undefined;
    const changed = change(held);
    if (changed === 'leave') return held.value;
    if (await saveCampaign(ports, changed.campaign, changed.dueAt, held.version)) return changed.campaign;
  }
  throw new Fault('OVERTAKEN', 'A campaign is changed too often.', { retryable: true });
}

export async function campaignsDue({ register, clock }: Ports, limit: number): Promise<readonly string[]> {
  return (await register.due(campaigns, 'awake', clock.now(), limit)).map(({ id }) => id);
}

export async function pageOfCampaigns({ register }: Ports, after: string, limit: number): Promise<readonly Campaign[]> {
  return (await register.page(campaigns, after, limit)).flatMap(({ body }) => readCampaign(body) ?? []);
}

export async function loadPerson({ register }: Ports, campaignId: string, id: string): Promise<Held<CampaignPerson> | undefined> {
  const entry = await register.get(peopleOf(campaignId), id);
  return entry === undefined ? undefined : heldPerson(entry);
}

/** Create-if-absent, or with a version replace-if-unchanged. False: somebody else was quicker. */
export async function savePerson(
  { register }: Ports,
  { id, expiresAt }: Campaign,
  person: CampaignPerson,
  version?: string,
): Promise<boolean> {
  const { state, dueAt } = person;
  return (await register.put({ list: peopleOf(id), id: person.id, state, dueAt, body: person, expiresAt }, version)) === 'saved';
}

/** The longest due first. */
export async function peopleDue(
  { register }: Ports,
  campaignId: string,
  state: PersonState,
  until: number,
  limit: number,
): Promise<readonly Held<CampaignPerson>[]> {
  return (await register.due(peopleOf(campaignId), state, until, limit)).map(heldPerson);
}

export async function pageOfPeople(
  { register }: Ports,
  campaignId: string,
  after: string,
  limit: number,
): Promise<readonly CampaignPerson[]> {
  return (await register.page(peopleOf(campaignId), after, limit)).map((entry) => heldPerson(entry).value);
}

export async function progressOf(ports: Ports, id: string): Promise<CampaignProgress | undefined> {
  const held = await loadCampaign(ports, id);
  if (held === undefined) return undefined;
  const count = (state: PersonState): Promise<number> => ports.register.count(peopleOf(id), state);
  const [waiting, calling, done] = await Promise.all([count('waiting'), count('calling'), count('done')]);
  return { campaign: held.value, counts: { waiting, calling, done } };
}

function heldPerson({ body, version }: RegisterEntry): Held<CampaignPerson> {
  const value = readPerson(body);
  if (value === undefined) throw new Fault('STORE_CORRUPT', 'Somebody of a campaign cannot be read from the store.');
  return { value, version };
}

const isId = (text: string): boolean => /^[0-9a-z-]{1,64}$/.test(text);
