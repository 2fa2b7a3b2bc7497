import { Temporal } from 'temporal-polyfill';
import { readMoment, writeMoment } from './moment.ts';

const zone = 'Europe/Berlin';
const epoch = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const now = epoch('2026-01-05T10:00+01:00'); // A Monday.

test.each([
  ['17:00', '2026-01-05T17:00+01:00'],
  ['9:30', '2026-01-06T09:30+01:00'],
  ['10:00', '2026-01-06T10:00+01:00'],
  ['today 17:00', '2026-01-05T17:00+01:00'],
  ['tomorrow 08:00', '2026-01-06T08:00+01:00'],
  ['Tomorrow', '2026-01-06T00:00+01:00'],
  ['friday 08:00', '2026-01-09T08:00+01:00'],
  ['mon 08:00', '2026-01-12T08:00+01:00'],
  ['2h', '2026-01-05T12:00+01:00'],
  ['30m', '2026-01-05T10:30+01:00'],
  ['2026-02-01', '2026-02-01T00:00+01:00'],
  ['2026-07-01 08:00', '2026-07-01T08:00+02:00'],
  ['2026-01-06T07:00Z', '2026-01-06T08:00+01:00'],
])('on Monday at ten, "%s" is %s', (text, expected) => {
  expect(readMoment(text, zone, now)).toBe(epoch(expected));
});

test.each(['', 'soon', '25:00', '10:61', 'someday 08:00', '2026-02-30', '2026-13-01T08:00'])('"%s" is no moment', (text) => {
  expect(readMoment(text, zone, now)).toBeUndefined();
});

test('a moment is written as the wall clock shows it, and with its offset only where that is not enough', () => {
  expect(writeMoment(epoch('2026-01-06T08:00+01:00'), zone)).toBe('2026-01-06T08:00');
  expect(writeMoment(epoch('2026-01-06T07:59:01+01:00'), zone)).toBe('2026-01-06T08:00');
  expect(writeMoment(epoch('2026-10-25T02:30+02:00'), zone)).toBe('2026-10-25T02:30');
  expect(writeMoment(epoch('2026-10-25T02:30+01:00'), zone)).toBe('2026-10-25T02:30+01:00');
  for (const text of ['2026-01-06T08:00+01:00', '2026-10-25T02:30+02:00', '2026-10-25T02:30+01:00', '2026-03-29T03:00+02:00']) {
    expect(readMoment(writeMoment(epoch(text), zone), zone, now)).toBe(epoch(text));
  }
});
