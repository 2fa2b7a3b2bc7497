import { adaId, createBody, frontDeskId, prompt, type ToyBot, tenantId, toyBot } from '../testing/toy-bot.ts';
import type { Json } from './messages.ts';
import type { DestinationBehaviour } from './people/behaviour.ts';

const bobId = '99999999-8888-4777-8666-555555555555';
const user = (id: string): Json => ({
  '@odata.type': '#microsoft.graph.invitationParticipantInfo',
  identity: { '@odata.type': '#microsoft.graph.identitySet', user: { id } },
});
const phone = (id: string): Json => ({ identity: { phone: { id } } });
const fromFrontDesk = { source: { identity: { applicationInstance: { id: frontDeskId, displayName: 'Front Desk' } } } };

function states(bot: ToyBot): readonly string[] {
  return bot.told.map(({ data }) => `${String(data.state)}${data.mediaState ? ' with media' : ''}`);
}

function tones(bot: ToyBot): readonly unknown[] {
  return bot.told.flatMap(({ data }) => (data.toneInfo ? [(data.toneInfo as Json).tone] : []));
}

test('a call to a user is answered with the documented members, and then told of as it goes', async () => {
  const bot = toyBot();
  const created = await bot.create({ targets: [user(bobId)], callChainId: adaId });
  expect(created).toMatchObject({
    status: 201,
    headers: { location: `https://graph.simulator.invalid/v1.0/communications/calls/${bot.callId}` },
    body: {
      '@odata.type': '#microsoft.graph.call',
      state: 'establishing',
      direction: 'outgoing',
      callChainId: adaId,
      myParticipantId: expect.any(String),
      tenantId,
      source: { identity: { application: { displayName: 'Example Bot' } } },
      targets: [{ identity: { user: { id: bobId } } }],
      toneInfo: null,
      answeredBy: null,
      ringingTimeoutInSeconds: null,
    },
  });
  await bot.clock.advance(5_000);
  expect(states(bot)).toEqual(['establishing', 'established', 'established with media']);
  expect(bot.told[0]?.resourceUrl).toBe(`/communications/calls/${bot.callId}`);
});

test('the callee hears the bot, presses keys, speaks and hangs up', async () => {
  const bot = toyBot();
  const bob = bot.callee(bobId, { who: 'Bob' });
  await bot.create({ targets: [user(bobId)] });
  await bob.accepts();
  await bot.act('subscribeToTone', {});
  await bot.act('playPrompt', { prompts: [prompt(bot, 'hello', 1_000, 'A call for you. Press 1 to take it.')] });
  await bob.hears('press 1');
  await bob.presses('1');
  await bot.clock.advance(5_000);
  await bot.act('recordResponse', { playBeep: true });
  await bob.hearsBeep();
  await bob.speaks(1_000);
  await bot.clock.advance(10_000);
  await bob.hangsUp();
  await bob.expectsEnd();
  await bot.clock.advance(1);
  expect(bot.told.flatMap(({ data }) => (data.toneInfo ? [data.toneInfo] : []))).toMatchObject([{ tone: 'tone1' }]);
  expect(bot.told.some(({ data }) => data.recordingLocation)).toBe(true);
  expect(bot.told.at(-1)?.data).toMatchObject({ state: 'terminated', resultInfo: { code: 200, subcode: 4521 } });
  expect(bob.conversation.toString()).toContain('Bob    is called by Example Bot\nBob    accepts');
});

test.each<[DestinationBehaviour, number, number]>([
  ['declines', 603, 0],
  ['busy', 486, 0],
  ['noAnswer', 408, 10057],
  ['unreachable', 480, 10037],
  ['fails', 500, 0],
])('somebody who %s ends the call with %s/%s', async (behaviour, code, subcode) => {
  const bot = toyBot({ destinations: { [bobId]: behaviour } });
  await bot.create({ targets: [user(bobId)] });
  await bot.clock.advance(30_000);
  expect(states(bot)).toEqual(['establishing', 'terminated']);
  expect(bot.told.at(-1)).toMatchObject({ changeType: 'deleted', data: { resultInfo: { code, subcode } } });
  expect(await bot.act('', undefined, { method: 'GET' })).toMatchObject({ status: 404 });
});

test('the codes of calls that nobody took can be chosen, since they are not documented', async () => {
  const calleeEnds = { declined: { code: 480, subcode: 10076, message: 'Callee not reachable.' } };
  const bot = toyBot({ destinations: { [bobId]: 'declines' }, calleeEnds });
  await bot.create({ targets: [user(bobId)] });
  await bot.clock.advance(5_000);
  expect(bot.told.at(-1)?.data).toMatchObject({ resultInfo: { code: 480, subcode: 10076 } });
});

test('a person at a telephone declines, or lets it ring until it stops', async () => {
  const bot = toyBot();
  const bob = bot.callee(bobId);
  await bot.create({ targets: [user(bobId)] });
  await bob.declines();
  await bot.clock.advance(1);
  expect(bot.told.at(-1)?.data).toMatchObject({ resultInfo: { code: 603 } });
  await bot.create({ targets: [user(bobId)] });
  await bob.letsItRing();
  await bot.clock.advance(1);
  expect(bot.told.at(-1)?.data).toMatchObject({ resultInfo: { code: 408 } });
});

test('a bot that hangs up while it rings stops the ringing', async () => {
  const bot = toyBot();
  const bob = bot.callee(bobId);
  await bot.create({ targets: [user(bobId)] });
  await bob.rings();
  expect(await bot.act('', undefined, { method: 'DELETE' })).toMatchObject({ status: 204 });
  await bob.expectsEnd();
  bob.leg.accept();
  await bot.clock.advance(5_000);
  expect(states(bot)).toEqual(['establishing', 'terminating', 'terminated']);
  expect(bot.told.at(-1)?.data).toMatchObject({ direction: 'outgoing', resultInfo: { code: 200, subcode: 7000 } });
});

test('a mailbox picks up, speaks, and never presses a key', async () => {
  const bot = toyBot({ destinations: { [bobId]: 'mailbox' } });
  await bot.create({ targets: [user(bobId)] });
  await bot.clock.advance(10_000);
  expect(states(bot).at(-1)).toBe('established with media');
  await bot.act('subscribeToTone', {});
  await bot.clock.advance(5 * 60_000);
  expect(bot.told.filter(({ data }) => data.toneInfo)).toEqual([]);
  expect(bot.told.at(-1)?.data).toMatchObject({ state: 'terminated', resultInfo: { code: 200, subcode: 4521 } });
});

test('somebody who accepts listens for a moment, and presses 1 once', async () => {
  const bot = toyBot({ destinations: { [bobId]: 'accepts' } });
  await bot.create({ targets: [user(bobId)] });
  await bot.clock.advance(10_000);
  await bot.act('subscribeToTone', {});
  expect(tones(bot)).toEqual([]);
  for (const name of ['first', 'second']) {
    await bot.act('playPrompt', { prompts: [prompt(bot, name, 4_000, 'Ein Anruf für Sie. Drücken Sie die 1.')] });
    await bot.clock.advance(10_000);
  }
  expect(tones(bot)).toEqual(['tone1']);
});

test('a telephone is called in the name of a resource account with a number', async () => {
  const bot = toyBot();
  const plumber = bot.callee('+441632960111');
  expect(await bot.create({ ...fromFrontDesk, targets: [phone('+441632960111')] })).toMatchObject({
    status: 201,
    body: { source: { identity: { applicationInstance: { id: frontDeskId } } }, targets: [{ identity: { phone: {} } }] },
  });
  await plumber.accepts();
  await plumber.hangsUp();
  await bot.clock.advance(1);
  expect(bot.told.at(-1)?.data).toMatchObject({ resultInfo: { code: 200, subcode: 560000 } });
});

test.each<[string, Json, number, string]>([
  ['a telephone without an application instance', { targets: [phone('+441632960111')] }, 403, '7505'],
  ['a telephone without tenantId', { ...fromFrontDesk, tenantId: undefined, targets: [phone('+441632960111')] }, 403, '7505'],
  [
    'in the name of an account of another bot',
    { source: { identity: { applicationInstance: { id: adaId } } }, targets: [user(bobId)] },
    403,
    '7505',
  ],
  ['in another tenant', { tenantId: adaId, targets: [user(bobId)] }, 403, '7505'],
  ['nobody', { targets: [] }, 400, 'invalidRequest'],
  ['without callbackUri', { callbackUri: undefined, targets: [user(bobId)] }, 400, 'invalidRequest'],
  ['with a plain http callbackUri', { callbackUri: 'http://bot.example.net/x', targets: [user(bobId)] }, 400, 'invalidRequest'],
  ['without media', { mediaConfig: undefined, targets: [user(bobId)] }, 400, 'invalidRequest'],
  ['without modalities', { requestedModalities: undefined, targets: [user(bobId)] }, 400, 'invalidRequest'],
  ['with a ringing time, which only beta knows', { ringingTimeoutInSeconds: 30, targets: [user(bobId)] }, 400, 'invalidRequest'],
  ['a name instead of an object id', { targets: [user('bob')] }, 400, 'invalidRequest'],
])('a call to %s is refused and nobody is called', async (_name, body, status, code) => {
  const bot = toyBot();
  expect(await bot.create(body)).toMatchObject({ status, body: { error: { code } } });
  await bot.clock.advance(5_000);
  expect(bot.told).toEqual([]);
});

test('an account without paid minutes cannot call telephones', async () => {
  const resourceAccounts = [{ id: frontDeskId, displayName: 'Front Desk', number: '+441632960999', outboundMinutes: false }];
  const bot = toyBot({ directory: { tenants: [{ id: tenantId, resourceAccounts }] } });
  expect(await bot.create({ ...fromFrontDesk, targets: [phone('+441632960111')] })).toMatchObject({
    status: 403,
    body: { error: { message: 'Balance not found.' } },
  });
});

test('prompts named in preFetchMedia are fetched before anybody answers', async () => {
  const bot = toyBot({ destinations: { [bobId]: { answersAfterMs: 8_000 } } });
  prompt(bot, 'hello', 1_000);
  const uri = 'https://bot.simulator.invalid/media/hello.wav';
  await bot.create({
    targets: [user(bobId)],
    mediaConfig: { ...createBody.mediaConfig, preFetchMedia: [{ uri, resourceId: 'hello' }] },
  });
  await bot.clock.advance(7_000);
  expect(bot.fetched).toEqual([uri]);
  expect(states(bot)).toEqual(['establishing']);
  await bot.clock.advance(2_000);
  expect(states(bot).at(-1)).toBe('established with media');
});

test('two calls at once know each other by nothing but their chain', async () => {
  const bot = toyBot();
  const first = await bot.create({ targets: [user(adaId)] });
  const second = await bot.create({ targets: [user(bobId)], callChainId: first.body.callChainId });
  await bot.clock.advance(3_000);
  expect(second.body.callChainId).toBe(first.body.callChainId);
  await bot.act('', undefined, { method: 'DELETE', callId: String(first.body.id) });
  await bot.clock.advance(1_000);
  expect(await bot.act('', undefined, { method: 'GET' })).toMatchObject({ status: 200, body: { state: 'established' } });
});
