import type { EndedCall } from '../api/schemas.ts';
import { choicesOf, filterEnded } from './ended-filter.ts';

const anEnd = (line: string, outcome: string): EndedCall => ({
  callId: `${line}-${outcome}`,
  line,
  flow: 'main-line',
  version: '1',
  direction: 'incoming',
  startedAt: '2027-01-04T08:00:00.000Z',
  endedAt: '2027-01-04T08:01:00.000Z',
  outcome,
  path: [],
});
const calls = [
  anEnd('main', 'callerHungUp'),
  anEnd('main', 'transferred'),
  anEnd('office', 'callerHungUp'),
  anEnd('main', 'callerHungUp'),
];

test('calls are narrowed to a line, to an outcome, and to both', () => {
  expect(filterEnded(calls, {})).toHaveLength(4);
  expect(filterEnded(calls, { line: 'main' })).toHaveLength(3);
  expect(filterEnded(calls, { outcome: 'callerHungUp' })).toHaveLength(3);
  expect(filterEnded(calls, { line: 'office', outcome: 'transferred' })).toEqual([]);
});

test('the choices are those that there are, the most frequent first', () => {
  expect(choicesOf(calls, 'outcome')).toEqual([
    { value: 'callerHungUp', count: 3 },
    { value: 'transferred', count: 1 },
  ]);
  expect(choicesOf([], 'line')).toEqual([]);
});
