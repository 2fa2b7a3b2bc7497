import { z } from 'zod';
import { campaignAsked, campaignProgress, campaign as campaignShown } from '../../src/edge/automation/campaign-answers.ts';
import { longestList, mostPeople } from '../../src/edge/automation/campaign-bodies.ts';
import type { AskBot } from '../bot-api/ask-bot.ts';
import { read } from '../bot-api/read-answer.ts';
import type { CampaignShown } from '../calling/shown.ts';
import type { Terminal } from '../commands/command.ts';
import { people } from './campaigns-in-words.ts';
import type { Entry } from './people-file.ts';
import { problemsIn, sayProblems } from './say-problems.ts';

/** A campaign with those who are in it now. */
export interface Sent {
  readonly campaign: CampaignShown;
  readonly added: number;
  /** Who were in it before, or are in the file twice. */
  readonly known: number;
  /** False: the key was used before, and this is what was begun then. */
  readonly isNew: boolean;
}

interface Sending {
  readonly ask: AskBot;
  readonly terminal: Terminal;
  /** As the person wrote it. */
  readonly path: string;
}

interface NewCampaign {
  readonly settings: object;
  readonly entries: readonly Entry[];
  readonly key: string;
  /** Made of the file and the options by the command itself. */
  readonly isOwnKey: boolean;
}

/**
 * Begins a campaign with the first of the people, and adds the others. It is paused until all of them are in it, because a
 * file with a wrong row calls nobody. Undefined: it was refused, and why has been said.
 */
export async function beginCampaign(
  sending: Sending,
  { settings, entries, key, isOwnKey }: NewCampaign,
): Promise<Sent | undefined> {
  const { ask, terminal, path } = sending;
  const [first = [], ...rest] = inRequests(entries);
  const body = { ...settings, people: first.map((one) => one.body) };
  const answer = await ask('POST', 'campaigns', { body, headers: { 'idempotency-key': key } });
  // The same file and options, whose "2h" is another moment by now.
  const begunBefore = isOwnKey && answer.status === 422 ? reused.safeParse(answer.body).data?.id : undefined;
  if (begunBefore !== undefined) return addPeople(sending, begunBefore, entries);
  if (sayRefusal(sending, answer, first)) {
    terminal.error('Nobody is called.');
    return undefined;
  }
  const { added, known, ...campaign } = read(answer, campaignAsked);
  const begun: Sent = { campaign, added, known, isNew: answer.status === 201 };
  if (rest.length === 0) return begun;
  if (begun.isNew) await steer(ask, campaign.id, 'pause');
  const whole = await addRest(sending, begun, rest, entries.length);
  if (whole === undefined) {
    terminal.error(
      `The campaign has the people before them, and is paused. Mend these rows, then:\n  teams-ivr campaign add ${campaign.id} ${path}\n  teams-ivr campaign resume ${campaign.id}`,
    );
    return undefined;
  }
  return begun.isNew ? { ...whole, campaign: await steer(ask, campaign.id, 'resume') } : whole;
}

/** Adds people to a campaign that there is. */
export async function addPeople(sending: Sending, id: string, entries: readonly Entry[]): Promise<Sent | undefined> {
  const { people: _, ...campaign } = read(await sending.ask('GET', `campaigns/${encodeURIComponent(id)}`), campaignProgress);
  return addRest(sending, { campaign, added: 0, known: 0, isNew: false }, inRequests(entries), entries.length);
}

const reused = z.object({ code: z.literal('keyReused'), id: z.string() });

async function steer(ask: AskBot, id: string, to: 'pause' | 'resume'): Promise<CampaignShown> {
  return read(await ask('POST', `campaigns/${encodeURIComponent(id)}/${to}`, { body: {} }), campaignShown);
}

/** Undefined: some of them were refused, and why has been said; those before them are in it. */
async function addRest(
  sending: Sending,
  begun: Sent,
  rest: readonly (readonly Entry[])[],
  all: number,
): Promise<Sent | undefined> {
  const { ask, terminal } = sending;
  let sofar = begun;
  for (const part of rest) {
    const { id } = sofar.campaign;
    terminal.error(`${sofar.added + sofar.known} of ${people(all)} sent ...`);
    const body = { people: part.map((one) => one.body) };
    const answer = await ask('POST', `campaigns/${encodeURIComponent(id)}/people`, { body });
    if (sayRefusal(sending, answer, part)) return undefined;
    const { added, known, ...campaign } = read(answer, campaignAsked);
    sofar = { ...sofar, campaign, added: sofar.added + added, known: sofar.known + known };
  }
  return sofar;
}

function sayRefusal({ terminal, path }: Sending, answer: Parameters<typeof problemsIn>[0], entries: readonly Entry[]): boolean {
  const problems = problemsIn(answer, entries);
  if (problems === undefined) return false;
  terminal.error(problems.title);
  if (problems.rows.length > 0) sayProblems(path, problems.rows, terminal);
  for (const one of problems.others) terminal.error(one);
  return true;
}

/** As many in one request as the API takes, by number and by bytes; the rest of a request is small. */
export function inRequests(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const room = longestList - 100_000;
  const requests: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const own = Buffer.byteLength(JSON.stringify(entry.body)) + 1;
    const last = requests.at(-1);
    if (last === undefined || last.length === mostPeople || bytes + own > room) {
      requests.push([entry]);
      bytes = own;
    } else {
      last.push(entry);
      bytes += own;
    }
  }
  return requests;
}
