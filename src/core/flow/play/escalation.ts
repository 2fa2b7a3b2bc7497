import type { Answer } from '../../call/answer.ts';
import { limits } from '../../call/call.ts';
import type { CommandFailed } from '../../call/call-event.ts';
import type { RosterEntry } from '../../call/roster.ts';
import { listedPeople } from '../../steps/listed-people.ts';
import type { Draft } from './draft.ts';
import { takePeople } from './take-roster.ts';

/**
 * Whoever is alone with the bot can take others in. Graph reports no roster of such a call and says nothing of it but that the
 * media goes away and comes back, as it may for other reasons: the call *may* have several people from then on, and who is
 * there is asked. That is one small request a minute, of these calls only, and whenever something depends on it (ADR 28).
 */

/** Whoever is called in first has to pick up. */
const firstAskMs = 15_000;
const askAgainMs = 60_000;
/** Of one that may not ask, for as long as it is so. */
const refusedMs = 15 * 60_000;

/** The media went away while nobody was being sent on. */
export function noteMove(draft: Draft): void {
  const { asked, multiparty, state, listening, escalation } = draft.call;
  if (multiparty || escalation !== undefined || !listening || asked === 'transfer' || asked === 'hangUp') return;
  if (state === 'established') mayBeSeveral(draft);
}

/** From now on Graph is asked who is there, until it reports it by itself. */
export function mayBeSeveral(draft: Draft): void {
  if (draft.call.escalation === undefined) draft.update({ escalation: { askAt: draft.now + firstAskMs } });
}

/** It is time to ask. */
export function askWhoIsThere(draft: Draft): void {
  const { escalation, asked, outcome, nextNumber } = draft.call;
  if (escalation === undefined || escalation.askAt > draft.now || outcome !== undefined) return;
  if (asked === 'transfer') return draft.update({ escalation: { askAt: draft.now + askAgainMs } });
  draft.decide({ kind: 'listParticipants' });
  draft.update({ escalation: { askAt: draft.now + askAgainMs, number: nextNumber } });
}

/** The answer to that. False when it is another one's. */
export function takeWhoIsThere(draft: Draft, number: number, answer: Answer): boolean {
  if (draft.call.escalation?.number !== number) return false;
  learnPeople(draft, answer);
  return true;
}

/** It was refused, or nobody knows. False when it is about another question. */
export function takeNoList(draft: Draft, { number, why }: CommandFailed): boolean {
  if (draft.call.escalation?.number !== number) return false;
  if (why === 'refused') draft.update({ escalation: { askAt: draft.now + refusedMs } });
  return true;
}

/**
 * What a list says of a call whose people Graph does not report. One person may be the caller alone as before, or in what was
 * a call with several: that stays open. Several, or nobody at all, are not a call of two.
 */
export function learnPeople(draft: Draft, answer: Answer): void {
  const everybody = listedIn(answer);
  if (everybody === undefined) return;
  const people = withoutApplications(everybody);
  const { multiparty, escalation, roster } = draft.call;
  if (multiparty && escalation === undefined) return; // Graph reports it.
  if (!multiparty && (people.length === 1 || (people.length === 0 && everybody.length > 1))) return;
  mayBeSeveral(draft);
  if (roster === undefined) draft.update({ roster: { others: 1, people: [], hasMet: true } });
  takePeople(draft, {
    kind: 'rosterChanged',
    others: people.length,
    full: true,
    people: people.slice(0, limits.roster).map(({ id, kind, who }) => ({ id, kind, who })),
  });
}

/** Undefined when the answer is no list. */
function listedIn(answer: Answer): readonly RosterEntry[] | undefined {
  if (answer.kind !== 'operation' || answer.ended !== 'completed') return undefined;
  return listedPeople(answer.value).map(({ id, kind, who }) => ({ id, kind: kind as RosterEntry['kind'], who })); // Our own words.
}

/** The people that a list names; undefined when the answer is none. */
export function peopleListed(answer: Answer | undefined): readonly RosterEntry[] | undefined {
  const everybody = answer === undefined ? undefined : listedIn(answer);
  return everybody === undefined ? undefined : withoutApplications(everybody);
}

const withoutApplications = (everybody: readonly RosterEntry[]): readonly RosterEntry[] =>
  everybody.filter(({ kind }) => kind !== 'application' && kind !== 'applicationInstance');
