import fc from 'fast-check';
import { nextChanges, nextOpening } from './opening.ts';
import { outlookOf } from './outlook.ts';
import { withOverrides } from './override.ts';
import { readSchedules } from './read-schedules.ts';

const good = {
  schedules: {
    office: {
      timeZone: 'Europe/Berlin',
      week: { 'mon-fri': ['09:00-12:00', '13:00-17:00'], sat: '22:00-06:00' },
      holidays: ['all', { Own: 'last friday of june +1' }],
      exceptions: { '2026-12-24': '09:00-12:00', '12-27..01-02': 'closed' },
    },
  },
  holidays: { all: { 'New Year': '01-01', Easter: 'orthodox easter' } },
  overrides: { office: { state: 'closed', until: '2026-01-06' } },
};

test('whatever the file holds, reading it does not throw, and what it gives can be asked at any time', () => {
  const moments = [0, 1_774_746_000_000, 4_102_444_800_000];
  const ask = (text: string): void => {
    const { findings, schedules = {} } = readSchedules(text, 'schedules.jsonc');
    expect(Array.isArray(findings)).toBe(true);
    for (const schedule of Object.values(schedules)) for (const now of moments) nextChanges(schedule, now, 2, 9);
  };
  fc.assert(fc.property(fc.json(), ask), { numRuns: 200 });
  fc.assert(fc.property(fc.string(), ask), { numRuns: 200 });
  // The good file with any one of its values replaced by anything.
  const text = JSON.stringify(good);
  const values = [...text.matchAll(/"[^"]*"/g)];
  fc.assert(
    fc.property(
      fc.nat(values.length - 1),
      fc.oneof(
        fc.json(),
        fc.string().map((word) => JSON.stringify(word)),
      ),
      (index, instead) => {
        const found = values[index];
        const at = found?.index ?? 0;
        ask(text.slice(0, at) + instead + text.slice(at + (found?.[0].length ?? 0)));
      },
    ),
    { numRuns: 500 },
  );
});

test('the good file is good', () => expect(readSchedules(JSON.stringify(good), 'f').findings).toEqual([]));

test('a schedule that is wrong is left out, and the others serve', () => {
  const text = JSON.stringify({ ...good, schedules: { ...good.schedules, wrong: { timeZone: 'Mars', week: {} } } });
  expect(Object.keys(readSchedules(text, 'f').schedules ?? {})).toEqual(['office']);
});

test('overrides that are kept elsewhere take the place of those in the file', () => {
  const schedules = readSchedules(JSON.stringify(good), 'f').schedules ?? {};
  expect(withOverrides(schedules, {}).office?.override).toBeUndefined();
  expect(withOverrides(schedules, { office: { state: 'open' } }).office?.override).toEqual({ state: 'open' });
});

test('the largest schedule is looked through once for each day, although it never opens', () => {
  const days = Array.from({ length: 500 }, (_, index) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10));
  const schedule = readSchedules(
    JSON.stringify({
      schedules: {
        office: {
          timeZone: 'Europe/Berlin',
          week: { daily: '09:00-17:00' },
          exceptions: Object.fromEntries(days.map((day) => [day, 'closed'])),
          holidays: [Object.fromEntries(days.map((day) => [`h${day}`, 'easter+1']))],
        },
      },
    }),
    'f',
  ).schedules?.office;
  if (schedule === undefined) throw new Error('the schedule is good');
  let looks = 0;
  const [first, ...others] = schedule.exceptions;
  const counting = Object.defineProperty({ ...first }, 'day', {
    get: () => {
      looks += 1;
      return first?.day;
    },
  }) as NonNullable<typeof first>; // Whoever looks a day up begins with the first exception.
  const watched = { ...schedule, exceptions: [counting, ...others] };
  const now = Date.UTC(2026, 0, 5);
  const daysAhead = 400;
  expect(nextOpening(watched, now)).toBeUndefined();
  expect(looks).toBeLessThan(daysAhead + 10); // Yesterday and today are looked up once more.
  looks = 0;
  outlookOf(watched, now);
  expect(looks).toBeLessThan(daysAhead + 10);
});
