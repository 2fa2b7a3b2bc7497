import { readValue } from '../calling/variables.ts';
import { readAs, readWhom, type WhomRead, whomKinds } from '../calling/whom.ts';
import type { Entry, FileProblem } from './people-file.ts';
import { type CsvRow, readCsv } from './read-csv.ts';

type Problems = FileProblem[];

/** Columns that say who is called; a row fills one of them. `to` takes everything that a WHO of the commands can be. */
const whoColumns = [...whomKinds, 'to'] as const;
const otherColumns = ['timeZone', 'language', 'reference'] as const;
type WhoColumn = (typeof whoColumns)[number];

type Column =
  | { readonly kind: 'who'; readonly name: string; readonly as: WhoColumn }
  | { readonly kind: 'member'; readonly name: string; readonly as: (typeof otherColumns)[number] }
  /** A variable of the flow; `name:=` wants JSON, as on the command line. */
  | { readonly kind: 'variable'; readonly name: string; readonly as: string };

/** A table of people: the first row names the columns. */
export function readPeopleTable(text: string): { readonly entries: readonly Entry[]; readonly problems: readonly FileProblem[] } {
  const csv = readCsv(text);
  if (csv.kind === 'wrong') return { entries: [], problems: [{ ...csv, place: 'row' }] };
  const [head, ...rows] = csv.rows;
  const problems: Problems = [];
  const columns = head === undefined ? [] : readHead(head, problems);
  if (head === undefined || problems.length > 0) return { entries: [], problems };
  const entries = rows.flatMap((row) => readRow(row, columns, problems) ?? []);
  return { entries, problems };
}

function readHead({ line, cells }: CsvRow, problems: Problems): readonly Column[] {
  const columns = cells.map((cell): Column => {
    const name = cell.trim();
    const is = (known: string): boolean => known.toLowerCase() === name.replaceAll(/[\s_-]/g, '').toLowerCase();
    const who = whoColumns.find(is);
    if (who !== undefined) return { kind: 'who', name, as: who };
    const member = otherColumns.find(is);
    return member === undefined ? { kind: 'variable', name, as: name.replace(/=$/, '') } : { kind: 'member', name, as: member };
  });
  if (!columns.some(({ kind }) => kind === 'who')) {
    const fix = `The first row names the columns: one of ${whoColumns.join(', ')}, and what else there is.`;
    problems.push({ line, place: 'head', problem: 'No column says who is called.', fix });
  }
  for (const [index, { name, kind, as }] of columns.entries()) {
    const twin = columns.findIndex((other) => other.kind === kind && other.as.replace(/:$/, '') === as.replace(/:$/, ''));
    if (name === '')
      problems.push({ line, place: `column ${index + 1}`, problem: 'It has no name.', fix: 'Name it, or take it out.' });
    else if (twin < index) problems.push({ line, place: name, problem: 'It is there twice.', fix: 'Take one of them out.' });
  }
  return columns;
}

/** Undefined: it cannot be, and why has been noted. */
function readRow({ line, cells }: CsvRow, columns: readonly Column[], problems: Problems): Entry | undefined {
  const tell = (place: string, problem: string, fix: string): undefined => {
    problems.push({ line, place, problem, fix });
  };
  if (cells.length !== columns.length)
    return tell(
      'row',
      `It has ${cells.length} cells, and the head has ${columns.length}.`,
      'Give it as many; put what has commas in it in quotes.',
    );
  const who = columns.flatMap((column, index) => {
    const text = (cells[index] ?? '').trim();
    return column.kind === 'who' && text !== '' ? [{ name: column.name, read: readWho(column.as, text) }] : [];
  });
  const [one, another] = who;
  if (one === undefined)
    return tell(
      columns.find(({ kind }) => kind === 'who')?.name ?? 'row',
      'Nobody is named.',
      'Say who is called, or take the row out.',
    );
  if (another !== undefined) return tell(another.name, `"${one.name}" says already who is called.`, 'Fill one of them.');
  if (one.read.kind === 'wrong') return tell(one.name, one.read.problem, one.read.fix);
  const members: { [member: string]: unknown } = {};
  const variables: { [name: string]: unknown } = {};
  const names = new Map<string, string>([['to', one.name]]);
  for (const [index, column] of columns.entries()) {
    const text = cells[index] ?? '';
    if (column.kind === 'who' || text.trim() === '') continue; // An empty cell leaves what the campaign says for everybody.
    if (column.kind === 'member') {
      members[column.as] = text.trim();
      names.set(column.as, column.name);
      continue;
    }
    const value = readValue(column.as, text);
    if ('problem' in value) return tell(column.name, value.problem, value.fix);
    variables[value.name] = value.value;
    names.set(`variables.${value.name}`, column.name);
  }
  return {
    body: { to: one.read.whom, ...members, ...(Object.keys(variables).length > 0 && { variables }) },
    line,
    place: (member) => ({ line, place: names.get(member) ?? member }),
  };
}

const readWho = (as: WhoColumn, text: string): WhomRead => (as === 'to' ? readWhom(text) : readAs(as, text));
