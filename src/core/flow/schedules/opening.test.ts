import { Temporal } from 'temporal-polyfill';
import { nextChanges, nextOpening, openingAt } from './opening.ts';
import { readSchedules } from './read-schedules.ts';
import type { Schedule } from './schedule.ts';
import { nextClockChange } from './zone-time.ts';

function aSchedule(schedule: object, rest: object = {}): Schedule {
  const text = JSON.stringify({ schedules: { office: { timeZone: 'Europe/Berlin', week: {}, ...schedule } }, ...rest });
  const read = readSchedules(text, 'schedules.jsonc');
  const office = read.schedules?.office;
  if (office === undefined || read.findings.some((finding) => finding.severity === 'error'))
    throw new Error(`The test's schedule is wrong: ${read.findings.map((finding) => finding.message).join('; ')}`);
  return office;
}

/** What it is at a time of the schedule's own wall clock. An offset picks one of two equal times. */
const at = (schedule: Schedule, wall: string) => openingAt(schedule, instant(schedule, wall)).state;
const instant = ({ timeZone }: Schedule, wall: string) =>
  /[Z]$|[+-]\d\d:\d\d$/.test(wall)
    ? Temporal.Instant.from(wall).epochMilliseconds
    : Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone, { disambiguation: 'reject' }).epochMilliseconds;
const local = (schedule: Schedule, ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(schedule.timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'minute' });
const changes = (schedule: Schedule, from: string, count: number) =>
  nextChanges(schedule, instant(schedule, from), count).map((change) => `${local(schedule, change.at)} ${change.state}`);

describe('an ordinary week', () => {
  const office = aSchedule({ week: { 'mon-thu': ['08:00-12:00', '13:00-17:00'], fri: '08:00-14:00' } });

  test.each([
    ['2026-01-05T07:59:59', 'closed'],
    ['2026-01-05T08:00', 'open'],
    ['2026-01-05T11:59:59', 'open'],
    ['2026-01-05T12:00', 'closed'],
    ['2026-01-05T13:00', 'open'],
    ['2026-01-05T17:00', 'closed'],
    ['2026-01-09T13:30', 'open'],
    ['2026-01-09T14:00', 'closed'],
    ['2026-01-10T10:00', 'closed'],
  ])('%s is %s', (wall, state) => expect(at(office, wall)).toBe(state));

  test('the next changes are listed, each with its new state', () => {
    expect(changes(office, '2026-01-09T09:00', 3)).toEqual([
      '2026-01-09T14:00+01:00 closed',
      '2026-01-12T08:00+01:00 open',
      '2026-01-12T12:00+01:00 closed',
    ]);
  });

  test('a list over a year of changes takes its time from the calendar, not from the machine: it is the same twice', () => {
    expect(changes(office, '2026-01-09T09:00', 200)).toEqual(changes(office, '2026-01-09T09:00', 200));
  });
});

describe('ranges over midnight', () => {
  const night = aSchedule({ week: { fri: '22:00-06:00', sat: '22:00-06:00' } });

  test.each([
    ['2026-01-09T21:59', 'closed'],
    ['2026-01-09T22:00', 'open'],
    ['2026-01-10T05:59', 'open'],
    ['2026-01-10T06:00', 'closed'],
    ['2026-01-11T05:59', 'open'],
    ['2026-01-12T01:00', 'closed'],
  ])('%s is %s', (wall, state) => expect(at(night, wall)).toBe(state));

  test('a range belongs to the day on which it begins: the holiday after it does not cut it short', () => {
    const eve = aSchedule({ week: { daily: '22:00-06:00' }, holidays: [{ Christmas: '12-25' }] });
    expect(at(eve, '2026-12-25T05:59')).toBe('open');
    expect(at(eve, '2026-12-25T06:00')).toBe('holiday');
    expect(at(eve, '2026-12-25T23:00')).toBe('holiday');
    expect(at(eve, '2026-12-26T00:30')).toBe('closed'); // The night that would have begun on the holiday.
  });

  test('the whole day, every day, never changes', () => {
    const always = aSchedule({ week: { daily: 'open' } });
    expect(at(always, '2026-03-29T02:59:59.999+01:00')).toBe('open');
    expect(changes(always, '2026-01-01T00:00', 1)).toEqual([]);
  });
});

describe('what beats what', () => {
  const office = aSchedule(
    {
      week: { 'mon-fri': '09:00-17:00' },
      holidays: ['germany'],
      exceptions: {
        '12-20..01-06': 'closed',
        '2026-12-24': '09:00-12:00',
        '2026-12-31': 'holiday',
        '2027-01-01': '10:00-11:00',
      },
    },
    { holidays: { germany: { 'New Year': '01-01', 'Labour Day': '05-01', 'Easter Monday': 'easter+1' } } },
  );

  test.each([
    ['2026-05-01T10:00', 'holiday', 'a holiday beats the week'],
    ['2026-05-01T03:00', 'holiday', 'and lasts the whole day'],
    ['2026-04-06T10:00', 'holiday', 'Easter Monday of 2026'],
    ['2026-12-22T10:00', 'closed', 'a range of yearly days'],
    ['2027-01-05T10:00', 'closed', 'which goes over the end of the year'],
    ['2026-12-24T10:00', 'open', 'a single date beats the range around it, wherever it is written'],
    ['2026-12-24T13:00', 'closed', 'and is closed outside its hours'],
    ['2026-12-31T10:00', 'holiday', 'a day made a holiday by hand'],
    ['2027-01-01T10:30', 'open', 'an exception beats a holiday'],
    ['2027-01-01T12:00', 'closed', 'also outside its hours'],
  ])('%s is %s: %s', (wall, state) => expect(at(office, wall)).toBe(state));

  test('why it is so is told', () => {
    expect(openingAt(office, instant(office, '2026-05-01T10:00')).because).toEqual({ kind: 'holiday', name: 'Labour Day' });
    expect(openingAt(office, instant(office, '2026-12-24T10:00')).because).toEqual({ kind: 'exception', day: '2026-12-24' });
    expect(openingAt(office, instant(office, '2026-06-02T10:00')).because).toEqual({ kind: 'week' });
  });

  test('an override beats all of it, ends by itself to the minute, and what follows is known', () => {
    const storm = aSchedule(
      { week: { 'mon-fri': '09:00-17:00' } },
      { overrides: { office: { state: 'closed', until: '2026-01-06T10:00', reason: 'storm' } } },
    );
    expect(at(storm, '2026-01-05T10:00')).toBe('closed');
    expect(at(storm, '2026-01-06T09:59:59')).toBe('closed');
    expect(at(storm, '2026-01-06T10:00')).toBe('open');
    expect(changes(storm, '2026-01-05T10:00', 1)).toEqual(['2026-01-06T10:00+01:00 open']);
    expect(openingAt(storm, instant(storm, '2026-01-05T10:00')).because).toEqual({
      kind: 'override',
      reason: 'storm',
      until: Temporal.Instant.from('2026-01-06T09:00Z').epochMilliseconds,
    });
  });

  test('an override without an end stays until somebody takes it away', () => {
    const shut = aSchedule({ week: { daily: 'open' } }, { overrides: { office: { state: 'closed' } } });
    expect(changes(shut, '2026-01-05T10:00', 3)).toEqual([]);
    expect(nextOpening(shut, instant(shut, '2026-01-05T10:00'))).toBeUndefined();
  });
});

describe('clocks that are put forward', () => {
  // Berlin, 29 March 2026: 02:00 becomes 03:00.
  test('a range that begins in the hour that is missing begins when that hour would be over', () => {
    const early = aSchedule({ week: { sun: '02:30-06:00' } });
    expect(at(early, '2026-03-29T01:59:59')).toBe('closed');
    expect(at(early, '2026-03-29T03:00')).toBe('open');
    expect(changes(early, '2026-03-29T00:00', 2)).toEqual(['2026-03-29T03:00+02:00 open', '2026-03-29T06:00+02:00 closed']);
  });

  test('a range that begins exactly with the missing hour begins when it would be over', () => {
    expect(changes(aSchedule({ week: { sun: '02:00-06:00' } }), '2026-03-29T00:00', 1)).toEqual(['2026-03-29T03:00+02:00 open']);
  });

  test('a range that ends in the missing hour ends with it, and one that lies within it does not happen', () => {
    expect(changes(aSchedule({ week: { sun: '01:00-02:30' } }), '2026-03-29T00:00', 2)).toEqual([
      '2026-03-29T01:00+01:00 open',
      '2026-03-29T03:00+02:00 closed',
    ]);
    expect(changes(aSchedule({ week: { sun: '02:15-02:45' } }), '2026-03-28T00:00', 1)).toEqual(['2026-04-05T02:15+02:00 open']);
  });

  test('a night over the change is an hour shorter, and still ends by the wall clock', () => {
    const night = aSchedule({ week: { sat: '22:00-06:00' } });
    expect(changes(night, '2026-03-28T12:00', 2)).toEqual(['2026-03-28T22:00+01:00 open', '2026-03-29T06:00+02:00 closed']);
  });

  test('New York, 8 March 2026', () => {
    const shop = aSchedule({ timeZone: 'America/New_York', week: { sun: ['01:00-02:30', '03:00-05:00'] } });
    expect(changes(shop, '2026-03-08T00:00', 2)).toEqual(['2026-03-08T01:00-05:00 open', '2026-03-08T05:00-04:00 closed']);
  });

  test('Lord Howe puts its clocks forward by half an hour', () => {
    // 4 October 2026: 02:00 becomes 02:30.
    const island = aSchedule({ timeZone: 'Australia/Lord_Howe', week: { sun: '02:15-04:00' } });
    expect(changes(island, '2026-10-04T00:00', 2)).toEqual(['2026-10-04T02:30+11:00 open', '2026-10-04T04:00+11:00 closed']);
  });

  test('where midnight itself is missing, the day begins when the clock shows more', () => {
    // Cairo, 24 April 2026: 00:00 becomes 01:00.
    const desk = aSchedule({ timeZone: 'Africa/Cairo', week: { fri: 'open' } });
    expect(changes(desk, '2026-04-23T12:00', 2)).toEqual(['2026-04-24T01:00+03:00 open', '2026-04-25T00:00+03:00 closed']);
  });
});

describe('clocks that are put back', () => {
  // Berlin, 25 October 2026: 03:00 becomes 02:00, so 02:30 comes twice.
  test('a range opens and closes once, each at the first of two equal times', () => {
    const early = aSchedule({ week: { sun: '02:15-02:45' } });
    expect(changes(early, '2026-10-25T00:00', 2)).toEqual(['2026-10-25T02:15+02:00 open', '2026-10-25T02:45+02:00 closed']);
    expect(at(early, '2026-10-25T02:30+02:00')).toBe('open');
    expect(at(early, '2026-10-25T02:30+01:00')).toBe('closed');
  });

  test('a range over the change is an hour longer, without a gap', () => {
    const morning = aSchedule({ week: { sun: '01:00-04:00' } });
    expect(changes(morning, '2026-10-25T00:00', 2)).toEqual(['2026-10-25T01:00+02:00 open', '2026-10-25T04:00+01:00 closed']);
    expect(at(morning, '2026-10-25T02:30+01:00')).toBe('open');
  });

  test('New York, 1 November 2026, and Lord Howe, 5 April 2026', () => {
    const night = aSchedule({ timeZone: 'America/New_York', week: { sat: '22:00-06:00' } });
    expect(changes(night, '2026-10-31T12:00', 2)).toEqual(['2026-10-31T22:00-04:00 open', '2026-11-01T06:00-05:00 closed']);
    const island = aSchedule({ timeZone: 'Australia/Lord_Howe', week: { sun: '01:45-03:00' } });
    expect(changes(island, '2026-04-05T00:00', 2)).toEqual(['2026-04-05T01:45+11:00 open', '2026-04-05T03:00+10:30 closed']);
  });
});

test('the next change of the clocks is told, by how much, and that there is none', () => {
  const now = Temporal.Instant.from('2026-10-20T00:00Z').epochMilliseconds;
  const weeks = 14 * 86_400_000;
  expect(nextClockChange('Europe/Berlin', now, weeks)).toEqual({
    at: Temporal.Instant.from('2026-10-25T01:00Z').epochMilliseconds,
    minutes: -60,
  });
  expect(nextClockChange('Europe/Berlin', now, 86_400_000)).toBeUndefined();
  expect(nextClockChange('Asia/Tokyo', now, weeks)).toBeUndefined();
});
