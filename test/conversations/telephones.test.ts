// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import { writeFiles } from '../support/a-folder.ts';
import { aLine, answeredBy, type Line } from '../support/a-line.ts';
import { type Answer, askAutomation } from '../support/an-automation-api.ts';
import { account, ada, eve } from '../support/people.ts';

// Where Microsoft takes telephones (graph-calling, 1.3): cell by cell, the whole bot against the strict simulator. What it
// would refuse is refused by the bot first, in words that help, and nothing is sent.

const plumber = '+441632960111';

let bot: Line;

/** Two lines on one flow: one with a resource account and its number, the other the bot's own address. */
async function aDesk(main: object, lines: object = {}): Promise<ScriptedCaller> {
  const steps = {
    main,
    together: {
      type: 'menu',
      prompt: 'You are together. Press 1 to leave.',
      options: { 1: 'leave' },
      on: { maxAttempts: 'leave' },
    },
    leave: { type: 'hangup', outcome: 'left' },
    sorry: { type: 'hangup', prompt: 'That did not work.', outcome: 'sorry' },
    told: { type: 'hangup', prompt: 'That did not work: ${vars.reason}.', outcome: 'sorry' },
  };
  const known = { account: answeredBy('desk'), own: { flow: 'desk' }, ...lines };
  bot = await aLine(
    { start: 'main', vars: { reason: { type: 'string' } }, steps },
    {
      contacts: { ada: { user: ada }, plumber: { phone: plumber } },
      files: { 'lines.jsonc': { lines: known, default: 'own' } },
    },
  );
  return bot.caller();
}

const eveDials = (to: string) => ({ from: { kind: 'user', id: eve, displayName: 'Eve' }, to }) as const;
const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askAutomation(bot.bot, method, path, body);
/** What the bot has asked of Graph, by operation. */
const asked = (): readonly string[] =>
  bot.graph.exchanges().flatMap(({ exchange }) => (exchange.direction === 'toBot' ? [] : [exchange.title]));

const talks = { type: 'menu', prompt: 'Press 1 to leave.', options: { 1: 'leave' }, on: { maxAttempts: 'leave' } };
const steps = {
  transfer: { type: 'transfer', to: 'plumber', on: { failed: 'sorry' } },
  'consultative transfer': { type: 'transfer', to: 'plumber', mode: 'consultative', on: { failed: 'sorry', noAnswer: 'leave' } },
  hunt: { type: 'hunt', targets: ['plumber'], on: { noAnswer: 'sorry' } },
  redirect: { type: 'redirect', to: 'plumber', on: { failed: 'sorry' } },
  'redirect to several': { type: 'redirect', to: ['ada', 'plumber'], on: { failed: 'sorry' } },
  invite: { type: 'invite', people: ['ada', 'plumber'], next: 'together', on: { failed: 'sorry' } },
};

describe("a call to the bot's own address", () => {
  test.each(Object.entries(steps))(
    '%s to a telephone: nothing is sent, and the step leaves by its way for that',
    async (_, step) => {
      const caller = await aDesk(step);
      await caller.dial(eveDials('bot'));
      await caller.hears('That did not work.');
      expect(bot.refused()).toEqual([]);
      expect(asked().filter((title) => /transfer|redirect|invite|create/i.test(title))).toEqual([]);
    },
  );

  test('an invite step learns why', async () => {
    const caller = await aDesk({ ...steps.invite, reasonInto: 'reason', on: { failed: 'told' } });
    await caller.dial(eveDials('bot'));
    await caller.hears('That did not work: telephoneNeedsAccount.');
  });

  test.each<readonly [string, object, string]>([
    ['transfer', { to: { contact: 'plumber' } }, 'to'],
    ['invite', { people: [{ user: ada }, { phone: plumber }] }, 'people.1'],
  ])('%s from outside the flow is answered with the place, the reason and what to do', async (path, body, place) => {
    const caller = await aDesk(talks);
    await caller.dial(eveDials('bot'));
    await caller.hears('Press 1');
    const { body: live } = await ask('GET', 'live-calls');
    const before = asked().length;
    expect(await ask('POST', `live-calls/${live.calls[0].callId}/${path}`, body)).toMatchObject({
      status: 422,
      body: {
        code: 'telephoneNeedsAccount',
        title: expect.stringContaining('resource account'),
        detail: expect.stringMatching(new RegExp(`^${place}: .*lines\\.jsonc`)),
      },
    });
    expect(asked().slice(before)).toEqual([]);
  });
});

test.each(['transfer', 'redirect', 'invite'] as const)(
  'a call to a resource account with a number: %s reaches the telephone',
  async (name) => {
    const caller = await aDesk(steps[name]);
    const person = bot.person(plumber, 'plumber');
    await caller.dial(eveDials(account));
    await person.accepts();
    expect(bot.refused()).toEqual([]);
  },
);

describe('outgoing to a telephone', () => {
  const bare = { account: { applicationInstance: account, flow: 'desk' } };
  test.each<readonly [string, string, object, object, string]>([
    ['in the name of a line without a resource account', 'own', {}, { phone: plumber }, 'telephoneNeedsAccount'],
    ['of a resource account without a number', 'account', bare, { phone: plumber }, 'telephoneNeedsNumber'],
    [
      'and somebody else, of a resource account without a number',
      'account',
      bare,
      { people: [{ user: ada }, { contact: 'plumber' }] },
      'telephoneNeedsNumber',
    ],
  ])('%s is refused when it is asked for', async (_, line, lines, to, code) => {
    await aDesk(talks, lines);
    expect(await ask('POST', 'outbound-calls', { to, line })).toMatchObject({
      status: 422,
      body: { code, detail: expect.stringMatching(/^line: .*lines\.jsonc/), why: { fix: expect.any(String) } },
    });
    await bot.clock.advance(60_000);
    expect(asked()).toEqual([]);
  });

  test.each([
    ['own', {}],
    ['account', bare],
  ] as const)('by a campaign of line %s is refused row by row', async (line, lines) => {
    await aDesk(talks, lines);
    const people = [{ to: { user: ada } }, { to: { phone: plumber } }];
    const window = { week: { 'mon-fri': '09:00-17:00' } };
    const answer = await ask('POST', 'campaigns', { name: 'Spring', line, timeZone: 'Europe/London', window, people });
    expect(answer).toMatchObject({ status: 422 });
    expect(JSON.stringify(answer.body)).toContain('resource account');
  });

  test('is not placed when the line has lost its number since', async () => {
    await aDesk(talks);
    const soon = new Date(bot.clock.now() + 600_000).toISOString();
    const { status, body } = await ask('POST', 'outbound-calls', {
      to: { phone: plumber },
      line: 'account',
      window: { notBefore: soon },
    });
    expect(status).toBe(202);
    writeFiles(bot.flowsDir, { 'lines.jsonc': { lines: { account: bare.account }, default: 'account' } });
    await bot.clock.advance(700_000);
    expect((await ask('GET', `outbound-calls/${body.id}`)).body).toMatchObject({
      status: 'failed',
      code: 'telephoneNeedsNumber',
    });
    expect(asked()).toEqual([]);
  });
});

describe('a meeting', () => {
  const inviting = { type: 'invite', people: ['plumber'], reasonInto: 'reason', next: 'together', on: { failed: 'told' } };

  async function joined(how: 'joinUrl' | 'token') {
    await aDesk(inviting);
    const scheduled = bot.graph.peopleSide.schedule({ organizerId: ada });
    const host = bot.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
    await host.joins(scheduled);
    const meeting = how === 'token' ? { token: scheduled.token } : { joinUrl: scheduled.joinWebUrl };
    expect(await ask('POST', 'outbound-calls', { to: { meeting }, line: 'own' })).toMatchObject({ status: 202 });
    return host;
  }

  test('that was joined by its link takes telephones', async () => {
    await joined('joinUrl');
    const person = bot.person(plumber, 'plumber');
    await person.accepts();
    await person.hears('You are together');
    expect(bot.refused()).toEqual([]);
  });

  test('that was joined by a token takes none: nobody is invited, and the flow learns why', async () => {
    const host = await joined('token');
    await host.hears('That did not work: telephoneByToken.');
    expect(asked().filter((title) => title.includes('invite'))).toEqual([]);
    expect(bot.refused()).toEqual([]);
  });
});
