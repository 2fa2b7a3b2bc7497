import type { z } from 'zod';
import { Fault } from '../../src/core/call/fault.ts';
import {
  campaigns as campaignPage,
  campaignProgress,
  campaignResults,
  campaign as campaignShown,
} from '../../src/edge/automation/campaign-answers.ts';
import type { Answer, AskBot } from '../bot-api/ask-bot.ts';
import { read, refused } from '../bot-api/read-answer.ts';
import type { CampaignShown, ResultShown } from '../calling/shown.ts';
import type { Terminal } from '../commands/command.ts';
import { campaignInWords, campaignsInWords, resultsInWords } from './campaigns-in-words.ts';

/** What can be done with campaigns that there are; the exit code. */
export interface Asking {
  readonly ask: AskBot;
  readonly terminal: Terminal;
  readonly asJson: boolean;
}

/** People or campaigns of one page. */
const pageSize = 1_000;
/** Pages that are read; more than any store keeps of it. */
const mostPages = 10_000;

export async function listCampaigns({ ask, terminal, asJson }: Asking): Promise<number> {
  const campaigns: CampaignShown[] = [];
  let after: string | undefined = '';
  for (let n = 0; n < mostPages && after !== undefined; n += 1) {
    const found: z.output<typeof campaignPage> = read(
      await ask('GET', `campaigns?limit=${pageSize}&after=${after}`),
      campaignPage,
    );
    campaigns.push(...found.campaigns);
    after = found.next;
  }
  terminal.out(asJson ? JSON.stringify({ campaigns }, null, 2) : campaignsInWords(campaigns));
  return 0;
}

export async function showCampaign({ ask, terminal, asJson }: Asking, id: string): Promise<number> {
  const campaign = read(found(await ask('GET', `campaigns/${encodeURIComponent(id)}`)), campaignProgress);
  terminal.out(asJson ? JSON.stringify(campaign, null, 2) : campaignInWords(campaign));
  return 0;
}

export async function steerCampaign({ ask, terminal, asJson }: Asking, id: string, to: string): Promise<number> {
  const campaign = read(found(await ask('POST', `campaigns/${encodeURIComponent(id)}/${to}`, { body: {} })), campaignShown);
  const calls = campaign.state === 'running' ? '' : ' Calls that go on are left to end.';
  terminal.out(asJson ? JSON.stringify(campaign, null, 2) : `"${campaign.name}" is ${campaign.state}.${calls}`);
  return 0;
}

export async function showResults({ ask, terminal, asJson }: Asking, id: string, asCsv: boolean): Promise<number> {
  const path = `campaigns/${encodeURIComponent(id)}/results?limit=${pageSize}`;
  if (asCsv) return printCsv({ ask, terminal }, path);
  const results: ResultShown[] = [];
  let after: string | undefined = '';
  for (let n = 0; n < mostPages && after !== undefined; n += 1) {
    const one: z.output<typeof campaignResults> = read(found(await ask('GET', `${path}&after=${after}`)), campaignResults);
    results.push(...one.results);
    after = one.next;
  }
  results.sort((a, b) => a.row - b.row);
  terminal.out(asJson ? JSON.stringify({ results }, null, 2) : resultsInWords(results));
  return 0;
}

/** Page after page as the bot writes them, with one head. */
async function printCsv({ ask, terminal }: Pick<Asking, 'ask' | 'terminal'>, path: string): Promise<number> {
  let after: string | undefined = '';
  for (let n = 0; n < mostPages && after !== undefined; n += 1) {
    const answer = found(await ask('GET', `${path}&format=csv&after=${after}`));
    if (answer.status !== 200) throw refused(answer);
    const [head = '', ...rows] = answer.text.trimEnd().split('\r\n');
    const lines = n === 0 ? [head, ...rows] : rows;
    if (lines.length > 0) terminal.out(`${lines.join('\r\n')}\r`); // The terminal's own line feed makes it a whole line end.
    after = /[?&]after=([^&>]+)>/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return 0;
}

function found(answer: Answer): Answer {
  if (answer.status !== 404) return answer;
  throw new Fault('STORE_UNAVAILABLE', 'There is no campaign of this id. "teams-ivr campaign list" lists those that there are.');
}
