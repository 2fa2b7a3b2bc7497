import fc from 'fast-check';
import { circlesOf } from './circles.ts';

const graphOf = (ways: { readonly [node: string]: readonly string[] }) => ({
  nodes: Object.keys(ways),
  next: (node: string) => ways[node] ?? [],
});
const circles = (ways: { readonly [node: string]: readonly string[] }) =>
  circlesOf(graphOf(ways))
    .map((circle) => circle.toSorted().join(''))
    .sort();

test('a circle is found whole, and so is a node that leads to itself', () => {
  expect(circles({ a: ['b'], b: ['c', 'd'], c: ['a'], d: ['d'], e: ['a'] })).toEqual(['abc', 'd']);
  expect(circles({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })).toEqual([]);
});

test('a circle of ten thousand steps is no problem, and each way is looked at a few times only', () => {
  const count = 10_000;
  let asked = 0;
  const nodes = Array.from({ length: count }, (_, index) => index);
  const next = (node: number): readonly number[] => {
    asked += 1;
    return [(node + 1) % count];
  };
  expect(circlesOf({ nodes, next })).toHaveLength(1);
  expect(asked).toBeLessThanOrEqual(2 * count);
});

test('two nodes are in one circle exactly when each leads to the other', () => {
  const ways = fc.array(fc.array(fc.nat(7), { maxLength: 3 }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(ways, (lists) => {
      const nodes = lists.map((_, index) => index);
      const next = (node: number): readonly number[] => lists[node] ?? [];
      const reachable = (from: number): ReadonlySet<number> => {
        const found = new Set(next(from));
        for (const one of found) for (const to of next(one)) found.add(to);
        return found;
      };
      const together = (a: number, b: number): boolean => reachable(a).has(b) && reachable(b).has(a);
      const found = circlesOf({ nodes, next });
      for (const a of nodes)
        for (const b of nodes) expect(found.some((circle) => circle.includes(a) && circle.includes(b))).toBe(together(a, b));
    }),
  );
});
