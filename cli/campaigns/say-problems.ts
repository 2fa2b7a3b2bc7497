import { z } from 'zod';
import type { Answer } from '../bot-api/ask-bot.ts';
import type { Terminal } from '../commands/command.ts';
import type { Entry, FileProblem } from './people-file.ts';

/** Beyond so many nobody reads on; how many there are is said. */
const mostSaid = 100;
/** The same of more rows than this is a column that is wrong. */
const mostAlike = 5;

/** `people.csv:17: phone: It is no number in full. Write ...`, one a line. */
export function sayProblems(path: string, problems: readonly FileProblem[], terminal: Terminal): void {
  const alike = new Map<string, FileProblem[]>();
  for (const one of problems) {
    const key = `${one.place.replace(/^people\.\d+\./, '')} ${one.problem} ${one.fix}`;
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  const lines = [...alike.values()]
    .flatMap((group) => {
      const isMany = group.length > mostAlike;
      return (isMany ? group.slice(0, 1) : group).map((one) => ({ one, more: isMany ? ' (The same in other rows.)' : '' }));
    })
    .toSorted((a, b) => a.one.line - b.one.line)
    .map(
      ({ one: { line, place, problem, fix }, more }) => `${path}:${line}: ${place}: ${sentence(problem)} ${sentence(fix)}${more}`,
    );
  terminal.error(
    [...lines.slice(0, mostSaid), ...(lines.length > mostSaid ? [`... ${lines.length - mostSaid} more.`] : [])].join('\n'),
  );
}

const refusal = z.object({
  title: z.string(),
  rows: z.array(z.object({ row: z.number().optional(), place: z.string(), problem: z.string(), fix: z.string() })),
});

/** What a bot says against rows of a request, in the words of the file. Undefined: it says nothing of rows. */
export function problemsIn(
  { status, body }: Answer,
  entries: readonly Entry[],
): { readonly rows: readonly FileProblem[]; readonly others: readonly string[]; readonly title: string } | undefined {
  const read = refusal.safeParse(body);
  if (status !== 422 || !read.success) return undefined;
  const { rows, title } = read.data;
  return {
    title,
    rows: rows.flatMap(({ row, place, problem, fix }) => {
      const entry = row === undefined ? undefined : entries[row];
      return entry === undefined ? [] : [{ ...entry.place(place), problem, fix }];
    }),
    // Of the whole campaign: its line, its hours.
    others: rows.flatMap(({ row, place, problem, fix }) =>
      row === undefined ? [`${place}: ${sentence(problem)} ${sentence(fix)}`] : [],
    ),
  };
}

/** What the bot says of hours has no full stop of its own. */
const sentence = (text: string): string => (/[.!?"]$/.test(text) ? text : `${text}.`);
