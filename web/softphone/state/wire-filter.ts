import { unreachable } from '../../../src/core/call/unreachable.ts';
import type { WireEntry } from './softphone-state.ts';

export const wireFilters = ['all', 'toGraph', 'toBot', 'trouble'] as const;
export type WireFilter = (typeof wireFilters)[number];

/** Trouble is what the simulator says it is, and every answer that is an error by itself. */
export function isTrouble({ exchange }: WireEntry): boolean {
  return exchange.trouble !== undefined || (exchange.status !== undefined && exchange.status >= 400);
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
