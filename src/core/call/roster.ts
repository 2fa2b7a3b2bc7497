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
