import { type Call, limits } from '../../call/call.ts';
import type { RosterChanged } from '../../call/call-event.ts';
import type { Roster } from '../../call/roster.ts';
import type { Draft } from './draft.ts';
import { enterStep } from './take-step.ts';

/** How long the bot waits in a call where nobody has been yet: people are late, or wait in the lobby. */
const firstComeMs = 5 * 60_000;

/** Graph reports who is there, also in a call that somebody made one with several people: it need not be asked any more. */
export function takeRoster(draft: Draft, event: RosterChanged): void {
  const { roster: before, escalation: _, ...call } = draft.call;
  if (event.sequence !== undefined && before?.sequence !== undefined && event.sequence <= before.sequence) return;
  if (draft.call.escalation !== undefined) draft.call = { ...call, ...(before === undefined ? {} : { roster: before }) };
  takePeople(draft, event);
}

/** Who is there. The bot does not stay behind alone: when the last one has left it hangs up after a while. */
export function takePeople(draft: Draft, event: RosterChanged): void {
  const { roster: before, aloneUntil } = draft.call;
  const roster = event.full ? whole(event, before) : changed(event, before);
  if (JSON.stringify(roster) !== JSON.stringify(before)) draft.update({ roster, multiparty: true });
  if (roster.others > 0) {
    if (aloneUntil !== undefined) {
      const { aloneUntil: _, ...call } = draft.call;
      draft.call = call;
      draft.changed = true;
    }
    const { at, listening, outcome } = draft.call;
    if (before?.hasMet !== true && listening && !at.entered && outcome === undefined) enterStep(draft, at.step, at);
  } else if (aloneUntil === undefined) {
    draft.update({ aloneUntil: draft.now + (roster.hasMet ? draft.begunWith.whenAloneMs : firstComeMs) });
  }
}

/**
 * A call to several people, or into a meeting, is connected before anybody is there: its flow begins when somebody is. One
 * that was placed for a caller begins by bringing them.
 */
export function waitsForPeople({ direction, multiparty, placedBy, roster }: Call): boolean {
  return direction === 'outgoing' && multiparty && placedBy === undefined && (roster?.others ?? 0) === 0;
}

/** Nobody has come back. False when it is not time yet, or the call is ending anyway. */
export function leaveWhenAlone(draft: Draft): boolean {
  const { aloneUntil, outcome } = draft.call;
  if (aloneUntil === undefined || aloneUntil > draft.now || outcome !== undefined) return false;
  draft.cancelMedia();
  draft.dropLegs(() => true);
  draft.decide({ kind: 'hangUp' });
  draft.update({ asked: 'hangUp', outcome: 'alone' });
  return true;
}

function whole({ others, people, sequence }: RosterChanged, before: Roster | undefined): Roster {
  const kept = people.slice(0, limits.roster);
  return { others, people: kept, hasMet: before?.hasMet === true || others > 0, ...(sequence === undefined ? {} : { sequence }) };
}

/**
 * Changes to what is known. Of a call with more people than are kept one by one nobody can tell whether an entry is about
 * somebody new, so the count follows only those who leave until the next whole roster.
 */
function changed({ people, gone = [], sequence }: RosterChanged, before: Roster | undefined): Roster {
  const known = before?.people ?? [];
  const unkept = (before?.others ?? 0) - known.length;
  const isKnown = (id: string): boolean => known.some((one) => one.id === id);
  const left = gone.filter((id) => !isKnown(id)).length;
  const came = people.filter(({ id }) => !isKnown(id));
  const staying = known.filter(({ id }) => !gone.includes(id)).map((one) => people.find(({ id }) => id === one.id) ?? one);
  const everybody = [...staying, ...came];
  const others = everybody.length + Math.max(0, unkept - left - (unkept > 0 ? came.length : 0));
  return {
    others,
    people: everybody.slice(0, limits.roster),
    hasMet: before?.hasMet === true || others > 0,
    ...(sequence === undefined ? {} : { sequence }),
  };
}
