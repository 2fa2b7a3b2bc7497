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

test('the costliest pattern that is accepted costs no more than the third power of the length of a text', () => {
  const pattern = '^[a-z]+[a-z]+[a-z]+$';
  expect(patternProblem(pattern)).toBeUndefined();
  const processorTimeOf = (length: number): number => {
    const began = process.cpuUsage();
    expect(new RegExp(pattern).test(`${'a'.repeat(length)}!`)).toBe(false);
    return process.cpuUsage(began).user;
  };
  processorTimeOf(499); // Compiled, and warm.
  const rounds = [1, 2, 3].map(() => processorTimeOf(499) / processorTimeOf(249));
  expect(Math.min(...rounds)).toBeLessThan(30); // Twice the length: eight times the work. Exponential work would never end.
});
