import { explainCode, inShort, isForAdmins } from '../../core/call/explain/explain.ts';
import type { Campaign, CampaignAttempt, CampaignPerson } from '../../ports/campaigns.ts';
import type { OutboundCall } from '../../ports/outbound-call.ts';
import { cancelOutbound } from '../outbound/ask-outbound.ts';
import { doNotCallCode } from '../outbound/last-look.ts';
import { loadOutbound } from '../outbound/outbound-calls.ts';
import type { CampaignPorts } from './campaign-ports.ts';
import { type Held, savePerson } from './campaign-records.ts';
import { listPerson } from './do-not-call.ts';

/** Why a call of a campaign was not placed at the last moment. */
export const notNowCode = 'NOT_NOW';

/** A call of which nothing was heard for so long will not be heard of any more. */
const longestCallMs = 6 * 3_600_000;
/** Whoever asked for the call died before its job was queued, or the queue is far behind: it is asked for anew. */
const overdueMs = 2 * 60_000;

/**
 * Looks at what became of the call to somebody. `goesOn`: it is still going on, and takes one of the places that there are
 * at once. A refusal that would meet everybody costs nobody an attempt, and stops the campaign. Doing it twice is doing it once:
 * the list before the person, the person by a conditional write.
 */
export async function settlePerson(ports: CampaignPorts, campaign: Campaign, held: Held<CampaignPerson>): Promise<Settled> {
  const person = held.value;
  const attempt = person.attempts.at(-1);
  const call = attempt === undefined ? undefined : await loadOutbound(ports, attempt.outboundId);
  const now = ports.clock.now();
  const end = endOf(call, now);
  if (end.kind === 'goesOn') return { kind: 'goesOn' };
  // Called off by a conditional write: either it is never placed, or it is being placed just now.
  if (end.kind === 'overdue' && (await cancelOutbound(ports, end.id)) === undefined) return { kind: 'goesOn' };
  const next =
    end.kind === 'ended' && attempt !== undefined
      ? await afterCall(ports, campaign, person, { ...attempt, ...end.result }, end.tags)
      : end.kind === 'done'
        ? { ...person, state: 'done' as const, attempts: person.attempts.slice(0, -1), outcome: end.outcome }
        : { ...person, state: 'waiting' as const, attempts: person.attempts.slice(0, -1), dueAt: now };
  await savePerson(ports, campaign, next, held.version); // Overtaken: another instance has settled it.
  return end.kind === 'refused' ? { kind: 'stopped', why: end.why } : { kind: 'settled' };
}

export type Settled = { readonly kind: 'goesOn' | 'settled' } | { readonly kind: 'stopped'; readonly why: string };

type End =
  | { readonly kind: 'goesOn' }
  /** It never rang: the person waits again, and no attempt was used up. */
  | { readonly kind: 'neverRang' }
  /** So would be the call to anybody else. `why` in words, with what to do. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'overdue'; readonly id: string }
  | { readonly kind: 'done'; readonly outcome: string }
  | {
      readonly kind: 'ended';
      readonly result: Required<Pick<CampaignAttempt, 'endedAt' | 'outcome'>> & { readonly code?: string };
      readonly tags: readonly string[];
    };

function endOf(call: OutboundCall | undefined, now: number): End {
  // Somebody died between taking the person and asking for the call. Should the call be asked for after all, then
  // `forbids` finds that the person has moved on.
  if (call === undefined) return { kind: 'neverRang' };
  const { status, changedAt, notBefore, outcome, code } = call;
  switch (status) {
    case 'queued':
      return now > Math.max(notBefore, changedAt) + overdueMs ? { kind: 'overdue', id: call.id } : { kind: 'goesOn' };
    case 'placing':
    case 'placed':
      if (now < changedAt + longestCallMs) return { kind: 'goesOn' };
      return { kind: 'ended', result: { endedAt: now, outcome: 'failed', code: 'UNCLEAR' }, tags: [] };
    case 'expired':
      return { kind: 'neverRang' };
    case 'cancelled':
      if (code === doNotCallCode) return { kind: 'done', outcome: 'doNotCall' };
      return code === notNowCode ? { kind: 'neverRang' } : { kind: 'done', outcome: 'cancelled' };
    case 'failed':
      if (code !== undefined && meetsEverybody(code)) return { kind: 'refused', why: inWords(code) };
      return {
        kind: 'ended',
        result: { endedAt: changedAt, outcome: 'failed', ...(code === undefined ? {} : { code }) },
        tags: [],
      };
    case 'ended':
      return {
        kind: 'ended',
        result: { endedAt: changedAt, outcome: outcome ?? 'completed', ...(code === undefined ? {} : { code }) },
        tags: call.tags ?? [],
      };
  }
}

/** A permission, a consent, a licence. 7505 may be about this one person, who is in another tenant. */
const meetsEverybody = (code: string): boolean => isForAdmins(code) && code !== '7505';

function inWords(code: string): string {
  const explained = explainCode(code);
  return `${inShort(explained)} ${explained.explanation.fix}`;
}

async function afterCall(
  ports: CampaignPorts,
  { id, doNotCallOutcomes, retries, notAfter }: Campaign,
  person: CampaignPerson,
  ended: CampaignAttempt & { readonly endedAt: number; readonly outcome: string },
  tags: readonly string[],
): Promise<CampaignPerson> {
  const attempts = [...person.attempts.slice(0, -1), ended];
  const { outcome } = ended;
  if ([outcome, ...tags].some((word) => doNotCallOutcomes.includes(word))) {
    await listPerson(ports, person.to, id);
    return { ...person, state: 'done', attempts, outcome };
  }
  const dueAt = ended.endedAt + retries.afterMs;
  const again = retries.on.includes(outcome) && attempts.length < retries.attempts && dueAt < notAfter;
  return again ? { ...person, state: 'waiting', attempts, dueAt } : { ...person, state: 'done', attempts, outcome };
}
