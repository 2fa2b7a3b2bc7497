import { limits } from './call.ts';
import { beginningOf, bytesOf, bytesOfVars, lastOf, varsFit } from './size.ts';

test('a value counts with the bytes that its JSON takes, not with its letters', () => {
  expect(bytesOf({ name: 'Ada' })).toBe(14);
  expect(bytesOf('Köln')).toBe(7);
  expect(bytesOf('東京')).toBe(8);
});

test('variables of calling flows count as well', () => {
  const frame = (letters: number) => ({ called: 'pin', step: 'ask' as never, vars: { a: 'x'.repeat(letters) }, trail: [] });
  expect(bytesOfVars({ b: 1 }, [frame(10), frame(20)])).toBe(
    bytesOf({ b: 1 }) + bytesOf({ a: 'x'.repeat(10) }) + bytesOf({ a: 'x'.repeat(20) }),
  );
  const room = limits.vars - bytesOf({ b: '' }) - bytesOf(frame(100).vars);
  expect(varsFit({ b: 'x'.repeat(room) }, [frame(100)])).toBe(true);
  expect(varsFit({ b: 'x'.repeat(room + 1) }, [frame(100)])).toBe(false);
});

test('of a list the last ones stay: so many, and no more than fit', () => {
  expect(lastOf(['a', 'b', 'c'], { count: 2, bytes: 100 })).toEqual(['b', 'c']);
  expect(lastOf(['aaaa', 'b', 'c'], { count: 3, bytes: 9 })).toEqual(['b', 'c']);
  expect(lastOf(['a long one'], { count: 3, bytes: 5 })).toEqual([]);
});

test('a text that is cut ends with a whole character', () => {
  expect(beginningOf('Köln', 10)).toBe('Köln');
  expect(beginningOf('Köln', 2)).toBe('K');
  expect(beginningOf('a👍b', 4)).toBe('a');
  expect(beginningOf('ab', 0)).toBe('');
  expect(beginningOf('ab', -1)).toBe('');
});
