import { parseArgs } from 'node:util';
import { suggest } from '../../src/core/flow/did-you-mean.ts';
import { liveCall, liveCalls, outboundCall } from '../../src/edge/automation/answers.ts';
import type { AskBot } from '../bot-api/ask-bot.ts';
import { read, refused } from '../bot-api/read-answer.ts';
import { askOfCall, liveCallOf, noCall, type WishEnd } from '../calling/ask-of-call.ts';
import { callInWords, callsInWords, outboundInWords } from '../calling/calls-in-words.ts';
import { timeOf } from '../calling/in-words.ts';
import { type ActionOptions, liveActions } from '../calling/live-actions.ts';
import { botHelp, withBot } from '../calling/open-bot.ts';
import { whomHelp } from '../calling/whom.ts';
import { realWorld, type World } from '../calling/world.ts';
import type { Command, Terminal } from './command.ts';

const help = `Usage: teams-ivr calls [ID | WHAT ID ...] [options]

  calls                        the calls that are going on: line, flow, where they stand; never who it is
  calls ID                     one of them: its path through the flow, and what became of what was asked of it.
                               The id that "teams-ivr call" prints is taken, too
${liveActions.map(({ name, usage, summary }) => `  calls ${`${name} ID ${usage}`.padEnd(22)} ${summary}`).join('\n')}

${whomHelp}

  --watch          the table again and again, until Ctrl-C
  --no-wait        do not wait for how it ends
  --json           for programs; with --watch a line each time
${botHelp}

  teams-ivr calls --watch
  teams-ivr calls transfer 6f1c... reception
  teams-ivr calls play 6f1c... evacuation

Exit codes: 0 done; 1 not done, with the reason; 2 wrong usage.`;

interface CallsArguments extends ActionOptions {
  readonly bot: string | undefined;
  readonly words: readonly string[];
  readonly watches: boolean;
  readonly waits: boolean;
  readonly asJson: boolean;
}

interface Around {
  readonly terminal: Terminal;
  readonly world: World;
}

type Work = (ask: AskBot, around: Around) => Promise<number>;

/** The calls that are going on, and everything that can be asked of them. */
export const callsIn = (world: World): Command => ({
  name: 'calls',
  summary: 'Lists the calls that are going on; hangs up, transfers, plays, invites.',
  help,
  async run(args, terminal) {
    const read = readArguments(args);
    const work = typeof read === 'string' ? read : workOf(read);
    if (typeof read === 'string' || typeof work === 'string') {
      terminal.error(`${String(work)}\n\nteams-ivr calls --help tells more.`);
      return 2;
    }
    return withBot(read.bot, { terminal, world }, (ask) => work(ask, { terminal, world }));
  },
});
export const calls = callsIn(realWorld);

function readArguments(args: readonly string[]): CallsArguments | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        bot: { type: 'string' },
        watch: { type: 'boolean' },
        json: { type: 'boolean' },
        'no-wait': { type: 'boolean' },
        text: { type: 'string' },
        language: { type: 'string' },
        max: { type: 'string' },
        organizer: { type: 'string' },
        participant: { type: 'string' },
      },
      allowPositionals: true,
    });
    const { bot, watch, json, 'no-wait': noWait, ...options } = values;
    return { bot, words: positionals, watches: watch === true, waits: noWait !== true, asJson: json === true, ...options };
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments are not understood.';
  }
}

/** A text: why the words make no sense. */
function workOf(asked: CallsArguments): Work | string {
  const [first, id, ...words] = asked.words;
  if (first === undefined) return (ask, around) => (asked.watches ? watch : list)(ask, asked, around);
  const action = liveActions.find(({ name }) => name === first);
  if (action === undefined) {
    if (id === undefined) return (ask, around) => show(ask, first, asked, around);
    return `Nothing of a call is called "${first}": ${
      suggest(
        first,
        liveActions.map(({ name }) => name),
        '',
      ).words
    }`;
  }
  if (id === undefined) return `Say of which call: calls ${action.name} ID ${action.usage}. "teams-ivr calls" lists them.`;
  const body = action.body(words, asked);
  if (typeof body === 'string') return body;
  return (ask, around) => perform(ask, { id, action: action.name, body }, asked, around);
}

const most = 200;

async function list(ask: AskBot, { asJson }: CallsArguments, { terminal, world }: Around): Promise<number> {
  const found = read(await ask('GET', `live-calls?limit=${most}`), liveCalls).calls;
  terminal.out(asJson ? JSON.stringify({ calls: found }, null, 2) : callsInWords(found, world.clock.now()));
  if (found.length === most) terminal.error(`There may be more: these are ${most}.`);
  return 0;
}

const lookEveryMs = 2_000;

/** Until somebody has seen enough. */
async function watch(ask: AskBot, { asJson }: CallsArguments, { terminal, world }: Around): Promise<number> {
  let isEnough = false;
  const stop = world.onInterrupt(() => {
    isEnough = true;
  });
  while (!isEnough) {
    const found = read(await ask('GET', `live-calls?limit=${most}`), liveCalls).calls;
    const now = world.clock.now();
    if (asJson) terminal.out(JSON.stringify({ at: new Date(now).toISOString(), calls: found }));
    else {
      terminal.clear?.();
      terminal.out(`${timeOf(now)}\n${callsInWords(found, now)}`);
    }
    for (let waited = 0; waited < lookEveryMs && !isEnough; waited += lookEveryMs / 4) await world.clock.sleep(lookEveryMs / 4);
  }
  stop();
  return 0;
}

async function show(ask: AskBot, id: string, { asJson }: CallsArguments, { terminal, world }: Around): Promise<number> {
  const found = await liveCallOf(ask, id);
  if (found === undefined) throw noCall();
  if ('live' in found) {
    const call = read(found.live, liveCall);
    terminal.out(asJson ? JSON.stringify(call, null, 2) : callInWords(call, world.clock.now()));
  } else {
    const call = read(found.other, outboundCall);
    terminal.out(asJson ? JSON.stringify(call, null, 2) : outboundInWords(call));
  }
  return 0;
}

interface Wanted {
  readonly id: string;
  readonly action: string;
  readonly body: object;
}

async function perform(ask: AskBot, { id, action, body }: Wanted, asked: CallsArguments, around: Around): Promise<number> {
  const found = await liveCallOf(ask, id);
  if (found === undefined) throw noCall();
  if ('other' in found) return callOff(ask, id, action, around.terminal);
  const { callId } = read(found.live, liveCall);
  const end = await askOfCall({ ask, world: around.world, waits: asked.waits }, { callId, action, body });
  return sayEnd(end, asked.asJson, around.terminal);
}

/** One that is not live yet, or not any more: it can be called off, if anything. */
async function callOff(ask: AskBot, id: string, action: string, terminal: Terminal): Promise<number> {
  if (action !== 'hang-up') {
    terminal.error('The call is not going on: nobody is there yet, or any more. "teams-ivr calls ID" says how it is.');
    return 1;
  }
  const answer = await ask('DELETE', `outbound-calls/${encodeURIComponent(id)}`);
  if (answer.status > 299) throw refused(answer);
  terminal.out(answer.status === 200 ? 'Called off.' : 'It is over, or about to be.');
  return 0;
}

function sayEnd(end: WishEnd, asJson: boolean, terminal: Terminal): number {
  if (asJson) terminal.out(JSON.stringify(end, null, 2));
  switch (end.kind) {
    case 'done':
      if (!asJson) terminal.out(doneInWords(end.wish));
      return 0;
    case 'open':
      if (!asJson) terminal.out('Asked. Microsoft has it, and has not told how it ended: "teams-ivr calls ID" says so.');
      return 0;
    case 'notDone':
      if (!asJson) terminal.error(`Not done: ${end.words}`);
      return 1;
  }
}

function doneInWords({
  movedTo,
  recordingId,
}: {
  readonly movedTo?: string | undefined;
  readonly recordingId?: string | undefined;
}): string {
  if (movedTo !== undefined) return `Done. The call goes on as ${movedTo}.`;
  return recordingId === undefined ? 'Done.' : `Done: recording ${recordingId}.`;
}
