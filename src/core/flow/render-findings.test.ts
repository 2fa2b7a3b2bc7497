import type { Finding } from './finding.ts';
import { renderFindings } from './render-findings.ts';

const finding: Finding = {
  code: 'IVR202',
  severity: 'error',
  place: { file: 'flows/a/flow.jsonc', line: 2, column: 12, pointer: '/start' },
  message: 'there is no step "mian"',
  fix: 'did you mean "main"?',
};

test('a finding shows its place, its line with a caret, and its fix', () => {
  expect(renderFindings([finding], new Map([['flows/a/flow.jsonc', '{\r\n\t"start": "mian",\r\n}']]))).toBe(
    [
      'flows/a/flow.jsonc:2:12  error IVR202  there is no step "mian"',
      '  2 |  "start": "mian",',
      '    |            ^',
      '  fix: did you mean "main"?',
      'what it means: docs/findings/IVR202.md',
      '1 error',
    ].join('\n'),
  );
});

test('a very long line is shown around the place', () => {
  const text = `${'x'.repeat(1_000)}HERE${'y'.repeat(1_000)}`;
  const [, line = '', caret = ''] = renderFindings(
    [{ ...finding, place: { ...finding.place, line: 1, column: 1_001 } }],
    new Map([[finding.place.file, text]]),
  ).split('\n');
  expect(line.length).toBeLessThan(160);
  expect(line.slice(caret.indexOf('^'), caret.indexOf('^') + 4)).toBe('HERE');
});

test('without the source there is still the place and the fix', () => {
  expect(renderFindings([finding], new Map()).split('\n')).toHaveLength(4);
});

test('the summary counts', () => {
  expect(renderFindings([], new Map())).toBe('no findings');
  const all = renderFindings([finding, finding, { ...finding, severity: 'warning' }], new Map());
  expect(all.endsWith('2 errors, 1 warning')).toBe(true);
});
