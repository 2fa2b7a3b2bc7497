import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { momentSpellings, readMoment } from '../../src/core/flow/schedules/moment.ts';
import { readDurationMs } from '../../src/core/steps/fields.ts';
import { outboundCall } from '../../src/edge/automation/answers.ts';
import type { AskBot } from '../bot-api/ask-bot.ts';
import { read } from '../bot-api/read-answer.ts';
import { type Followed, followCall, type Stage } from '../calling/follow-call.ts';
import { endInWords, hasComeAbout, timeOf } from '../calling/in-words.ts';
import { botHelp, withBot } from '../calling/open-bot.ts';
import type { OutboundShown } from '../calling/shown.ts';
import { readVariables, varHelp } from '../calling/variables.ts';
import { readMeeting, readWhom, type Whom, whomHelp } from '../calling/whom.ts';
import { realWorld, type World } from '../calling/world.ts';
import type { Command, Terminal } from './command.ts';

const help = `Usage: teams-ivr call WHO ... [options]

Has the bot call somebody, and tells what becomes of it: queued, ringing, connected, each step of the flow, and how it
ended. 2 to 5 people are called together into one call. Ctrl-C calls it off, or hangs up when it is connected; a second
Ctrl-C leaves the call to itself.

${whomHelp}
  The bot itself is sent into a meeting by "meeting:LINK", or meeting:ID:PASSCODE.

  --line LINE      in whose name: its resource account is what the person sees. Left out: the default line
  --flow FLOW      what the person meets. Left out: the line's own flow
  --var NAME=VALUE a variable of the flow; may be given several times.
                   ${varHelp}
  --language TAG   one of the flow's languages
  --ring TIME      how long it rings, 5s to 120s (45s)
  --not-before T   not placed before, and
  --not-after T    not after: ${momentSpellings},
                   on this machine's clock. Left out: now, for an hour
  --subject TEXT   what a call with several people is named in Teams
  --do-not-call W  "ignore": the do-not-call list is not asked, because the person has asked for this very call
  --key KEY        asking twice under one key is asking once
  --no-wait        do not follow it: print its id, with which "teams-ivr calls ID" looks
  --json           a line of JSON for each change
${botHelp}

  teams-ivr call reception
  teams-ivr call +441632960123 --line main --flow reminder --var when="Monday, ten o'clock" --ring 30s
  teams-ivr call ada user:0a1b2c3d-0001-4567-89ab-cdef01234567 --subject "Pump 3 is down"
  teams-ivr call ada --not-before "tomorrow 08:00" --no-wait

Exit codes: 0 somebody was there, with --no-wait: it is queued; 1 nobody was, or the bot refused; 2 wrong usage.`;

interface CallArguments {
  readonly bot: string | undefined;
  readonly body: object;
  readonly key: string;
  readonly waits: boolean;
  readonly asJson: boolean;
}

/** Has somebody called. */
export const callIn = (world: World): Command => ({
  name: 'call',
  summary: 'Has the bot call somebody, and tells how it ends.',
  help,
  async run(args, terminal) {
    const asked = readArguments(args, world);
    if (typeof asked === 'string') {
      terminal.error(`${asked}\n\nteams-ivr call --help tells more.`);
      return 2;
    }
    return withBot(asked.bot, { terminal, world }, async (ask) => {
      const call = await place(ask, asked, terminal);
      if (!asked.waits) return 0;
      return sayEnd(await follow(ask, call, asked, { terminal, world }), asked, { terminal, world });
    });
  },
});
export const call = callIn(realWorld);

async function place(ask: AskBot, { body, key, waits, asJson }: CallArguments, terminal: Terminal): Promise<OutboundShown> {
  const answer = await ask('POST', 'outbound-calls', { body, headers: { 'idempotency-key': key } });
  const call = read(answer, outboundCall);
  if (!asJson) terminal.out(`call ${call.id}, line ${call.line}, flow ${call.flow}`);
  else if (!waits) terminal.out(JSON.stringify(call));
  // The key was used before, for the very same: for anything else the bot refuses it.
  if (answer.status === 200) terminal.error('This call was asked for before, under the same key: here is what became of it.');
  return call;
}

interface Around {
  readonly terminal: Terminal;
  readonly world: World;
}

function follow(ask: AskBot, call: OutboundShown, { asJson }: CallArguments, { terminal, world }: Around): Promise<Followed> {
  let before: Stage | undefined;
  return followCall(call, {
    ask,
    world,
    onStage: (stage, { id, window }) => {
      const notBefore = Date.parse(window.notBefore);
      const words = stageInWords(stage, before, notBefore - world.clock.now() > 1_000 ? notBefore : undefined);
      before = stage;
      if (asJson) terminal.out(JSON.stringify({ at: new Date(world.clock.now()).toISOString(), id, ...stage }));
      else if (words !== undefined) terminal.out(`${timeOf(world.clock.now())}  ${words}`);
    },
    onInterrupt: (what) => {
      terminal.error(
        what === 'off'
          ? 'Calling it off. Ctrl-C once more leaves it to itself.'
          : `The call is left to itself: "teams-ivr calls ${call.id}" looks, "teams-ivr calls hang-up ${call.id}" ends it.`,
      );
    },
  });
}

function sayEnd({ call, wasConnected, isLeft }: Followed, { asJson }: CallArguments, { terminal, world }: Around): number {
  if (isLeft) return 1;
  const cameAbout = hasComeAbout(call, wasConnected);
  if (asJson) terminal.out(JSON.stringify({ ...call, cameAbout }));
  else {
    const [how = '', ...reasons] = endInWords(call);
    terminal.out([`${timeOf(world.clock.now())}  ${how}`, ...reasons.map((line) => `          ${line}`)].join('\n'));
  }
  return cameAbout ? 0 : 1;
}

/** Undefined: nothing of it is new. */
function stageInWords(
  { status, state, path = [], people }: Stage,
  before: Stage | undefined,
  notBefore: number | undefined,
): string | undefined {
  if (status === 'queued') return notBefore === undefined ? 'queued' : `queued for ${new Date(notBefore).toLocaleString()}`;
  if (status === 'placing') return 'being placed';
  if (status !== 'placed') return undefined;
  const isNew = state !== before?.state;
  const known = before?.path ?? [];
  // Of a path that is too long to be kept whole, only the end is known.
  const steps = path.length > known.length ? path.slice(known.length) : path.at(-1) === known.at(-1) ? [] : path.slice(-1);
  const who =
    people === undefined || (people === before?.people && !isNew) ? [] : [people === 0 ? 'nobody there yet' : `${people} there`];
  const words = [...(isNew ? [state ?? 'placed'] : []), ...who, ...(steps.length === 0 ? [] : [`at ${steps.join(', ')}`])];
  return words.length === 0 ? undefined : words.join(', ');
}

function readArguments(args: readonly string[], { clock }: World): CallArguments | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments are not understood.';
  }
  const { values, positionals } = parsed;
  const to = readTo(positionals, values.subject);
  if (typeof to === 'string') return to;
  const vars = readVariables(values.var ?? []);
  if ('problem' in vars) return `${vars.place}: ${vars.problem} ${vars.fix}`;
  const ringMs = values.ring === undefined ? undefined : readDurationMs(values.ring);
  if (values.ring !== undefined && (ringMs === undefined || ringMs < 5_000 || ringMs > 120_000))
    return '--ring: Write a duration of 5s to 120s.';
  const list = values['do-not-call'];
  if (list !== undefined && list !== 'ignore' && list !== 'ask') return '--do-not-call: Write ignore, or leave it out.';
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const moments: { notBefore?: string; notAfter?: string } = {};
  for (const [member, option] of [
    ['notBefore', 'not-before'],
    ['notAfter', 'not-after'],
  ] as const) {
    const text = values[option];
    if (text === undefined) continue;
    const at = readMoment(text, zone, clock.now());
    if (at === undefined) return `--${option}: Write ${momentSpellings}.`;
    moments[member] = new Date(at).toISOString();
  }
  return {
    bot: values.bot,
    key: values.key ?? randomUUID(),
    waits: values['no-wait'] !== true,
    asJson: values.json === true,
    body: {
      to,
      variables: vars.variables,
      window: moments,
      ...(values.line !== undefined && { line: values.line }),
      ...(values.flow !== undefined && { flow: values.flow }),
      ...(values.language !== undefined && { language: values.language }),
      ...(list !== undefined && { doNotCall: list }),
      ...(ringMs !== undefined && { ringSeconds: Math.round(ringMs / 1_000) }),
    },
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      bot: { type: 'string' },
      line: { type: 'string' },
      flow: { type: 'string' },
      var: { type: 'string', multiple: true },
      language: { type: 'string' },
      ring: { type: 'string' },
      'not-before': { type: 'string' },
      'not-after': { type: 'string' },
      subject: { type: 'string' },
      'do-not-call': { type: 'string' },
      key: { type: 'string' },
      'no-wait': { type: 'boolean' },
      json: { type: 'boolean' },
    },
    allowPositionals: true,
  });
}

/** One person, several together, or a meeting. */
function readTo(words: readonly string[], subject: string | undefined): object | string {
  if (words.length === 0) return 'Say who is called: a number, a contact, or user:ID, for example: teams-ivr call reception';
  if (words.length > 5) return 'At most five people are called together. For many people there is: teams-ivr campaign';
  if (subject !== undefined && words.length === 1) return '--subject is for calls with several people.';
  const people: Whom[] = [];
  for (const [index, word] of words.entries()) {
    const meeting = readMeeting(word);
    if (meeting !== undefined && 'meeting' in meeting)
      return words.length === 1 ? meeting : 'The bot is sent into a meeting alone: name nobody else.';
    const whom = meeting === undefined ? readWhom(word) : { kind: 'wrong' as const, ...meeting };
    if (whom.kind === 'wrong') return `WHO ${index + 1}: ${whom.problem} ${whom.fix}`;
    people.push(whom.whom);
  }
  const [one] = people;
  if (people.length === 1 && one !== undefined) return one;
  return { people, ...(subject !== undefined && { subject }) };
}
