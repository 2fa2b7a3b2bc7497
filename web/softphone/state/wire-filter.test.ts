import type { Exchange } from '../../../simulator/softphone-api.ts';
import { filterWire } from './wire-filter.ts';

const exchange = (seq: number, part: Partial<Exchange>) => ({
  seq,
  at: 0,
  exchange: { direction: 'toBot', title: '', method: 'POST', path: '/', ...part } as const,
});
const wire = [
  exchange(1, { status: 202 }),
  exchange(2, { direction: 'toGraph', status: 200 }),
  exchange(3, { direction: 'toGraph', status: 404 }),
  exchange(4, { trouble: 'No answer.' }),
];
const seqs = (filter: Parameters<typeof filterWire>[1]) => filterWire(wire, filter).map(({ seq }) => seq);

test('the wire can be narrowed to one direction', () => {
  expect(seqs('all')).toEqual([1, 2, 3, 4]);
  expect(seqs('toGraph')).toEqual([2, 3]);
  expect(seqs('toBot')).toEqual([1, 4]);
});

test('trouble is what the simulator calls so, and every error status', () => {
  expect(seqs('trouble')).toEqual([3, 4]);
});
