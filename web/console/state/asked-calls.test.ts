import { keepAskedCalls, mostAsked, readAskedCalls, withAskedCall } from './asked-calls.ts';

function aDrawer(content: string | null = null) {
  let kept = content;
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
  };
}

test('what was asked for is there after a reload, the latest first', () => {
  const drawer = aDrawer();
  const calls = withAskedCall(withAskedCall([], { id: 'one', to: 'reception' }), { id: 'two', to: '' });
  keepAskedCalls(drawer, calls);
  expect(readAskedCalls(drawer).map(({ id }) => id)).toEqual(['two', 'one']);
});

test('asking twice with one key is listed once', () => {
  const once = withAskedCall([], { id: 'one', to: 'reception' });
  expect(withAskedCall(once, { id: 'one', to: 'reception' })).toHaveLength(1);
});

test('the oldest are forgotten, and what another version has left is no trouble', () => {
  const ids = Array.from({ length: mostAsked + 5 }, (_, index) => ({ id: String(index), to: '' }));
  const kept = ids.reduce<ReturnType<typeof readAskedCalls>>((calls, one) => withAskedCall(calls, one), []);
  expect([kept.length, kept[0]?.id]).toEqual([mostAsked, String(mostAsked + 4)]);
  expect(readAskedCalls(aDrawer('{"not":"a list"}'))).toEqual([]);
});
