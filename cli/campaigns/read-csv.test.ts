import fc from 'fast-check';
import { readCsv } from './read-csv.ts';

const cellsOf = (text: string): readonly (readonly string[])[] => {
  const read = readCsv(text);
  if (read.kind === 'wrong') throw new Error(`${read.line}: ${read.problem}`);
  return read.rows.map(({ cells }) => cells);
};

test('whatever is written as RFC 4180 says is read as it was', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ';', ' ', 'ü', '') });
  const row = fc.array(cell, { minLength: 2, maxLength: 5 });
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (rows, end) => {
      const head = ['to', 'when'];
      const text = [head, ...rows].map((cells, n) => cells.map(n === 0 ? String : quoted).join(',')).join(end);
      expect(cellsOf(text)).toEqual([head, ...rows]);
      expect(cellsOf(`\ufeff${text}${end}`)).toEqual([head, ...rows]);
    }),
  );
});

test('lines are those of the editor, line breaks in cells counted, and empty lines are no rows', () => {
  const read = readCsv('to,when\r\n+1,"two\r\nlines"\r\n\r\n+2,now\r\n');
  expect(read).toEqual({
    kind: 'rows',
    rows: [
      { line: 1, cells: ['to', 'when'] },
      { line: 2, cells: ['+1', 'two\r\nlines'] },
      { line: 5, cells: ['+2', 'now'] },
    ],
  });
});

test.each([
  ['semicolons, as where the comma is the decimal sign', 'to;when\n+1;1,5'],
  ['tabs', 'to\twhen\n+1\t1,5'],
])('cells are divided by %s', (_, text) => {
  expect(cellsOf(text)).toEqual([
    ['to', 'when'],
    ['+1', '1,5'],
  ]);
});

test('a last cell may be empty, and so may a single column be', () => {
  expect(cellsOf('to,when\n+1,')).toEqual([
    ['to', 'when'],
    ['+1', ''],
  ]);
  expect(cellsOf('to\n+1')).toEqual([['to'], ['+1']]);
  expect(cellsOf('')).toEqual([]);
});

test.each([
  ['a quote that is never closed', 'to,when\n+1,"now\n+2,x', 2, 'never closed'],
  ['a quote in the middle of a cell', 'to,when\n+1,5" pipe', 2, 'middle of a cell'],
  ['words behind a closing quote', 'to,when\n+1,"now" or later', 2, 'behind a closing quote'],
])('%s is told with its line, and never guessed at', (_, text, line, words) => {
  expect(readCsv(text)).toMatchObject({ kind: 'wrong', line, problem: expect.stringContaining(words) });
});
