import type { CampaignShown, ProgressShown, ResultShown } from '../calling/shown.ts';
import { counted } from '../publishing/compare.ts';
import { table } from '../table.ts';
import type { Sent } from './send-people.ts';

export const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

export function campaignsInWords(campaigns: readonly CampaignShown[]): string {
  if (campaigns.length === 0) return 'There is no campaign.';
  const rows = campaigns.map(({ id, name, state, line, askedAt, window }) => [
    id,
    name,
    state,
    line,
    local(askedAt),
    local(window.notAfter),
  ]);
  return table([['id', 'name', 'state', 'line', 'begun', 'until'], ...rows]);
}

export function campaignInWords(campaign: ProgressShown): string {
  const { id, name, state, pausedBecause, line, flow, window, timeZone, pace, retries, people: counts } = campaign;
  const all = counts && counts.waiting + counts.calling + counts.done;
  return [
    `${id}  ${name}: ${state}${pausedBecause === undefined ? '' : ` by the bot: ${pausedBecause}`}`,
    ...(counts === undefined || all === undefined
      ? []
      : [`  people   ${all}: ${counts.done} done, ${counts.calling} being called, ${counts.waiting} waiting`]),
    `  line     ${line}${flow === undefined ? '' : `, flow ${flow}`}`,
    `  hours    ${hours(window.week)}${Object.keys(window.exceptions).length === 0 ? '' : `; ${hours(window.exceptions)}`} (else ${timeZone})`,
    `  from     ${local(window.notBefore)} to ${local(window.notAfter)}`,
    `  pace     ${counted(pace.callsPerMinute, 'call')} a minute, ${pace.atOnce} at once`,
    `  retries  ${counted(retries.attempts, 'call')} at the most, ${retries.afterMinutes} minutes apart, after ${retries.on.join(', ') || 'nothing'}`,
    `  kept     until ${local(campaign.deletedAt)}`,
  ].join('\n');
}

export function resultsInWords(results: readonly ResultShown[]): string {
  if (results.length === 0) return 'Nobody is in it.';
  const rows = results.map(({ row, reference, state, outcome, attempts, nextAt }) => {
    const last = attempts.at(-1);
    return [String(row), reference ?? '', outcome ?? state, String(attempts.length), local(last?.at ?? nextAt), last?.code ?? ''];
  });
  const outcomes = new Map<string, number>();
  for (const { outcome, state } of results) outcomes.set(outcome ?? state, (outcomes.get(outcome ?? state) ?? 0) + 1);
  const sums = [...outcomes].toSorted((a, b) => b[1] - a[1]).map(([outcome, count]) => `${count} ${outcome}`);
  return `${table([['row', 'reference', 'outcome', 'calls', 'last', 'code'], ...rows])}\n\n${people(results.length)}: ${sums.join(', ')}.`;
}

export function sentInWords({ campaign, added, known, isNew }: Sent): string {
  const twice = known === 0 ? '' : `, ${known} of the file ${known === 1 ? 'was' : 'were'} in it already`;
  const begun = isNew ? `"${campaign.name}" has begun` : `"${campaign.name}" is ${campaign.state}`;
  return `${begun}: ${people(added)} added${twice}.\ncampaign ${campaign.id}\n"teams-ivr campaign show ${campaign.id}" says how far it is.`;
}

const hours = (days: CampaignShown['window']['week']): string =>
  Object.entries(days)
    .map(([day, ranges]) => `${day} ${typeof ranges === 'string' ? ranges : ranges.join(', ')}`)
    .join('; ');

const local = (at: string | undefined): string => (at === undefined ? '' : new Date(at).toLocaleString());
