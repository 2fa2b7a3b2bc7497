import type { Answer } from '../api/answer.ts';
import { waitAfter } from './wait-after.ts';

const refused = (status: number, retryAfterMs?: number): Answer<never> => ({
  kind: 'refused',
  refusal: { status, title: 'No.', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
});

test('after a good answer it is asked again as usual', () => {
  expect(waitAfter({ kind: 'ok', status: 200, value: [] }, 1, 5_000)).toBeUndefined();
});

test.each([
  [1, 10_000],
  [2, 20_000],
  [10, 60_000],
])('after %i failures in a row the bot is left alone for %i ms', (failures, ms) => {
  expect(waitAfter({ kind: 'unreachable' }, failures, 5_000)).toBe(ms);
});

test('what the API asks for is kept to, but neither hurried nor for ever', () => {
  expect(waitAfter(refused(429, 12_000), 1, 5_000)).toBe(12_000);
  expect(waitAfter(refused(429, 0), 1, 5_000)).toBe(5_000);
  expect(waitAfter(refused(503, 86_400_000), 1, 5_000)).toBe(60_000);
});
