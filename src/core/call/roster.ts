import type { Call } from './call.ts';
import type { Transferee } from './call-command.ts';
import type { Destination, Party } from './party.ts';

/** Who is in a call with several people, the bot and other applications left out. Peer-to-peer calls have none. */
export interface Roster {
  /** How many there are, also where not all are kept. */
  readonly others: number;
  /** The first ones. */
  readonly people: readonly RosterEntry[];
  /** Of the last report of changes; older ones are stale. */
  readonly sequence?: number;
  /** True once somebody has been there. */
  readonly hasMet: boolean;
}

/** Small: names are left to `listParticipants`. */
export interface RosterEntry {
  /** The participant's, within this call. */
  readonly id: string;
  readonly kind: Party['kind'];
  /** Object id or number; empty when it is not disclosed. */
  readonly who: string;
}

/** How a person is called or invited; undefined for those whom nobody could: guests, and callers who are not disclosed. */
export function destinationOf(party: Party): Destination | undefined {
  switch (party.kind) {
    case 'user':
    case 'application':
    case 'applicationInstance':
      return { kind: party.kind, id: party.id };
    case 'phone':
      return { kind: 'phone', number: party.number };
    case 'guest':
    case 'unknown':
      return undefined;
  }
}

/** Whether two words mean the same person: ids in any case, numbers to the letter. */
export function isSomebody(entry: { readonly kind: string; readonly who: string }, person: Destination): boolean {
  if (person.kind === 'phone') return entry.kind === 'phone' && entry.who === person.number;
  return entry.who !== '' && entry.who.toLowerCase() === person.id.toLowerCase();
}

export function entryOf(roster: Roster | undefined, person: Destination): RosterEntry | undefined {
  return roster?.people.find((entry) => isSomebody(entry, person));
}

export function holds(roster: Roster | undefined, person: Destination): boolean {
  return entryOf(roster, person) !== undefined;
}

/** Whether Graph may have it as a call with several people: only then it takes, or wants, what is about one of them. */
export function mayHaveSeveral({ multiparty, escalation }: Pick<Call, 'multiparty' | 'escalation'>): boolean {
  return multiparty || escalation !== undefined;
}

/** Who of several people is sent on, or why nobody is. */
export type Chosen =
  | { readonly kind: 'chosen'; readonly transferee: Transferee }
  | { readonly kind: 'nobody'; readonly code: 'severalPeople' | 'noTransferee' | 'noParticipant' };

/**
 * The one whose id is given; else the caller, or whom the bot has called; else the only one who is there. `people` are those in
 * the call, applications left out: the bot's own side may be one.
 */
export function transfereeAmong(
  people: readonly RosterEntry[],
  { caller, called }: Pick<Call, 'caller' | 'called'>,
  participant?: string,
): Chosen {
  if (participant !== undefined) {
    const wanted = people.find(({ id }) => id.toLowerCase() === participant.toLowerCase());
    return wanted === undefined ? { kind: 'nobody', code: 'noParticipant' } : named(wanted);
  }
  for (const who of [destinationOf(caller), destinationOf(called)]) {
    const found = who === undefined ? undefined : people.find((entry) => isSomebody(entry, who));
    if (found !== undefined && who !== undefined) return { kind: 'chosen', transferee: { participant: found.id, who } };
  }
  const [only, ...others] = people;
  if (only === undefined) return { kind: 'nobody', code: 'noTransferee' };
  return others.length > 0 ? { kind: 'nobody', code: 'severalPeople' } : named(only);
}

/** Graph wants an account or a number beside the participant's id. */
function named({ id, kind, who }: RosterEntry): Chosen {
  if (who === '') return { kind: 'nobody', code: 'noTransferee' };
  if (kind === 'user') return { kind: 'chosen', transferee: { participant: id, who: { kind, id: who } } };
  if (kind === 'phone') return { kind: 'chosen', transferee: { participant: id, who: { kind, number: who } } };
  return { kind: 'nobody', code: 'noTransferee' };
}

/** Whether a transfer failed because nobody could be named: then it fails whoever is to get them. */
export const lacksTransferee = (code: string | undefined): boolean => code === 'severalPeople' || code === 'noTransferee';

/** Why nobody can be sent on, when that is certain from what Graph has reported; undefined where it is not, or somebody can. */
export function noTransfereeIn({ caller, called, roster, escalation }: Call): 'severalPeople' | undefined {
  if (roster === undefined || escalation !== undefined || roster.others !== roster.people.length) return undefined;
  const chosen = transfereeAmong(roster.people, { caller, called });
  return chosen.kind === 'nobody' && chosen.code === 'severalPeople' ? chosen.code : undefined;
}
