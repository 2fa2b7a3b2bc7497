import type { PersonOption } from '../simulator/softphone-api.ts';
import type { SimulatorOptions } from '../simulator/start-simulator.ts';

/** Who can call in a local run. The number is one of those that are kept free for films and manuals. */
export const sampleCallers: readonly PersonOption[] = [
  { kind: 'user', id: 'ada00000-0000-4000-8000-000000000001', displayName: 'Ada Example' },
  { kind: 'phone', number: '+441632960123', displayName: 'A telephone' },
];

/** The sales queue of the shipped flow fails once in each call, so that everybody meets the way back into the flow. */
export function shippedBehaviour(contacts: { readonly [name: string]: string }): NonNullable<SimulatorOptions['destinations']> {
  const { salesQueue } = contacts;
  return salesQueue === undefined ? {} : { [salesQueue]: 'failsOnce' };
}
