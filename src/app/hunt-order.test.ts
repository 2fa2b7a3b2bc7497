import { memoryLedger } from '../adapters/memory/memory-ledger.ts';
import { noteTaken, takeOrder } from './hunt-order.ts';

const members = ['ada', 'bob', 'cem'];

function aHunt() {
  let now = 1_000;
  const clock = { now: () => now, sleep: async () => {} };
  const ports = { ledger: memoryLedger(clock), clock };
  return {
    order: (strategy: 'roundRobin' | 'leastRecent') =>
      takeOrder(ports, { kind: 'takeOrder', group: 'main/gold', strategy, members }),
    takes: (member: string) => {
      now += 1_000;
      return noteTaken(ports, { kind: 'noteTaken', group: 'main/gold', member });
    },
  };
}

test('round robin: each call begins with the next contact, and comes round', async () => {
  const { order } = aHunt();
  const firsts: (string | undefined)[] = [];
  for (let call = 0; call < 4; call += 1) firsts.push((await order('roundRobin'))[0]);
  expect(firsts).toEqual(['ada', 'bob', 'cem', 'ada']);
});

test('calls at the same moment get different turns', async () => {
  const { order } = aHunt();
  const orders = await Promise.all([order('roundRobin'), order('roundRobin'), order('roundRobin')]);
  expect(new Set(orders.map(([first]) => first)).size).toBe(3);
});

test('least recent: whoever has had no call for longest is rung first', async () => {
  const { order, takes } = aHunt();
  await takes('bob');
  await takes('ada');
  expect(await order('leastRecent')).toEqual(['cem', 'bob', 'ada']);
  await takes('cem');
  expect((await order('leastRecent'))[0]).toBe('bob');
});
