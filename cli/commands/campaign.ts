import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { suggest } from '../../src/core/flow/did-you-mean.ts';
import { botHelp, withBot } from '../calling/open-bot.ts';
import { realWorld, type World } from '../calling/world.ts';
import { people, sentInWords } from '../campaigns/campaigns-in-words.ts';
import { type PeopleFile, readPeopleFile } from '../campaigns/people-file.ts';
import { type Asking, listCampaigns, showCampaign, showResults, steerCampaign } from '../campaigns/run-campaign.ts';
import { sayProblems } from '../campaigns/say-problems.ts';
import { addPeople, beginCampaign, type Sent } from '../campaigns/send-people.ts';
import { readSettings, settingsHelp, settingsOptions } from '../campaigns/settings.ts';
import { readSettingsFile } from '../campaigns/settings-file.ts';
import type { Command, Terminal } from './command.ts';

const help = `Usage: teams-ivr campaign WHAT [options]

  campaign start FILE          calls the people of FILE one after the other, when it suits them
  campaign add ID FILE         more people for a campaign; who is in it already is not added again
  campaign list                the campaigns that there are
  campaign show ID             how far one is
  campaign results ID          what became of each person, by your reference and row; --csv for spreadsheets
  campaign pause|resume|cancel ID

FILE is a table (CSV, the first row names the columns) or JSON (a list of people, or a whole campaign as the automation
API takes it). Columns: one of phone, user, contact, applicationInstance, application, or "to" with any of them;
timeZone, language, reference (by which you know the person in the results: no number and no name). Every other column is
a variable of the flow, as a text; a column whose name ends with := has JSON (3, true).
Wrong rows are told as FILE:LINE: COLUMN, and nobody is called.

${settingsHelp}

  --check                checks the file, and sends nothing
  --key KEY              asking twice under one key is asking once. Left out: the same file with the same options is
                         begun once
  --yes                  do not ask
  --json                 for programs
${botHelp}

  teams-ivr campaign start recall.csv --line reminders --time-zone Europe/London --week "mon-fri 09:00-17:00"
  teams-ivr campaign start recall.json
  teams-ivr campaign results 8c1f... --csv > results.csv

Exit codes: 0 done; 1 wrong rows, refused, or somebody said no; 2 wrong usage.`;

type Values = ReturnType<typeof parse>['values'];

interface Around {
  readonly terminal: Terminal;
  readonly world: World;
}

/** Many people called one after the other. */
export const campaignIn = (world: World): Command => ({
  name: 'campaign',
  summary: 'Has many people called one after the other; shows how far it is.',
  help,
  async run(args, terminal) {
    const around = { terminal, world };
    let parsed: ReturnType<typeof parse>;
    try {
      parsed = parse(args);
    } catch (error) {
      return wrongUsage(terminal, error instanceof Error ? error.message : 'The arguments are not understood.');
    }
    const { values, positionals } = parsed;
    const [what, first, second, more] = positionals;
    if (what === 'start' && first !== undefined && second === undefined) return start(first, values, around);
    if (what === 'add' && first !== undefined && second !== undefined && more === undefined)
      return add(first, second, values, around);
    const work = workOf(what, first, second, values);
    if (typeof work === 'string') return wrongUsage(terminal, work);
    return withBot(values.bot, around, (ask) => work({ ask, terminal, asJson: values.json === true }));
  },
});
export const campaign = campaignIn(realWorld);

const words = ['start', 'add', 'list', 'show', 'results', 'pause', 'resume', 'cancel'] as const;

/** A text: why the words make no sense. */
function workOf(
  what: string | undefined,
  id: string | undefined,
  more: string | undefined,
  values: Values,
): ((asking: Asking) => Promise<number>) | string {
  switch (what) {
    case 'list':
      return id === undefined ? listCampaigns : 'Nothing stands behind "list".';
    case 'show':
    case 'results':
    case 'pause':
    case 'resume':
    case 'cancel':
      if (id === undefined || more !== undefined)
        return `Say of which campaign: campaign ${what} ID. "teams-ivr campaign list" lists them.`;
      if (what === 'show') return (asking) => showCampaign(asking, id);
      if (what === 'results') return (asking) => showResults(asking, id, values.csv === true);
      return (asking) => steerCampaign(asking, id, what);
    case 'start':
      return 'Name one file: campaign start people.csv';
    case 'add':
      return 'Name the campaign and one file: campaign add ID people.csv';
    case undefined:
      return `Say what: ${words.join(', ')}.`;
    default:
      return `Nothing of campaigns is called "${what}": ${suggest(what, words, '').words}`;
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      ...settingsOptions,
      settings: { type: 'string' },
      key: { type: 'string' },
      check: { type: 'boolean' },
      csv: { type: 'boolean' },
      json: { type: 'boolean' },
      yes: { type: 'boolean', short: 'y' },
      bot: { type: 'string' },
    },
    allowPositionals: true,
  });
}

async function start(path: string, values: Values, around: Around): Promise<number> {
  const { terminal, world } = around;
  const read = readAll(path, terminal);
  if (typeof read === 'number') return read;
  const file = values.settings === undefined ? { settings: {}, text: '' } : readSettingsFile(values.settings);
  if (typeof file === 'string') return wrongUsage(terminal, file);
  const named = { name: basename(path).replace(/\.[a-z]+$/i, ''), ...file.settings, ...read.settings };
  const settings = readSettings(values, named, world.clock.now());
  if (typeof settings === 'string') return wrongUsage(terminal, settings);
  if (values.check === true) return sayChecked(read, terminal);
  const question = `Call ${people(read.entries.length)} in the name of line "${String(settings.line)}"?`;
  const isSure = await isWanted(question, values, terminal);
  if (typeof isSure === 'number') return isSure;
  const { bot: _bot, json: _json, yes: _yes, ...said } = values;
  const key =
    values.key ??
    createHash('sha256')
      .update(JSON.stringify([said, file.text, read.text]))
      .digest('hex')
      .slice(0, 32);
  return withBot(values.bot, around, async (ask) => {
    const sent = await beginCampaign(
      { ask, terminal, path },
      { settings, entries: read.entries, key, isOwnKey: values.key === undefined },
    );
    if (sent?.isNew === false)
      terminal.error(
        'This campaign was begun before, with the same file and options or under the same --key: there is still one.',
      );
    return saySent(sent, values, terminal);
  });
}

async function add(id: string, path: string, values: Values, around: Around): Promise<number> {
  const { terminal } = around;
  const read = readAll(path, terminal);
  if (typeof read === 'number') return read;
  if (values.check === true) return sayChecked(read, terminal);
  const isSure = await isWanted(`Add ${people(read.entries.length)} to the campaign?`, values, terminal);
  if (typeof isSure === 'number') return isSure;
  return withBot(values.bot, around, async (ask) =>
    saySent(await addPeople({ ask, terminal, path }, id, read.entries), values, terminal),
  );
}

/** The people of a file in which nothing is wrong; otherwise it has been said, and this is the exit code. */
function readAll(path: string, terminal: Terminal): PeopleFile | number {
  const read = readPeopleFile(path);
  if (typeof read === 'string') {
    terminal.error(read);
    return 2;
  }
  if (read.problems.length === 0) return read;
  sayProblems(path, read.problems, terminal);
  terminal.error(`${read.problems.length === 1 ? 'One thing' : `${read.problems.length} things`} cannot be. Nobody is called.`);
  return 1;
}

function sayChecked({ entries }: PeopleFile, terminal: Terminal): number {
  terminal.out(
    `${people(entries.length)}, all of them understood. What the bot knows of lines, flows and numbers it says when it is asked.`,
  );
  return 0;
}

/** True, or the exit code. */
async function isWanted(question: string, { yes }: Values, terminal: Terminal): Promise<true | number> {
  if (yes === true) return true;
  if (terminal.confirm === undefined)
    return wrongUsage(terminal, 'Nobody is there to be asked. Say --yes to call people without asking.');
  if (await terminal.confirm(question)) return true;
  terminal.out('Nobody is called.');
  return 1;
}

function saySent(sent: Sent | undefined, { json }: Values, terminal: Terminal): number {
  if (sent === undefined) return 1;
  const { campaign: begun, ...counts } = sent;
  terminal.out(json === true ? JSON.stringify({ ...begun, ...counts }, null, 2) : sentInWords(sent));
  return 0;
}

function wrongUsage(terminal: Terminal, why: string): number {
  terminal.error(`${why}\n\nteams-ivr campaign --help tells more.`);
  return 2;
}
