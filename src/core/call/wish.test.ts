import { haveOneKey, wishId } from './wish.ts';

const keyHash = 'a1'.repeat(16);
const otherKey = 'b2'.repeat(16);

test('two wishes under one key are told to be so, whatever they ask', () => {
  expect(wishId(keyHash, '00000001')).not.toBe(wishId(keyHash, '00000002'));
  expect(haveOneKey(wishId(keyHash, '00000001'), wishId(keyHash, '00000002'))).toBe(true);
  expect(haveOneKey(wishId(keyHash, '00000001'), wishId(otherKey, '00000001'))).toBe(false);
});

test('a wish from before there were marks of requests has the same key', () => {
  expect(haveOneKey(wishId(keyHash, undefined), wishId(keyHash, '00000001'))).toBe(true);
});

test('wishes without a key have none in common', () => {
  const [one, other] = ['0a1b2c3d-0001-4567-89ab-cdef01234567', '0a1b2c3d-0001-4567-89ab-cdef01234568'];
  expect([haveOneKey(one, one), haveOneKey(one, other)]).toEqual([true, false]);
});
