import { adaId, connected, prompt, type ToyBot, toyBot } from '../testing/toy-bot.ts';

const bobId = '99999999-8888-4777-8666-555555555555';

/** A caller in a call, and Bob in another one. */
async function both(bot: ToyBot) {
  const caller = await connected(bot);
  const callerCall = bot.callId;
  const bob = bot.callee(bobId, { who: 'Bob' });
  await bot.create({ targets: [{ identity: { user: { id: bobId } } }] });
  const bobCall = bot.callId;
  await bob.accepts();
  const transfer = (replacesCallId: string, id = bobId) =>
    bot.act('transfer', { transferTarget: { identity: { user: { id } }, replacesCallId } }, { callId: callerCall });
  const lastOf = (callId: string) => bot.told.filter(({ resourceUrl }) => resourceUrl.endsWith(callId)).at(-1)?.data;
  return { caller, bob, callerCall, bobCall, transfer, lastOf };
}

test("a consultative transfer joins caller and callee, and ends both of the bot's calls", async () => {
  const bot = toyBot({
    people: {
      callers: [
        { kind: 'user', id: adaId, displayName: 'Ada Example' },
        { kind: 'user', id: bobId, displayName: 'Bob Example' },
      ],
      lines: [],
    },
  });
  const { caller, bob, callerCall, bobCall, transfer, lastOf } = await both(bot);
  expect(await transfer(bobCall)).toMatchObject({ status: 202 });
  await caller.isTogetherWith('Bob Example');
  await bob.isTogetherWith('Ada Example');
  await bot.clock.advance(1_000);
  expect(lastOf(callerCall)).toMatchObject({ state: 'terminated', resultInfo: { code: 200, subcode: 7015 } });
  expect(lastOf(bobCall)).toMatchObject({ state: 'terminated', resultInfo: { code: 200 } });
  expect([caller.leg.state, bob.leg.state]).toEqual(['connected', 'connected']);
  await bob.hangsUp();
  expect(caller.leg.state).toBe('ended');
});

test.each<[string, (both: { bobCall: string; callerCall: string }) => readonly [string, string?]]>([
  ['no such call', () => [adaId]],
  ['the call itself', ({ callerCall }) => [callerCall]],
  ['a call with somebody else', ({ bobCall }) => [bobCall, adaId]],
])('a consultative transfer to %s fails with 500/7700, and both calls go on', async (_name, choose) => {
  const bot = toyBot();
  const { caller, bob, callerCall, bobCall, transfer, lastOf } = await both(bot);
  expect(await transfer(...choose({ bobCall, callerCall }))).toMatchObject({ status: 202 });
  await bot.clock.advance(5_000);
  expect(lastOf(callerCall)).toMatchObject({ state: 'established', resultInfo: { code: 500, subCode: 7700 } });
  bot.callId = callerCall;
  await bot.act('playPrompt', { prompts: [prompt(bot, 'sorry', 1_000, 'Sorry.')] });
  await caller.hears('Sorry');
  expect(bob.leg.state).toBe('connected');
});

test('a callee who hangs up in the middle of it leaves the caller with the bot', async () => {
  const bot = toyBot();
  const { caller, bob, callerCall, bobCall, transfer, lastOf } = await both(bot);
  await transfer(bobCall);
  await bob.hangsUp();
  await bot.clock.advance(5_000);
  expect(lastOf(callerCall)).toMatchObject({ state: 'established', resultInfo: { code: 500, subCode: 7700 } });
  expect(caller.leg.state).toBe('connected');
});

test('a caller who hangs up in the middle of it leaves the callee with the bot', async () => {
  const bot = toyBot();
  const { caller, bob, callerCall, bobCall, transfer, lastOf } = await both(bot);
  await transfer(bobCall);
  await caller.hangsUp();
  await bot.clock.advance(5_000);
  expect(lastOf(callerCall)).toMatchObject({ state: 'terminated', resultInfo: { code: 200, subcode: 4521 } });
  expect(bob.leg.state).toBe('connected');
  bot.callId = bobCall;
  expect(await bot.act('', undefined, { method: 'GET' })).toMatchObject({ status: 200 });
});

describe('blind transfers and redirects to somebody with a telephone', () => {
  test('it rings there; who accepts has the caller', async () => {
    const bot = toyBot();
    const caller = await connected(bot);
    const bob = bot.callee(bobId);
    await bot.act('transfer', { transferTarget: { identity: { user: { id: bobId } } } });
    await bob.accepts();
    await bob.isTogetherWith('Ada Example');
    await bot.clock.advance(1_000);
    expect(bot.told.at(-1)?.data).toMatchObject({ state: 'terminated', resultInfo: { code: 200, subcode: 7015 } });
    await caller.hangsUp();
    expect(bob.leg.state).toBe('ended');
  });

  test('who declines leaves the caller with the bot', async () => {
    const bot = toyBot();
    const caller = await connected(bot);
    const bob = bot.callee(bobId);
    await bot.act('transfer', { transferTarget: { identity: { user: { id: bobId } } } });
    await bob.declines();
    await bot.clock.advance(1);
    expect(bot.told.at(-1)?.data).toMatchObject({ state: 'established', resultInfo: { code: 603, subCode: 7000 } });
    expect(caller.leg.state).toBe('connected');
  });

  test('redirected telephones ring together, and the first one has the caller', async () => {
    const bot = toyBot();
    const [bob, cleo] = [bot.callee(bobId, { who: 'Bob' }), bot.callee(adaId, { who: 'Cleo' })];
    const caller = bot.caller();
    await caller.dial({ from: { kind: 'phone', number: '+441632960123' }, to: '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff' });
    const targets = [{ identity: { user: { id: bobId } } }, { identity: { user: { id: adaId } } }];
    expect(await bot.act('redirect', { targets, timeout: 20 })).toMatchObject({ status: 202 });
    await caller.expectsEnd(); // For the bot.
    await bob.rings();
    await cleo.accepts();
    await cleo.isTogetherWith('+441632960123');
    await bob.expectsEnd();
    expect(caller.leg.state).toBe('connected');
  });

  test('a redirected call that nobody takes is over after its time', async () => {
    const bot = toyBot();
    const bob = bot.callee(bobId);
    const caller = bot.caller();
    await caller.dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
    await bot.act('redirect', { targets: [{ identity: { user: { id: bobId } } }], timeout: 20 });
    const began = bot.clock.now();
    await bob.letsItRing();
    expect(bot.clock.now() - began).toBeLessThan(21_000);
    expect(caller.leg.state).toBe('ended');
  });
});

test.each([
  ['code200', { resultInfo: { code: 200, subcode: 7015 } }],
  ['code0', { resultInfo: { code: 0, subcode: 7015 } }],
  ['reasonOnly', { terminationReason: 'AppTransferred' }],
] as const)('a transfer can end in the form %s', async (transferSuccess, shape) => {
  const bot = toyBot({ shapes: { transferSuccess } });
  await connected(bot);
  await bot.act('transfer', { transferTarget: { identity: { user: { id: bobId } } } });
  await bot.clock.advance(5_000);
  const { data } = bot.told.at(-1) ?? { data: {} };
  expect(data).toMatchObject({ state: 'terminated', ...shape });
  if (transferSuccess === 'reasonOnly') expect(data).not.toHaveProperty('resultInfo');
});

test('rotating forms take their turn', async () => {
  const bot = toyBot({ shapes: { transferFailure: 'rotate', seed: 1 }, destinations: { [bobId]: 'busy' } });
  await connected(bot);
  const seen: unknown[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    await bot.act('transfer', { transferTarget: { identity: { user: { id: bobId } } } });
    await bot.clock.advance(5_000);
    seen.push(bot.told.at(-1)?.data.resultInfo);
  }
  expect(seen).toMatchObject([
    { code: 500, subCode: 7000 },
    { code: 500, subcode: 7000 },
    { code: 486, subCode: 7000 },
  ]);
});
