/** One record of a file, and the line that it begins on, counted from 1 as editors do. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export type CsvRead =
  | { readonly kind: 'rows'; readonly rows: readonly CsvRow[] }
  | { readonly kind: 'wrong'; readonly line: number; readonly problem: string; readonly fix: string };

/**
 * Reads RFC 4180, strictly: a quote that stands where it cannot is told of and not guessed at, because a guess would call
 * somebody with another's words. Cells are divided by what divides the first line: commas, semicolons (as spreadsheets write
 * where the comma is the decimal sign) or tabs. Empty lines are no records.
 */
export function readCsv(text: string): CsvRead {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const divider = dividerOf(source);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let begins = 1;
  let at = 0;
  const endRow = (): void => {
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: begins, cells });
    cells = [];
    begins = line;
  };
  while (at < source.length) {
    const isQuoted = source[at] === '"';
    const end = isQuoted ? endOfQuoted(source, at) : endOfPlain(source, at, divider);
    if (end === undefined)
      return {
        kind: 'wrong',
        line,
        problem: 'A quote is opened and never closed.',
        fix: 'Close it, or write "" for a quote itself.',
      };
    const raw = source.slice(at, end);
    if (!isQuoted && raw.includes('"'))
      return {
        kind: 'wrong',
        line,
        problem: 'A quote stands in the middle of a cell.',
        fix: 'Put the whole cell in quotes, and write "" for a quote itself.',
      };
    cells.push(isQuoted ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    line += raw.split(/\r\n|\n|\r/).length - 1;
    const after = source[end];
    if (after !== undefined && after !== divider && after !== '\n' && after !== '\r')
      return {
        kind: 'wrong',
        line,
        problem: 'Something stands behind a closing quote.',
        fix: 'Put the whole cell in quotes, and write "" for a quote itself.',
      };
    at = end + 1;
    if (after === divider) {
      if (at === source.length) cells.push(''); // The file ends with an empty cell.
      continue;
    }
    if (after === '\r' && source[at] === '\n') at += 1;
    line += 1;
    endRow();
  }
  if (cells.length > 0) endRow();
  return { kind: 'rows', rows };
}

function dividerOf(source: string): string {
  const head = source.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1)[0] ?? '';
  return [',', ';', '\t'].find((one) => head.includes(one)) ?? ',';
}

/** Behind the closing quote. Undefined: there is none. */
function endOfQuoted(source: string, from: number): number | undefined {
  let at = from + 1;
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote < 0) return undefined;
    if (source[quote + 1] !== '"') return quote + 1;
    at = quote + 2;
  }
}

function endOfPlain(source: string, from: number, divider: string): number {
  let at = from;
  while (at < source.length && source[at] !== divider && source[at] !== '\n' && source[at] !== '\r') at += 1;
  return at;
}
