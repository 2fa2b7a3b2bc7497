import type { CampaignPerson } from '../../ports/campaigns.ts';
import type { Shown } from '../admin/described.ts';
import { type campaignResult, csvColumns } from './campaign-answers.ts';
import { iso } from './replies.ts';

/** One person as whoever asked may see them: by reference and row, without number, name or variables (I8). */
export function shownPerson({
  id,
  row,
  reference,
  state,
  outcome,
  attempts,
  dueAt,
}: CampaignPerson): Shown<typeof campaignResult> {
  return {
    id,
    row,
    ...(reference === undefined ? {} : { reference }),
    state,
    ...(outcome === undefined ? {} : { outcome }),
    ...(state === 'waiting' ? { nextAt: iso(dueAt) } : {}),
    attempts: attempts.map(({ at, endedAt, ...attempt }) => ({
      at: iso(at),
      ...(endedAt === undefined ? {} : { endedAt: iso(endedAt) }),
      ...(attempt.outcome === undefined ? {} : { outcome: attempt.outcome }),
      ...(attempt.code === undefined ? {} : { code: attempt.code }),
      outboundCall: attempt.outboundId,
    })),
  };
}

/** RFC 4180, one line a person. */
export function csvOfResults(people: readonly CampaignPerson[]): string {
  const lines = people.map(({ row, reference, state, outcome, attempts }) => {
    const [first, last] = [attempts[0], attempts.at(-1)];
    const at = (time: number | undefined): string => (time === undefined ? '' : iso(time));
    const cells = [row, reference, state, outcome, attempts.length, at(first?.at), at(last?.at), at(last?.endedAt), last?.code];
    return cells.map(cell).join(',');
  });
  return `${[csvColumns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** A spreadsheet takes what begins like a formula for one: a quote in front keeps it words. */
function cell(value: string | number | undefined): string {
  if (typeof value === 'number' || value === undefined) return String(value ?? '');
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
