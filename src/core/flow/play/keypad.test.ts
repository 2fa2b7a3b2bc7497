import type { Keypad } from '../../call/call.ts';
import type { Tone } from '../../call/tone.ts';
import { flushKeys, pressKey, releaseHeld, swallowNext } from './keypad.ts';

const empty: Keypad = { next: 1, waiting: [], held: [], missing: [] };

function press(keypad: Keypad, ...keys: readonly (readonly [number, Tone])[]): Keypad {
  return keys.reduce((pressed, [sequence, tone]) => {
    const result = pressKey(pressed, sequence, tone);
    return result === 'duplicate' ? pressed : result;
  }, keypad);
}

test('keys that Graph reports in the wrong order are taken in the order in which they were pressed', () => {
  expect(press(empty, [2, '5'], [3, '6'], [1, '4']).waiting).toEqual(['4', '5', '6']);
});

test('a key that Graph reports twice counts once', () => {
  const once = press(empty, [1, '4']);
  expect(pressKey(once, 1, '4')).toBe('duplicate');
  const held = press(empty, [3, '4']);
  expect(pressKey(held, 3, '4')).toBe('duplicate');
});

test('a key whose report is lost does not keep the later ones for ever, and is still taken when it comes late', () => {
  const released = releaseHeld(press(empty, [1, '1'], [3, '3']));
  expect(released.waiting).toEqual(['1', '3']);
  expect(press(released, [2, '2']).waiting).toEqual(['1', '3', '2']);
  expect(pressKey(press(released, [2, '2']), 2, '2')).toBe('duplicate');
  expect(press(released, [4, '4']).waiting).toEqual(['1', '3', '4']);
});

test('the pound that people press after the last digit is swallowed once, whether it comes late or waits already', () => {
  const late = press(swallowNext(empty, '#'), [1, '#'], [2, '#']);
  expect(late.waiting).toEqual(['#']);
  expect(swallowNext(press(empty, [1, '#'], [2, '1']), '#').waiting).toEqual(['1']);
  expect(press(swallowNext(empty, '#'), [1, '5'], [2, '#']).waiting).toEqual(['5', '#']);
});

test('flushing forgets what was typed ahead and what would have been swallowed', () => {
  const flushed = flushKeys(swallowNext(press(empty, [1, '1'], [2, '2']), '#'));
  expect(press(flushed, [3, '#']).waiting).toEqual(['#']);
});

test('somebody who leans on the keypad cannot make the document grow without end', () => {
  const leaned = press(empty, ...Array.from({ length: 500 }, (_, index) => [index + 1, '1'] as const));
  expect(leaned.waiting.length).toBeLessThanOrEqual(60);
  const gaps = press(empty, ...Array.from({ length: 500 }, (_, index) => [index * 2 + 2, '1'] as const));
  expect(gaps.held.length).toBeLessThanOrEqual(20);
  expect(gaps.missing.length).toBeLessThanOrEqual(10);
});
