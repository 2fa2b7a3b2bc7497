import { testTitles } from './support/test-titles.ts';

test('titles of tests are those that a runner would show, rows of tables included', () => {
  const titles = testTitles(`
    const named = { 'by key': { path: 'no title' }, plain: 1 };
    const rows: readonly unknown[] = [['by row', { words: ['not', 'these'].length }], ...kinds.map((kind) => [\`of \${kind}\`, kind] as const)];
    const made = [fault('CODE', 'by a function')];
    describe('a group', () => {
      test('alone', () => expect('inside').toBe('inside'));
      it(\`filled \${1}\`, async () => {});
      test.each(Object.entries(named))('%s is there', () => {});
      test.each(rows)('row %s', () => {});
      test.each(made.map(({ title }) => [title]))('made %s', () => {});
      test.each<string>(['one', 'two'])('column %s', () => {});
    });
    test.skip('left out', () => {});
    // test('in a comment', () => {});
  `);
  for (const title of [
    'alone',
    'filled %s',
    '%s is there',
    'by key',
    'plain is there',
    'row by row',
    'row of %s',
    'column two',
    'made by a function',
  ])
    expect(titles).toContain(title);
  for (const text of ['a group', 'inside', 'left out', 'in a comment', 'no title', 'path']) expect(titles).not.toContain(text);
});
