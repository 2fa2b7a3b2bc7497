import { date, dateTime, time, weekday } from './spoken-dates.ts';
import { digits, isCurrency, listed, money, number, ordinal, plural } from './spoken-numbers.ts';

const afternoon = new Date('2026-01-05T14:30:00Z');
const languages = ['en-US', 'en-GB', 'de-DE', 'fr-FR', 'ja-JP'] as const;
const inEach = (speak: (language: string) => string) => languages.map(speak);
const berlin = (language: string) => ({ language, timeZone: 'Europe/Berlin' });

test('digits are spoken one by one, and what groups them is left out', () => {
  expect(digits('123456')).toBe('1 2 3 4 5 6');
  expect(digits(12)).toBe('1 2');
  expect(digits('+44 1632-960')).toBe('+ 4 4 1 6 3 2 9 6 0');
  expect(digits('AB 12')).toBe('A B 1 2');
});

test('numbers', () => {
  expect(inEach((language) => number(1_234.5, language))).toEqual(['1,234.5', '1,234.5', '1.234,5', '1 234,5', '1,234.5']);
  expect(number('12', 'en-US')).toBe('12');
  expect(number(12n, 'de-DE')).toBe('12');
});

test('money is named, with its cents only when there are some', () => {
  expect(inEach((language) => money(12.5, 'EUR', language))).toEqual([
    '12.50 euros',
    '12.50 euros',
    '12,50 Euro',
    '12,50 euros',
    '12.50ユーロ',
  ]);
  expect(inEach((language) => money(1, 'EUR', language))).toEqual(['1 euro', '1 euro', '1 Euro', '1 euro', '1ユーロ']);
  expect(money(1_234, 'JPY', 'ja-JP')).toBe('1,234円');
  expect(money(-3, 'USD', 'en-US')).toBe('-3 US dollars');
  expect([isCurrency('EUR'), isCurrency('EURO'), isCurrency('eur')]).toEqual([true, false, false]);
});

test('ordinals', () => {
  expect(inEach((language) => ordinal(1, language))).toEqual(['1st', '1st', '1.', '1er', '1番目']);
  expect([2, 3, 4, 11, 12, 21, 22, 101].map((value) => ordinal(value, 'en-US'))).toEqual([
    '2nd',
    '3rd',
    '4th',
    '11th',
    '12th',
    '21st',
    '22nd',
    '101st',
  ]);
  expect([ordinal(2, 'fr-FR'), ordinal(3, 'de-DE'), ordinal(3, 'es-ES'), ordinal(2, 'sv-SE'), ordinal(2, 'pl-PL')]).toEqual([
    '2e',
    '3.',
    '3º',
    '2:a',
    '2.',
  ]);
});

test('dates, days and times are those of the place, not of the machine', () => {
  expect(inEach((language) => date(afternoon, berlin(language)))).toEqual([
    'January 5, 2026',
    '5 January 2026',
    '5. Januar 2026',
    '5 janvier 2026',
    '2026年1月5日',
  ]);
  expect(inEach((language) => weekday(afternoon, berlin(language)))).toEqual(['Monday', 'Monday', 'Montag', 'lundi', '月曜日']);
  expect(inEach((language) => time(afternoon, berlin(language)))).toEqual(['3:30 PM', '15:30', '15:30 Uhr', '15:30', '15:30']);
  expect(inEach((language) => dateTime(afternoon, berlin(language)))).toEqual([
    'January 5, 2026 at 3:30 PM',
    '5 January 2026 at 15:30',
    '5. Januar 2026 um 15:30 Uhr',
    '5 janvier 2026 à 15:30',
    '2026年1月5日 15:30',
  ]);
  expect(date(new Date('2026-01-05T23:30:00Z'), berlin('en-GB'))).toBe('6 January 2026');
  expect(time(afternoon, { language: 'en-US', timeZone: 'Asia/Tokyo' })).toBe('11:30 PM');
});

test('a text is a date, a time, or both as a wall clock shows them; with an offset it is an instant', () => {
  const tokyo = { language: 'en-GB', timeZone: 'Asia/Tokyo' };
  expect(date('2026-01-05', tokyo)).toBe('5 January 2026');
  expect(time('15:30', tokyo)).toBe('15:30');
  expect(dateTime('2026-01-05T15:30:00', tokyo)).toBe('5 January 2026 at 15:30');
  expect(dateTime('2026-01-05T15:30:00.000Z', tokyo)).toBe('6 January 2026 at 00:30');
  expect(dateTime('2026-01-05T15:30:00+01:00', tokyo)).toBe('5 January 2026 at 23:30');
  for (const wrong of ['', 'tomorrow', '2026-02-30', '2026-13-01', '25:00', '5 January']) {
    expect(() => date(wrong, tokyo)).toThrow('this is not a date or time');
  }
});

test('plurals have the forms of the language', () => {
  const messages = { one: '# message', other: '# messages', '0': 'no messages' };
  expect([0, 1, 2, 1_000].map((count) => plural(count, messages, 'en-US'))).toEqual([
    'no messages',
    '1 message',
    '2 messages',
    '1,000 messages',
  ]);
  const polish = { one: '# wiadomość', few: '# wiadomości', many: '# wiadomości', other: '# wiadomości' };
  expect(plural(5, { ...polish, many: 'many' }, 'pl-PL')).toBe('many');
  expect(plural(3, { ...polish, few: 'few' }, 'pl-PL')).toBe('few');
  expect(plural(0, { one: '# jour', other: '# jours' }, 'fr-FR')).toBe('0 jour');
  expect(plural(1, { other: '#件' }, 'ja-JP')).toBe('1件');
  expect(() => plural(2, { one: 'x' }, 'en-US')).toThrow('other');
});

test('lists', () => {
  expect(inEach((language) => listed(['a', 'b', 'c'], language))).toEqual([
    'a, b, and c',
    'a, b and c',
    'a, b und c',
    'a, b et c',
    'a、b、c',
  ]);
});

test('what is no number is refused without being repeated', () => {
  for (const wrong of ['', 'twelve', '4711x', '1e999']) expect(() => number(wrong, 'en-US')).toThrow(/^this is not a number$/);
});
