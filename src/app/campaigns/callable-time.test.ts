import { callableTimes, readHours } from './callable-time.ts';
import { zonesOfNumber } from './zones-of-number.ts';

const week = { 'mon-fri': '09:00-17:00' };
const at = (iso: string): number => Date.parse(iso);
const january = at('2027-01-04T00:00:00Z');
const iso = (time: { readonly from: number; readonly until: number } | undefined) =>
  time && [new Date(time.from).toISOString(), new Date(time.until).toISOString()];

test.each([
  ['2027-01-04T09:30Z', ['Europe/London'], ['2027-01-04T09:30:00.000Z', '2027-01-04T17:00:00.000Z']],
  ['2027-01-08T18:00Z', ['Europe/London'], ['2027-01-11T09:00:00.000Z', '2027-01-11T17:00:00.000Z']],
  // The clocks go forward on 28 March 2027: on Monday nine in Berlin is seven in UTC, and no longer eight.
  ['2027-03-26T17:00Z', ['Europe/Berlin'], ['2027-03-29T07:00:00.000Z', '2027-03-29T15:00:00.000Z']],
  // Nine in Honolulu is 14:00 in New York, where it is over three hours later.
  ['2027-01-04T12:00Z', ['America/New_York', 'Pacific/Honolulu'], ['2027-01-04T19:00:00.000Z', '2027-01-04T22:00:00.000Z']],
  // Never nine to five in both.
  ['2027-01-04T12:00Z', ['Europe/Kaliningrad', 'Asia/Kamchatka'], undefined],
])('from %s on it is calling time in %j: %j', (now, zones, expected) => {
  expect(iso(callableTimes({ week, exceptions: {} })(zones, at(now)))).toEqual(expected);
});

test('what was found once is right for somebody who is looked at later', () => {
  const timeFor = callableTimes({ week, exceptions: { '2027-01-05': 'closed' } });
  const zone = ['Europe/London'];
  timeFor(zone, at('2027-01-04T08:00Z'));
  expect(iso(timeFor(zone, at('2027-01-04T10:00Z')))).toEqual(['2027-01-04T10:00:00.000Z', '2027-01-04T17:00:00.000Z']);
  expect(iso(timeFor(zone, at('2027-01-04T17:00Z')))).toEqual(['2027-01-06T09:00:00.000Z', '2027-01-06T17:00:00.000Z']);
});

test.each([
  ['+442071234567', ['Europe/London']],
  ['+441632960123', []], // A number for films: of no country that could be told.
  ['+493012345678', ['Europe/Berlin']],
  ['+81312345678', ['Asia/Tokyo']],
  ['+999123456789', []],
])('%s is in %j', (number, zones) => expect(zonesOfNumber(number, january)).toEqual(zones));

test('a number in the United States may be in any of its zones, and one in Canada in none of those of Hawaii', () => {
  expect(zonesOfNumber('+12025550123', january)).toEqual(expect.arrayContaining(['Pacific/Honolulu', 'America/Chicago']));
  expect(zonesOfNumber('+12025550123', january).length).toBeLessThan(12);
  expect(zonesOfNumber('+14165550123', january)).not.toContain('Pacific/Honolulu');
});

test.each([
  [{ week: { 'mon-fry': '09:00-17:00' }, exceptions: {} }, 'Europe/London', 'window.week.mon-fry'],
  [{ week: { mon: '9-17' }, exceptions: {} }, 'Europe/London', 'window.week.mon'],
  [{ week, exceptions: { christmas: 'closed' } }, 'Europe/London', 'window.exceptions.christmas'],
  [{ week, exceptions: {} }, 'Europe/Berln', 'timeZone'],
  [{ week: { sun: 'closed' }, exceptions: {} }, 'Europe/London', 'window'],
])('hours that are none are told with their place: %j in %s', (hours, zone, place) => {
  const { problems, schedule } = readHours(hours, zone);
  expect(problems).toContainEqual({ place, problem: expect.any(String), fix: expect.any(String) });
  expect(schedule).toBeUndefined();
});
