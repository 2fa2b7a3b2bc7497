import { callIn } from '../../cli/commands/call.ts';
import { callsIn } from '../../cli/commands/calls.ts';
import { aRehearsal, type Line } from '../support/a-line.ts';
import { aCommandLine, type CommandLine } from '../support/a-terminal.ts';
import { askAutomation } from '../support/an-automation-api.ts';
import { ada, eve, eveDials } from '../support/people.ts';

// `teams-ivr call` and `teams-ivr calls`, over real HTTP, in front of the whole bot and the strict simulator.

let bot: Line;
let line: CommandLine;
beforeEach(async () => {
  bot = await aRehearsal();
  line = await aCommandLine(bot);
});
afterEach(() => line[Symbol.asyncDispose]());

/** What was printed, without times and ids. */
const plain = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((one) => one.replace(/^\d\d:\d\d:\d\d {2}/, '').replace(/[0-9a-f]{32}|[0-9a-f-]{36}/g, 'ID'));

describe('somebody is called', () => {
  test('and every change is told as it happens, to the end', async () => {
    const person = bot.person(ada);
    const call = line.start(callIn, 'reception');
    await person.rings();
    await bot.clock.advance(2_000);
    expect(plain(call.said.out)).toEqual(['call ID, line main, flow main-line', 'queued', 'ringing']);
    person.leg.accept();
    await person.hears('Welcome to Contoso');
    await person.hears('For sales');
    await person.presses('2');
    await person.hears('account');
    await bot.clock.advance(1_000);
    await person.hangsUp();
    expect(await call.ends()).toBe(0);
    const told = plain(call.said.out)
      .slice(3)
      .flatMap((one) => one.split(', ').map((word) => word.replace(/^at /, '')));
    expect(told).toEqual(['connected', 'welcome', 'main', 'account', 'ended: they hung up (callerHungUp).']);
  });

  test('and declines: why it did not come about, in words, and the exit code says so', async () => {
    const person = bot.person(ada);
    const call = line.start(callIn, 'reception');
    await person.declines();
    expect(await call.ends()).toBe(1);
    expect(plain(call.said.out).slice(-3)).toEqual([
      expect.stringMatching(/^ended: The person declined the call \(declined, 603\/\d+\)\.$/),
      expect.stringContaining('cause  '),
      expect.stringContaining('fix    '),
    ]);
  });

  test('and lets it ring, for as long as --ring says', async () => {
    const person = bot.person(ada);
    const call = line.start(callIn, 'reception', '--ring', '10s');
    await person.rings();
    const since = bot.clock.now();
    expect(await call.ends()).toBe(1);
    expect(bot.clock.now() - since).toBeLessThan(25_000);
    expect(plain(call.said.out)).toContain('ended: Nobody answered in time (noAnswer).');
  });

  test('with variables, language and flow, which the bot checks', async () => {
    expect(await line.run(callIn, 'reception', '--var', 'nothing=1')).toMatchObject({
      code: 1,
      error: 'The bot refused: Flow "main-line" has no such variable. variables.nothing: Declare it in "vars".\n',
    });
    expect(await line.run(callIn, 'reception', '--line', 'mian')).toMatchObject({
      code: 1,
      error: expect.stringContaining('There is no such line'),
    });
  });

  test('for programs: a line of JSON for each change, and at the end whether it came about', async () => {
    const person = bot.person(ada);
    const call = line.start(callIn, 'reception', '--json');
    await person.accepts();
    await bot.clock.advance(1_000);
    await person.hangsUp();
    expect(await call.ends()).toBe(0);
    const lines = call.said.out
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one));
    expect(lines[0]).toMatchObject({ status: 'queued' });
    expect(lines).toContainEqual(expect.objectContaining({ status: 'placed', state: 'connected' }));
    expect(lines.at(-1)).toMatchObject({ status: 'ended', outcome: 'callerHungUp', cameAbout: true });
  });

  test('later: it is queued, looked at and called off by the id that was printed', async () => {
    const { code, out } = await line.run(callIn, 'reception', '--not-before', '2h', '--no-wait');
    expect(code).toBe(0);
    const id = /call (\w+)/.exec(out)?.[1] ?? '';
    expect((await line.run(callsIn, id)).out).toContain(`${id}  queued, to be placed from`);
    expect(await line.run(callsIn, 'hang-up', id)).toMatchObject({ code: 0, out: 'Called off.\n' });
    expect((await line.run(callsIn, id)).out).toContain('called off before it was placed');
  });

  test('without waiting: by the id that was printed the call is found, and hung up', async () => {
    const person = bot.person(ada);
    const { out } = await line.run(callIn, 'reception', '--no-wait');
    const id = /call (\w+)/.exec(out)?.[1] ?? '';
    await person.accepts();
    await person.hears('Welcome to Contoso');
    expect((await line.run(callsIn, id)).out).toContain('connected, outgoing, with a user');
    expect(await line.run(callsIn, 'hang-up', id)).toMatchObject({ code: 0, out: 'Done.\n' });
    await person.expectsEnd();
  });

  test('twice under one key is once', async () => {
    const first = await line.run(callIn, 'reception', '--no-wait', '--key', 'order-17');
    const second = await line.run(callIn, 'reception', '--no-wait', '--key', 'order-17');
    expect(second.out).toBe(first.out);
    expect([first.error, second.error]).toEqual(['', expect.stringContaining('asked for before')]);
  });
});

describe('Ctrl-C', () => {
  test('while it rings calls it off', async () => {
    const person = bot.person(ada);
    const call = line.start(callIn, 'reception');
    await person.rings();
    await bot.clock.advance(1_000);
    call.interrupt();
    await person.expectsEnd();
    expect(await call.ends()).toBe(1);
    expect(call.said.error).toContain('Calling it off.');
  });

  test('while they talk hangs up: the call has come about', async () => {
    const person = bot.person(ada);
    const call = line.start(callIn, 'reception');
    await person.accepts();
    await bot.clock.advance(1_000);
    call.interrupt();
    await person.expectsEnd();
    expect(await call.ends()).toBe(0);
    expect(plain(call.said.out).at(-1)).toBe('ended: hung up by an operator (endedByOperator).');
  });

  test('before it is placed keeps it from being placed', async () => {
    const call = line.start(callIn, 'reception', '--not-before', '1h');
    await bot.clock.advance(7_000);
    call.interrupt();
    expect(await call.ends()).toBe(1);
    expect(plain(call.said.out).at(-1)).toBe('called off before it was placed.');
  });

  test('twice leaves the call to itself, and says how to end it', async () => {
    const call = line.start(callIn, 'reception', '--not-before', '1h');
    await bot.clock.advance(1_000);
    call.interrupt();
    call.interrupt();
    expect(await call.ends()).toBe(1);
    expect(call.said.error).toContain('teams-ivr calls hang-up');
  });
});

describe('a call that is going on', () => {
  async function eveCalls() {
    const caller = bot.caller();
    await caller.dial(eveDials);
    await caller.hears('For sales');
    const { out } = await line.run(callsIn, '--json');
    return { caller, id: String(JSON.parse(out).calls[0].callId) };
  }

  test('is listed with where it stands and never who it is; one is shown with its path', async () => {
    const { id } = await eveCalls();
    const { out } = await line.run(callsIn);
    expect(out).toMatch(/main +main-line +main +connected +in +a user/);
    expect(out).toContain('1 call.');
    const one = await line.run(callsIn, id);
    expect(one.out).toContain('path    welcome > ');
    expect(out + one.out).not.toMatch(/Eve|0a1b2c3d/);
  });

  test('is spoken to and transferred', async () => {
    const { caller, id } = await eveCalls();
    expect(await line.run(callsIn, 'play', id, '--text', 'The building is being evacuated.')).toMatchObject({
      code: 0,
      out: 'Done.\n',
    });
    await caller.hears('For sales');
    expect(await line.run(callsIn, 'transfer', id, 'reception')).toMatchObject({ code: 0, out: 'Done.\n' });
    await caller.expectsTransferTo('reception');
  });

  test('refuses what it cannot do, in words and with what to do', async () => {
    const { id } = await eveCalls();
    expect(await line.run(callsIn, 'mute', id)).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^Not done: Microsoft has this for calls with several people only\..*Invite somebody first/),
    });
    expect(await line.run(callsIn, 'play', id, 'nosuch')).toMatchObject({
      code: 1,
      error: expect.stringContaining('no prompt of this name'),
    });
    expect((await line.run(callsIn, id)).out).toMatch(/asked .*mute: failed: .*onlyTogether/);
  });

  test('is ended, and then there is none', async () => {
    const { caller, id } = await eveCalls();
    expect(await line.run(callsIn, 'hang-up', id)).toMatchObject({ code: 0 });
    await caller.expectsEnd();
    await bot.clock.advance(1_000);
    expect((await line.run(callsIn)).out).toBe('No call is going on.\n');
    expect(await line.run(callsIn, 'hang-up', id)).toMatchObject({
      code: 1,
      error: expect.stringContaining('There is no call of this id'),
    });
  });

  test('is watched until Ctrl-C', async () => {
    const watching = line.start(callsIn, '--watch');
    await bot.clock.advance(1_000);
    await eveCalls();
    await bot.clock.advance(3_000);
    watching.interrupt();
    expect(await watching.ends()).toBe(0);
    expect(watching.said.out).toMatch(/No call is going on\.[\s\S]*main-line +main +connected/);
  });
});

test('two people are called together, and more are called in', async () => {
  const [first, second] = [bot.person(ada), bot.person(eve)];
  const call = line.start(callIn, 'reception', `user:${eve}`, '--subject', 'Pump 3');
  await first.accepts();
  await second.accepts();
  await bot.clock.advance(2_000);
  expect(call.said.out).toContain('2 there');
  const { out } = await line.run(callsIn, '--json');
  expect(await line.run(callsIn, 'mute', String(JSON.parse(out).calls[0].callId))).toMatchObject({ code: 0 });
  call.interrupt();
  expect(await call.ends()).toBe(0);
});

test('somebody is called into a meeting that is made for a caller who is alone with the bot', async () => {
  const caller = bot.caller();
  await caller.dial(eveDials);
  await caller.hears('For sales');
  const id = String(JSON.parse((await line.run(callsIn, '--json')).out).calls[0].callId);
  const alone = await line.run(callsIn, 'invite', id, 'reception');
  expect(alone).toMatchObject({ code: 1, error: expect.stringContaining('organizer') });
  const invites = line.start(callsIn, 'invite', id, 'reception', '--organizer', `user:${ada}`);
  await bot.person(ada).accepts();
  expect(await invites.ends()).toBe(0);
  expect(invites.said.out).toMatch(/^Done\. The call goes on as [0-9a-f-]{36}\.\n$/);
});

test('who of several people is transferred can be said; whoever is not in the call is not', async () => {
  const caller = bot.caller();
  await caller.dial(eveDials);
  await caller.hears('For sales');
  const id = String(JSON.parse((await line.run(callsIn, '--json')).out).calls[0].callId);
  const nobody = await line.run(callsIn, 'transfer', id, 'reception', '--participant', 'nobody');
  expect(nobody).toMatchObject({ code: 1, error: expect.stringContaining('no such participant') });
  expect(caller.leg.state).toBe('connected');
});

test('wrong usage says what to write, and never repeats what may be a number', async () => {
  const wrong: readonly [typeof callIn, readonly string[], string][] = [
    [callIn, [], 'Say who is called'],
    [callIn, ['01632961777'], 'WHO 1: It is no number in full. Write + and the country code'],
    [callIn, ['+44 (0)1632 961777'], 'WHO 1: It is no number in full.'],
    [callIn, ['reception', 'ada@contoso.example'], 'WHO 2: People in Teams are named by their object id.'],
    [callIn, ['ada00000-0000-4000-8000-000000000001'], 'Write user:ID'],
    [callIn, ['meeting:lunch'], 'Put the whole link in quotes'],
    [callIn, ['a', 'b', 'c', 'd', 'e', 'f'], 'teams-ivr campaign'],
    [callIn, ['reception', '--ring', '3'], '--ring: Write a duration of 5s to 120s.'],
    [callIn, ['reception', '--not-before', 'soon'], '--not-before: Write 17:00'],
    [callIn, ['reception', '--var', 'name'], '--var 1: There is no name in it.'],
    [callIn, ['reception', '--var', 'count:=x'], '--var 1: The value is no JSON.'],
    [callIn, ['reception', '--bot', 'http://ivr.contoso.example'], 'must be https'],
    [callIn, ['reception', '--bot', '.state'], 'name its address with --bot'],
    [callIn, ['reception', '--loud'], 'teams-ivr call --help tells more.'],
    [callsIn, ['jump', 'id'], 'Nothing of a call is called "jump"'],
    [callsIn, ['transfer', 'id'], 'Say to whom'],
    [callsIn, ['transfer'], 'Say of which call'],
    [callsIn, ['invite', 'id', 'ada', '--organizer', '+441632961777'], '--organizer: Name a user'],
    [callsIn, ['play', 'id'], 'Say what is played'],
    [callsIn, ['press-keys', 'id', 'x'], 'Say which keys'],
  ];
  for (const [command, args, words] of wrong) {
    const { code, error } = await line.run(command, ...args);
    expect([args, code, error]).toEqual([args, 2, expect.stringContaining(words)]);
    expect(error).not.toContain('961777');
  }
  expect(line.addresses).toEqual([]);
});

test('somebody on the do-not-call list is not called, unless they have asked for this very call', async () => {
  await askAutomation(bot.bot, 'POST', 'do-not-call', { people: [{ contact: 'reception' }] });
  expect(await line.run(callIn, 'reception', '--no-wait')).toMatchObject({
    code: 1,
    error: expect.stringContaining('The person is on the do-not-call list.'),
  });
  expect((await line.run(callIn, 'reception', '--no-wait', '--do-not-call', 'ignore')).code).toBe(0);
});

test('somebody who is put on the do-not-call list while the call waits is not called, and it is said why', async () => {
  const call = line.start(callIn, 'reception', '--not-before', '1m');
  await bot.clock.advance(5_000);
  await askAutomation(bot.bot, 'POST', 'do-not-call', { people: [{ contact: 'reception' }] });
  expect(await call.ends()).toBe(1);
  expect(call.said.out).toMatch(/not called: .*do-not-call list[\s\S]*fix {4}/);
});

test('a number is in no address', async () => {
  await line.run(callIn, '+44 1632 960-123', '--no-wait');
  const { out } = await line.run(callsIn, '--json');
  expect(line.addresses.length).toBeGreaterThan(0);
  expect(line.addresses.join() + out).not.toContain('960123');
});

test('whoever asks too much at once waits, and goes on', async () => {
  const many = Array.from({ length: 30 }, () => line.start(callIn, 'reception', '--not-before', '1h', '--no-wait'));
  for (const one of many) expect(await one.ends()).toBe(0);
  expect(many.map(({ said }) => said.error).join('')).toMatch(/^That is too many at once for the bot\. Going on in \d+ s\.$/m);
});

test('a bot that goes away while somebody looks is waited for, and in the end told of', async () => {
  const call = line.start(callIn, 'reception', '--not-before', '10h');
  await bot.clock.advance(1_000);
  await line[Symbol.asyncDispose]();
  expect(await call.ends()).toBe(1);
  expect(call.said.error).toMatch(
    /^The bot does not answer at this moment\. Going on in 2 s\.[\s\S]*The bot at .* does not answer\.\n$/,
  );
});

test('when no bot runs, it is said how to start one', async () => {
  expect(await line.run(callsIn, '--bot', 'http://127.0.0.1:9')).toMatchObject({
    code: 1,
    error: 'No bot answers at http://127.0.0.1:9. Start it with "npm start", or name another one with --bot.\n',
  });
});
