import type { Finding, TextEdit } from './finding.ts';
import { readJsonText } from './json-text.ts';
import { applyQuickFixes } from './quick-fixes.ts';

const finding = (...edits: readonly TextEdit[]): Finding => ({
  code: 'IVR202',
  severity: 'error',
  place: { file: 'a.jsonc', line: 1, column: 1, pointer: '' },
  message: 'there is no step',
  fix: 'did you mean another?',
  quickFix: { title: 'write another', edits },
});

test('fixes of different places are applied together, in whatever order they are found', () => {
  const late = finding({ offset: 4, length: 1, text: 'FIVE' });
  const early = finding({ offset: 0, length: 2, text: '' }, { offset: 2, length: 0, text: '-' });
  expect(applyQuickFixes('abcdefg', [late, early])).toEqual({ text: '-cdFIVEfg', fixed: [late, early] });
});

test('of fixes that touch each other the first is applied, and the other waits for the next round', () => {
  const first = finding({ offset: 1, length: 2, text: 'X' });
  expect(applyQuickFixes('abcdef', [first, finding({ offset: 3, length: 1, text: 'Y' })])).toEqual({
    text: 'aXdef',
    fixed: [first],
  });
});

test('what no machine can mend is left alone', () => {
  const { quickFix: _, ...unmendable } = finding();
  expect(applyQuickFixes('abc', [unmendable])).toEqual({ text: 'abc', fixed: [] });
});

test.each([
  ['{ "a": 1 // one\n  "b": 2 }', '{ "a": 1, // one\n  "b": 2 }'],
  ["{ 'a': 1 }", '{ "a": 1 }'],
  ['{ "a": 1,\n  "b": 2,\n  "a": 3 }', '{\n  "b": 2,\n  "a": 3 }'],
])('the JSON %j is mended', (text, mended) => {
  expect(applyQuickFixes(text, readJsonText(text, 'a.jsonc').findings).text).toBe(mended);
});
