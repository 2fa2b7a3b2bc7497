import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { doNotCallAdded, doNotCallChecked, doNotCallPage } from '../../src/edge/automation/campaign-answers.ts';
import { mostPeople } from '../../src/edge/automation/campaign-bodies.ts';
import type { AskBot } from '../bot-api/ask-bot.ts';
import { read, refused } from '../bot-api/read-answer.ts';
import { botHelp, withBot } from '../calling/open-bot.ts';
import { readWhom, whomHelp } from '../calling/whom.ts';
import { realWorld, type World } from '../calling/world.ts';
import { people as peopleInWords } from '../campaigns/campaigns-in-words.ts';
import { type Entry, readPeopleFile } from '../campaigns/people-file.ts';
import { problemsIn, sayProblems } from '../campaigns/say-problems.ts';
import { table } from '../table.ts';
import type { Command, Terminal } from './command.ts';

const help = `Usage: teams-ivr do-not-call WHAT [WHO ...] [options]

  do-not-call add WHO ...      whom nobody calls any more, unless they ask for it
  do-not-call check WHO ...    whether they are on the list
  do-not-call list             the list. It holds no numbers: whom an entry is about nobody can read from it
  do-not-call remove WHO ...   off the list, by who it is or by an entry's id

${whomHelp}

  --file FILE    people of a table or of JSON, as "campaign start" reads them, instead of WHO
  --json         for programs
${botHelp}

  teams-ivr do-not-call add +441632960123
  teams-ivr do-not-call check --file customers.csv

Exit codes: 0 done, with check: nobody is on the list; 1 refused, with check: somebody is; 2 wrong usage.`;

interface Around {
  readonly ask: AskBot;
  readonly terminal: Terminal;
  readonly asJson: boolean;
}

/** Somebody, and what they are called here: a place, never the number (I8). */
interface Named {
  readonly entry: Entry;
  readonly name: string;
}

/** Who is not to be called. */
export const doNotCallIn = (world: World): Command => ({
  name: 'do-not-call',
  summary: 'Keeps the list of people whom nobody calls any more.',
  help,
  async run(args, terminal) {
    const asked = readArguments(args, terminal);
    if (typeof asked === 'number') return asked;
    return withBot(asked.bot, { terminal, world }, (ask) => asked.work({ ask, terminal, asJson: asked.asJson }));
  },
});
export const doNotCall = doNotCallIn(realWorld);

interface Asked {
  readonly bot: string | undefined;
  readonly asJson: boolean;
  readonly work: (around: Around) => Promise<number>;
}

/** A number: it has been said what is wrong, and this is the exit code. */
function readArguments(args: readonly string[], terminal: Terminal): Asked | number {
  const wrong = (why: string): number => {
    terminal.error(`${why}

teams-ivr do-not-call --help tells more.`);
    return 2;
  };
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : 'The arguments are not understood.');
  }
  const { values, positionals } = parsed;
  const [what, ...who] = positionals;
  const common = { bot: values.bot, asJson: values.json === true };
  if (what === 'list')
    return who.length === 0 && values.file === undefined ? { ...common, work: list } : wrong('Nothing stands behind "list".');
  if (what !== 'add' && what !== 'check' && what !== 'remove') return wrong('Say what: add, check, list or remove.');
  if ((who.length === 0) === (values.file === undefined)) return wrong(`Say who: do-not-call ${what} WHO ..., or --file FILE.`);
  if (what === 'remove' && who.length > 0 && who.every((one) => entryId.test(one)))
    return { ...common, work: (around) => removeEntries(around, who) };
  const people = values.file === undefined ? readWho(who) : readFile(values.file, terminal);
  if (typeof people === 'string') return wrong(people);
  if (typeof people === 'number') return people;
  const work = { add, check, remove }[what];
  return { ...common, work: (around) => work(around, people, values.file) };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: { bot: { type: 'string' }, json: { type: 'boolean' }, file: { type: 'string' } },
    allowPositionals: true,
  });
}

/** As the API names entries. */
const entryId = /^[0-9a-f]{40}$/;

function readWho(texts: readonly string[]): readonly Named[] | string {
  const people: Named[] = [];
  for (const [index, text] of texts.entries()) {
    const whom = readWhom(text);
    const name = `WHO ${index + 1}`;
    if (whom.kind === 'wrong') return `${name}: ${whom.problem} ${whom.fix}`;
    people.push({
      name,
      entry: { body: { to: whom.whom }, line: index + 1, place: () => ({ line: index + 1, place: 'contact' }) },
    });
  }
  return people;
}

function readFile(path: string, terminal: Terminal): readonly Named[] | number {
  const file = readPeopleFile(path);
  if (typeof file === 'string') {
    terminal.error(file);
    return 2;
  }
  if (file.problems.length > 0) {
    sayProblems(path, file.problems, terminal);
    return 1;
  }
  return file.entries.map((entry) => ({ entry, name: `${path}:${entry.line}` }));
}

type Looked = z.output<typeof doNotCallChecked>['people'][number] & { readonly name: string };

async function add(around: Around, people: readonly Named[], path: string | undefined): Promise<number> {
  let count = 0;
  for (const part of inParts(people)) {
    const answer = await send(around, 'do-not-call', part, path);
    if (answer === undefined) return 1;
    count += read(answer, doNotCallAdded).entries.length;
  }
  around.terminal.out(around.asJson ? JSON.stringify({ listed: count }) : `${peopleInWords(count)} on the list.`);
  return 0;
}

async function check(around: Around, people: readonly Named[], path: string | undefined): Promise<number> {
  const found = await look(around, people, path);
  if (found === undefined) return 1;
  const listed = found.filter((one) => one.listed);
  if (around.asJson) around.terminal.out(JSON.stringify({ people: found }, null, 2));
  else {
    // Of a long list only those are told who are on it.
    const told = found.length > mostTold ? listed : found;
    const lines = told.map(
      (one) => `${one.name}: ${one.listed ? `on the list since ${one.since.slice(0, 10)}, by ${one.by}` : 'not on the list'}`,
    );
    around.terminal.out([...lines, `${listed.length} of ${peopleInWords(found.length)} on the list.`].join('\n'));
  }
  return listed.length > 0 ? 1 : 0;
}

const mostTold = 20;

async function remove(around: Around, people: readonly Named[], path: string | undefined): Promise<number> {
  const found = await look(around, people, path);
  if (found === undefined) return 1;
  const listed = found.filter((one) => one.listed);
  return removeEntries(
    around,
    listed.map(({ id }) => id),
  );
}

async function removeEntries({ ask, terminal, asJson }: Around, ids: readonly string[]): Promise<number> {
  for (const id of ids) {
    const answer = await ask('DELETE', `do-not-call/${encodeURIComponent(id)}`);
    if (answer.status !== 200) throw refused(answer);
  }
  terminal.out(asJson ? JSON.stringify({ removed: ids.length }) : `${peopleInWords(ids.length)} taken off the list.`);
  return 0;
}

async function list({ ask, terminal, asJson }: Around): Promise<number> {
  const entries: z.output<typeof doNotCallPage>['entries'] = [];
  let after: string | undefined = '';
  for (let n = 0; n < mostPages && after !== undefined; n += 1) {
    const found: z.output<typeof doNotCallPage> = read(
      await ask('GET', `do-not-call?limit=${mostPeople}&after=${after}`),
      doNotCallPage,
    );
    entries.push(...found.entries);
    after = found.next;
  }
  if (asJson) terminal.out(JSON.stringify({ entries }, null, 2));
  else if (entries.length === 0) terminal.out('Nobody is on the list.');
  else terminal.out(table([['id', 'since', 'by'], ...entries.map(({ id, since, by }) => [id, since.slice(0, 10), by])]));
  return 0;
}

/** Pages that are read. */
const mostPages = 10_000;

async function look(around: Around, people: readonly Named[], path: string | undefined): Promise<readonly Looked[] | undefined> {
  const found: Looked[] = [];
  for (const part of inParts(people)) {
    const answer = await send(around, 'do-not-call/check', part, path);
    if (answer === undefined) return undefined;
    const answers = read(answer, doNotCallChecked).people;
    found.push(...answers.map((one, index) => ({ ...one, name: part[index]?.name ?? '' })));
  }
  return found;
}

/** Undefined: somebody of them is not known, and it has been said. */
async function send({ ask, terminal }: Around, path: string, part: readonly Named[], file: string | undefined) {
  const answer = await ask('POST', path, { body: { people: part.map(({ entry }) => entry.body.to) } });
  const problems = problemsIn(
    answer,
    part.map(({ entry }) => entry),
  );
  if (problems === undefined) return answer;
  if (file === undefined) for (const { line, problem, fix } of problems.rows) terminal.error(`WHO ${line}: ${problem} ${fix}`);
  else sayProblems(file, problems.rows, terminal);
  return undefined;
}

function inParts(people: readonly Named[]): readonly (readonly Named[])[] {
  return Array.from({ length: Math.ceil(people.length / mostPeople) }, (_, part) =>
    people.slice(part * mostPeople, (part + 1) * mostPeople),
  );
}
