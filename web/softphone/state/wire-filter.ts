import { unreachable } from '../../../src/core/call/unreachable.ts';
import { meaningOf } from './meaning.ts';
import type { WireEntry } from './softphone-state.ts';

export const wireFilters = ['all', 'toGraph', 'toBot', 'trouble'] as const;
export type WireFilter = (typeof wireFilters)[number];

/** Trouble is what the simulator says it is, every answer that is an error by itself, and a result that somebody should look at. */
export function isTrouble({ exchange }: WireEntry): boolean {
  if (exchange.trouble !== undefined || (exchange.status !== undefined && exchange.status >= 400)) return true;
  const meaning = meaningOf(exchange);
  return meaning?.isNotable === true && meaning.explained.explanation.fault !== 'ordinary';
}

export function filterWire(wire: readonly WireEntry[], filter: WireFilter): readonly WireEntry[] {
  switch (filter) {
    case 'all':
      return wire;
    case 'toGraph':
    case 'toBot':
      return wire.filter(({ exchange }) => exchange.direction === filter);
    case 'trouble':
      return wire.filter(isTrouble);
    default:
      return unreachable(filter);
  }
}
