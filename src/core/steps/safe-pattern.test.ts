import { patternProblem } from './safe-pattern.ts';

test.each([
  '^[0-9]{6}$',
  '^\\+44',
  'gold|silver',
  '^[^@]+@[^@]+\\.[a-z]{2,}$',
  '^(\\d{4}-?){3}\\d{4}$'.replace('-?', ''),
  '(?:ab)+c',
  'colou?r',
  '^.*$',
])('%s is fine', (pattern) => expect(patternProblem(pattern)).toBeUndefined());

test.each([
  ['(a+)+$', 'repeat stands within a repeat'],
  ['(a|aa)+$', 'repeat stands within a repeat'],
  ['([a-z]*)*', 'repeat stands within a repeat'],
  ['(a?){20}', 'so many repeats'],
  ['\\d+\\d+\\d+\\d+$', 'so many repeats'],
  ['^a*b*c*d*$', 'so many repeats'],
  [`^${'a?'.repeat(40)}`, 'so many repeats'],
  ['(a)\\1', 'back references'],
  ['(?=a)b', 'special groups'],
  ['(?<name>a)', 'special groups'],
  ['(a', 'not a regular expression'],
  ['a'.repeat(201), 'more than 200'],
])('%s is refused', (pattern, why) => expect(patternProblem(pattern)?.message).toContain(why));

test('the costliest pattern that is accepted is done with the longest text in well under a second', () => {
  const pattern = '^[a-z]+[a-z]+[a-z]+$';
  expect(patternProblem(pattern)).toBeUndefined();
  const started = performance.now();
  expect(new RegExp(pattern).test(`${'a'.repeat(499)}!`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(2_000);
});
