import type { PersonOption } from '../simulator/softphone-api.ts';
import type { SimulatorOptions } from '../simulator/start-simulator.ts';
import type { Destination } from '../src/core/call/party.ts';

/**
 * Who there is in a local run, each with a window of the softphone. Ben and Cleo are the engineers of the shipped emergency
 * line. The number is one of those that are kept free for films and manuals.
 */
export const sampleCallers: readonly PersonOption[] = [
  { kind: 'user', id: 'ada00000-0000-4000-8000-000000000001', displayName: 'Ada Example' },
  { kind: 'user', id: 'be000000-0000-4000-8000-000000000002', displayName: 'Ben Sample' },
  { kind: 'user', id: 'c1e00000-0000-4000-8000-000000000003', displayName: 'Cleo Pattern' },
  { kind: 'phone', number: '+441632960123', displayName: 'A telephone' },
];

/** The sample people and whoever else can be called by `contacts.jsonc`, under the name that it has there. */
export function peopleOf(destinations: { readonly [contact: string]: Destination }): readonly PersonOption[] {
  const others = Object.entries(destinations).flatMap(([displayName, to]): PersonOption[] => {
    if (to.kind === 'user') return [{ kind: 'user', id: to.id, displayName }];
    return to.kind === 'phone' ? [{ kind: 'phone', number: to.number, displayName }] : [];
  });
  const known = new Set(sampleCallers.map(addressOf));
  return [...sampleCallers, ...others.filter((one) => !known.has(addressOf(one)))];
}

/** Object id or number, in lower case. */
export function addressOf(person: PersonOption): string {
  return (person.kind === 'user' ? person.id : person.number).toLowerCase();
}

/** The sales queue of the shipped flow fails once in each call, so that everybody meets the way back into the flow. */
export function shippedBehaviour(contacts: { readonly [name: string]: string }): NonNullable<SimulatorOptions['destinations']> {
  const { salesQueue } = contacts;
  return salesQueue === undefined ? {} : { [salesQueue]: 'failsOnce' };
}
