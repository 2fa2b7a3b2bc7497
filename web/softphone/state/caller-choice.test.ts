import { formatDuration } from '../../shared/format-time.ts';
import { callerOf, choiceOf, pickChoice } from './caller-choice.ts';

const ada = { kind: 'user', id: 'ada', displayName: 'Ada Example' } as const;
const phone = { kind: 'phone', number: '+441632960111', displayName: 'A telephone' } as const;

test('a chosen person is dialled as a user, a number as a telephone, all else as withheld', () => {
  expect(callerOf(choiceOf(ada), [ada, phone])).toEqual({ kind: 'user', id: 'ada' });
  expect(callerOf(choiceOf(phone), [ada, phone])).toEqual({ kind: 'phone', number: '+441632960111' });
  expect(callerOf('withheld', [ada])).toEqual({ kind: 'withheld' });
});

test('a remembered choice that no longer exists gives way to the first', () => {
  expect(pickChoice('user:gone', ['user:ada', 'withheld'])).toBe('user:ada');
  expect(pickChoice('withheld', ['user:ada', 'withheld'])).toBe('withheld');
  expect(pickChoice('user:ada', [])).toBeUndefined();
});

test('a duration reads like a clock and is never negative', () => {
  expect([-300, 5_400, 65_000, 3_729_000].map(formatDuration)).toEqual(['0:00', '0:05', '1:05', '1:02:09']);
});
