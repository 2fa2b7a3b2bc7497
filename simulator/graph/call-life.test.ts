import { adaId, answerBody, appId, connected, frontDeskId, tenantId, toyBot } from '../testing/toy-bot.ts';

const minute = 60_000;

test('a bot hears of a call, answers it, and is told of media last', async () => {
  const bot = toyBot();
  await connected(bot);
  const changes = bot.told.map(({ data }) => `${String(data.state)}${data.mediaState ? ' with media' : ''}`);
  expect(changes).toEqual(['incoming', 'establishing', 'established', 'established with media']);
});

test('the first notification says who calls whom, as Graph does', async () => {
  const bot = toyBot();
  await bot.caller().dial({ from: { kind: 'phone', number: '+441632960123' }, to: frontDeskId });
  const [told] = bot.told;
  expect(told?.data).toMatchObject({
    '@odata.type': '#microsoft.graph.call',
    direction: 'incoming',
    tenantId,
    source: { identity: { phone: { id: '+441632960123' } } },
    targets: [{ identity: { applicationInstance: { id: frontDeskId, tenantId } } }],
    callRoutes: [{ routingType: 'lookup', original: { phone: { id: '+441632960999' } } }],
  });
  expect(told?.body).toMatchObject({
    value: [{ resource: `/app/calls/${bot.callId}`, resourceUrl: `/communications/calls/${bot.callId}` }],
  });
  expect(told?.headers).toMatchObject({
    'user-agent': 'Microsoft-Skype/3.0,(Calling/1.0)',
    'x-microsoft-skype-chain-id': told?.data.callChainId,
    'x-microsoft-skype-message-id': expect.any(String),
    'scenario-id': expect.any(String),
  });
});

test('a withheld number comes without an id', async () => {
  const bot = toyBot();
  await bot.caller().dial({ from: { kind: 'withheld' }, to: frontDeskId });
  expect(bot.told[0]?.data).toMatchObject({ source: { identity: { phone: { '@odata.type': '#microsoft.graph.identity' } } } });
  expect(JSON.stringify(bot.told[0]?.data.source)).not.toContain('+');
});

test('a telephone cannot call the bot itself, which has no number', () => {
  const dialled = toyBot().graph.dial({ from: { kind: 'phone', number: '+441632960123' }, to: 'bot' });
  expect(dialled).toMatchObject({ kind: 'impossible', why: expect.stringContaining('number') });
});

test('a call that is not answered within 15 s is over, and answering it then finds no call', async () => {
  const bot = toyBot();
  await bot.caller().dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
  await bot.clock.advance(14_999);
  expect(bot.told).toHaveLength(1);
  await bot.clock.advance(100);
  expect(bot.told.at(-1)).toMatchObject({ changeType: 'deleted', data: { state: 'terminated', resultInfo: { code: 408 } } });
  expect(await bot.act('answer', answerBody)).toMatchObject({ status: 404, body: { error: { code: '8522' } } });
});

test('a call lives 45 minutes after its last keepAlive, and no longer', async () => {
  const bot = toyBot();
  await connected(bot);
  await bot.clock.advance(44 * minute);
  expect(await bot.act('keepAlive')).toMatchObject({ status: 200, body: {} });
  await bot.clock.advance(44 * minute);
  expect(await bot.act('', undefined, { method: 'GET' })).toMatchObject({ status: 200, body: { state: 'established' } });
  await bot.clock.advance(2 * minute);
  expect(bot.told.at(-1)?.data).toMatchObject({ state: 'terminated', resultInfo: { code: 408, subcode: 8537 } });
  expect(await bot.act('keepAlive')).toMatchObject({ status: 404 });
});

test('a caller who hangs up ends the call with 200/4521', async () => {
  const bot = toyBot();
  const caller = await connected(bot);
  await caller.hangsUp();
  await caller.expectsEnd();
  await bot.clock.advance(1);
  expect(bot.told.at(-1)).toMatchObject({ changeType: 'deleted', data: { resultInfo: { code: 200, subcode: 4521 } } });
});

test('a bot that hangs up gets 204, then terminating, then the end with 200/7000', async () => {
  const bot = toyBot();
  await connected(bot);
  expect(await bot.act('', undefined, { method: 'DELETE' })).toMatchObject({ status: 204 });
  await bot.clock.advance(1_000);
  expect(bot.told.slice(-2).map(({ data }) => data.state)).toEqual(['terminating', 'terminated']);
  expect(bot.told.at(-1)?.data).toMatchObject({ resultInfo: { code: 200, subcode: 7000 } });
});

test('a rejected call is reported over with nothing but its address', async () => {
  const bot = toyBot();
  await bot.caller().dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
  expect(await bot.act('reject', { reason: 'busy' })).toMatchObject({ status: 202, body: {} });
  await bot.clock.advance(1_000);
  expect(bot.told.at(-1)).toMatchObject({
    changeType: 'deleted',
    data: { '@odata.type': '#microsoft.graph.call', '@odata.id': `/communications/calls/${bot.callId}` },
  });
  expect(Object.keys(bot.told.at(-1)?.data ?? {})).toHaveLength(2);
});

test('the next notification waits until the bot has answered the one before', async () => {
  const bot = toyBot();
  const caller = await connected(bot);
  await bot.act('subscribeToTone', {});
  const order: string[] = [];
  bot.onTold = async ({ data }) => {
    const { tone } = data.toneInfo as { tone: string };
    order.push(`${tone} begins`);
    await bot.clock.sleep(1_000);
    order.push(`${tone} done`);
    return 202;
  };
  caller.call.press('1');
  caller.call.press('2');
  await bot.clock.advance(3_000);
  expect(order).toEqual(['tone1 begins', 'tone1 done', 'tone2 begins', 'tone2 done']);
});

test.each([
  ['answers 500', async () => 500, 'instead of 202'],
  ['takes longer than five seconds', undefined, 'within 5 s'],
  ['cannot be reached', () => Promise.reject(new Error('refused')), 'could not be reached'],
])('a bot that %s is shown as trouble, and the call goes on', async (_name, react, trouble) => {
  const bot = toyBot();
  await connected(bot);
  await bot.act('subscribeToTone', {});
  bot.onTold = react ?? (() => bot.clock.sleep(20_000).then(() => 202));
  bot.graph.call(bot.callId)?.press('1');
  await bot.clock.advance(30_000);
  const shown = bot.graph.exchanges().find(({ exchange }) => exchange.title === 'tone 1');
  expect(shown?.exchange.trouble).toContain(trouble);
  expect(await bot.act('', undefined, { method: 'GET' })).toMatchObject({ status: 200 });
});

test('tones go to subscribers only and are counted from the subscription on', async () => {
  const bot = toyBot();
  const caller = await connected(bot);
  await caller.presses('99');
  await bot.clock.advance(100);
  expect(bot.told.filter(({ data }) => data.toneInfo)).toEqual([]);
  expect(await bot.act('subscribeToTone', { clientContext: '1.2' })).toMatchObject({
    status: 200,
    body: { status: 'completed', clientContext: '1.2' },
  });
  await caller.presses('1*#');
  await bot.clock.advance(100);
  expect(bot.told.flatMap(({ data }) => (data.toneInfo ? [data.toneInfo] : []))).toMatchObject([
    { tone: 'tone1', sequenceId: 1 },
    { tone: 'star', sequenceId: 2 },
    { tone: 'pound', sequenceId: 3 },
  ]);
});

test('no secret gets into the exchange log', async () => {
  const bot = toyBot();
  await connected(bot);
  const text = JSON.stringify(bot.graph.exchanges());
  expect(text).toContain(appId);
  expect(text).not.toContain('open sesame');
  expect(text).not.toContain(await bot.token());
  expect(text).not.toContain('simulated.');
  expect(text).not.toContain('eyJ');
});
