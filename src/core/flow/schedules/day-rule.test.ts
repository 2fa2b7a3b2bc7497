import { Temporal } from 'temporal-polyfill';
import { fallsOn, readDayRule } from './day-rule.ts';
import { easterSunday } from './easter.ts';

/** Every day of a year that a rule means. */
function daysIn(year: number, text: string): readonly string[] {
  const read = readDayRule(text);
  if (read.kind === 'wrong') throw new Error(read.fix);
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  return Array.from({ length: first.daysInYear }, (_, index) => first.add({ days: index }))
    .filter((date) => fallsOn(read.rule, date))
    .map(String);
}

test.each([
  [2026, '2026-12-24', ['2026-12-24']],
  [2027, '2026-12-24', []],
  [2026, '2026-02-27..2026-03-01', ['2026-02-27', '2026-02-28', '2026-03-01']],
  [2026, '12-25', ['2026-12-25']],
  [2026, '12-31 .. 01-02', ['2026-01-01', '2026-01-02', '2026-12-31']],
  [2027, '02-29', []],
  [2028, '02-29', ['2028-02-29']],
  [2026, '4th thursday of november', ['2026-11-26']],
  [2026, '4th Thu of Nov +1', ['2026-11-27']],
  [2026, 'last monday of may', ['2026-05-25']],
  [2027, 'last monday of may', ['2027-05-31']],
  [2026, '1st monday of september', ['2026-09-07']],
  [2026, '5th friday of february', []],
  [2026, '5th friday of may', ['2026-05-29']],
  [2026, '1st sunday of january -1', ['2026-01-03']],
  [2023, '1st sunday of january -1', []], // The day before 1 January 2023 is one of 2022.
  [2022, '1st sunday of january -1', ['2022-01-01', '2022-12-31']],
  [2026, 'easter', ['2026-04-05']],
  [2026, 'easter-2', ['2026-04-03']],
  [2026, 'easter+1', ['2026-04-06']],
  [2026, 'easter +39', ['2026-05-14']],
  [2026, 'orthodox easter', ['2026-04-12']],
  [2024, 'orthodox easter+1', ['2024-05-06']],
] as const)('in %s, "%s" is %j', (year, text, days) => expect(daysIn(year, text)).toEqual(days));

test.each([
  ['2026-02-30', /no day "2026-02-30"/],
  ['13-01', /no day "13-01"/],
  ['2026-12-31..2026-12-27', /the first day comes first/],
  ['2026-12-27..12-31', /no day "12-31"/],
  ['4th thursdy of november', /4th thursday of november/],
  ['4 thursday of november', /4th thursday of november/],
  ['christmas', /easter\+1/],
  ['easter..easter+1', /from a date to a date/],
  ['', /write "2026-12-24"/],
])('"%s" is no day, and the fix says how one is written', (text, fix) => {
  expect(readDayRule(text)).toEqual({ kind: 'wrong', fix: expect.stringMatching(fix) });
});

// Western dates: the table of the Astronomisches Rechen-Institut; Orthodox: that of the Orthodox Church in America.
test.each([
  [2000, '4-23', '4-30'],
  [2008, '3-23', '4-27'],
  [2011, '4-24', '4-24'],
  [2019, '4-21', '4-28'],
  [2024, '3-31', '5-5'],
  [2025, '4-20', '4-20'],
  [2026, '4-5', '4-12'],
  [2027, '3-28', '5-2'],
  [2038, '4-25', '4-25'],
  [2049, '4-18', '4-25'],
])('Easter of %s is %s in the west and %s in the east', (year, west, east) => {
  const date = ({ month, day }: ReturnType<typeof easterSunday>) => `${month}-${day}`;
  expect([date(easterSunday(year, false)), date(easterSunday(year, true))]).toEqual([west, east]);
});

test('Easter is always a Sunday, and never outside its weeks', () => {
  for (let year = 1900; year < 2200; year++) {
    for (const orthodox of [false, true]) {
      const date = Temporal.PlainDate.from({ year, ...easterSunday(year, orthodox) });
      expect(date.dayOfWeek).toBe(7);
      const [first, last] = orthodox ? ['03-31', '05-12'] : ['03-22', '04-25'];
      expect(date.toString().slice(5) >= (first ?? '') && date.toString().slice(5) <= (last ?? '')).toBe(true);
    }
  }
});
