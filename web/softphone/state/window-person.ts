import type { Address, PersonOption } from '../../../simulator/softphone-api.ts';

/** In the address of the page: who sits at this window. */
export const personParameter = 'as';

/**
 * The person whom an address names: by object id, number, name, or first name. Undefined when it names nobody, or when
 * several share the first name.
 */
export function personNamed(wanted: string | undefined, people: readonly PersonOption[]): PersonOption | undefined {
  if (wanted === undefined) return undefined;
  const key = wanted.trim().toLowerCase();
  const exact = people.find((one) => [addressOf(one), one.displayName].some((name) => name.toLowerCase() === key));
  const first = people.filter(({ displayName }) => displayName.toLowerCase().split(' ')[0] === key);
  return exact ?? (first.length === 1 ? first[0] : undefined);
}

/** Object id or number. */
export function addressOf(person: PersonOption): string {
  return person.kind === 'user' ? person.id : person.number;
}

export function destinationOf(person: PersonOption): Address {
  return person.kind === 'user' ? { kind: 'user', id: person.id } : { kind: 'phone', number: person.number };
}
