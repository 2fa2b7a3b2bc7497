import { readSchedule } from './schedule.ts';

const at = (text: string) => Date.parse(`2026-${text}Z`);
const next = (schedule: string, now: string) => {
  const due = readSchedule(schedule).nextAfter(at(now));
  return due === undefined ? undefined : new Date(due).toISOString().slice(5, 19);
};

test.each([
  ['*/5 * * * * *', '11-23T10:00:00', '11-23T10:00:05'],
  ['*/5 * * * * *', '11-23T10:00:04.999', '11-23T10:00:05'],
  ['*/5 * * * * *', '11-23T10:00:56', '11-23T10:01:00'],
  ['0 */15 * * * *', '11-23T10:46:00', '11-23T11:00:00'],
  ['0 0 3 * * *', '11-23T10:00:00', '11-24T03:00:00'],
  ['30 0 9-17 * * 1-5', '11-27T17:00:30', '11-30T09:00:30'],
  ['0 0 0 1 2,3 *', '02-01T00:00:00', '03-01T00:00:00'],
  ['10/20 * * * * *', '11-23T10:00:11', '11-23T10:00:30'],
])('%s after %s is due at %s', (schedule, now, due) => {
  expect(next(schedule, now)).toBe(due);
});

test('a time that never comes is not waited for', () => {
  expect(next('0 0 0 31 2 *', '11-23T10:00:00')).toBeUndefined();
});

test.each(['* * * * *', '60 * * * * *', '*/0 * * * * *', '5-1 * * * * *', 'MON * * * * *', ''])(
  'the schedule "%s" is refused at the start, not found silent at night',
  (schedule) => {
    expect(() => readSchedule(schedule)).toThrow(/schedule/);
  },
);
