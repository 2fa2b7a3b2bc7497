import { adaId, frontDeskId, prompt, type ToyBot, tenantId, toyBot } from '../testing/toy-bot.ts';
import { applicationPermissions } from './directory/directory-options.ts';
import type { Json } from './messages.ts';

const bobId = '99999999-8888-4777-8666-555555555555';
const cleoId = '88888888-7777-4666-8555-444444444444';
const people = {
  callers: [
    { kind: 'user' as const, id: adaId, displayName: 'Ada Example' },
    { kind: 'user' as const, id: bobId, displayName: 'Bob Example' },
    { kind: 'user' as const, id: cleoId, displayName: 'Cleo Example' },
  ],
  lines: [
    { id: 'bot', displayName: 'Example Bot' },
    { id: frontDeskId, displayName: 'Front Desk', number: '+441632960999' },
  ],
};
const user = (id: string): Json => ({ identity: { user: { id } } });

/** The names in a roster, in its order. */
function namesIn(data: unknown): readonly string[] {
  const roster = Array.isArray(data) ? (data as Json[]) : ((data as { participants?: Json[] }).participants ?? []);
  return roster.map(({ info }) => {
    const { identity } = info as { identity: Record<string, { displayName?: string } | undefined> };
    return identity.user?.displayName ?? identity.application?.displayName ?? '?';
  });
}
function rosters(bot: ToyBot): readonly unknown[] {
  return bot.told.filter(({ resourceUrl }) => resourceUrl.endsWith('/participants')).map(({ data }) => data);
}
function participantOf(bot: ToyBot, name: string): string {
  const last = rosters(bot).at(-1) as Json[];
  return String(last[namesIn(last).indexOf(name)]?.id);
}

/** The bot in a group call with Ada and Bob. */
async function groupOfThree(options: Parameters<typeof toyBot>[0] = {}) {
  const bot = toyBot({ people, ...options });
  const [ada, bob] = [bot.callee(adaId, { who: 'Ada' }), bot.callee(bobId, { who: 'Bob' })];
  await bot.create({ targets: [user(adaId), user(bobId)] });
  await ada.accepts();
  await bob.accepts();
  await bot.clock.advance(100);
  return { bot, ada, bob };
}

test('a group call is established, and the roster tells of each who comes and goes', async () => {
  const { bot, ada, bob } = await groupOfThree();
  const states = bot.told.flatMap(({ data }) => (data.state === undefined ? [] : [data.state]));
  expect(states).toEqual(['establishing', 'established', 'established']);
  await bob.hangsUp();
  await bot.clock.advance(1);
  expect(rosters(bot).map(namesIn)).toEqual([
    ['Example Bot'],
    ['Example Bot', 'Ada Example'],
    ['Example Bot', 'Ada Example', 'Bob Example'],
    ['Example Bot', 'Ada Example'],
  ]);
  expect(ada.leg.state).toBe('connected');
});

test('in delta mode only what is new is told, numbered, and who leaves says so', async () => {
  const bot = toyBot({ people });
  const ada = bot.callee(adaId);
  await bot.create({
    targets: [user(adaId), user(bobId)],
    callOptions: { '@odata.type': '#microsoft.graph.outgoingCallOptions', isDeltaRosterEnabled: true },
  });
  await ada.accepts();
  await bot.clock.advance(1_000);
  await ada.hangsUp();
  await bot.clock.advance(1);
  const deltas = rosters(bot) as { sequenceNumber: number; participants: Json[] }[];
  expect(deltas.at(-1)).toMatchObject({
    '@odata.type': '#microsoft.graph.deltaParticipants',
    participants: [{ removedState: { reason: expect.any(String) }, rosterSequenceNumber: deltas.at(-1)?.sequenceNumber }],
  });
  const numbers = deltas.map(({ sequenceNumber }) => sequenceNumber);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(deltas.slice(1).every(({ participants }) => participants.length === 1)).toBe(true);
});

test('everybody hears a prompt, and the keys of each are heard', async () => {
  const { bot, ada, bob } = await groupOfThree();
  await bot.act('subscribeToTone', {});
  await bot.act('playPrompt', { prompts: [prompt(bot, 'hi', 1_000, 'Hello, both of you.')] });
  await ada.hears('both of you');
  await bob.hears('both of you');
  await ada.presses('1');
  await bob.presses('2');
  await bot.clock.advance(1);
  expect(bot.told.flatMap(({ data }) => (data.toneInfo ? [data.toneInfo] : []))).toMatchObject([
    { tone: 'tone1', sequenceId: 1 },
    { tone: 'tone2', sequenceId: 2 },
  ]);
});

test('a bot that leaves a group call leaves the others together', async () => {
  const { bot, ada, bob } = await groupOfThree();
  await bot.act('', undefined, { method: 'DELETE' });
  await bot.clock.advance(1_000);
  expect(bot.told.at(-1)?.data).toMatchObject({ state: 'terminated', resultInfo: { code: 200, subcode: 7000 } });
  expect([ada.leg.state, bob.leg.state]).toEqual(['connected', 'connected']);
});

test('a group call that nobody joins ends with 200/5013, one in which the bot stays alone with 200/5010', async () => {
  const nobody = toyBot({ people, destinations: { [adaId]: 'declines', [bobId]: 'noAnswer' } });
  await nobody.create({ targets: [user(adaId), user(bobId)] });
  await nobody.clock.advance(60_000);
  expect(nobody.told.at(-1)?.data).toMatchObject({ resultInfo: { code: 200, subcode: 5013 } });
  const { bot, ada, bob } = await groupOfThree();
  await ada.hangsUp();
  await bob.hangsUp();
  await bot.clock.advance(10 * 60_000);
  expect(bot.told.at(-1)?.data).toMatchObject({ resultInfo: { code: 200, subcode: 5010 } });
});

test.each<[string, Json, number, string]>([
  ['six people', { targets: Array.from({ length: 6 }, () => user(bobId)) }, 400, 'invalidRequest'],
  ['a telephone without an instance', { targets: [user(bobId), { identity: { phone: { id: '+441632960111' } } }] }, 403, '7505'],
])('a group call of %s is refused', async (_name, body, status, code) => {
  expect(await toyBot({ people }).create(body)).toMatchObject({ status, body: { error: { code } } });
});

test('a group call needs Calls.InitiateGroupCall.All', async () => {
  const permissions = applicationPermissions.filter((one) => one !== 'Calls.InitiateGroupCall.All');
  const bot = toyBot({ people, directory: { tenants: [{ id: tenantId, permissions }] } });
  expect(await bot.create({ targets: [user(adaId), user(bobId)] })).toMatchObject({
    status: 403,
    body: { error: { code: '7504' } },
  });
});

describe('participants', () => {
  test('are listed and looked at one by one', async () => {
    const { bot } = await groupOfThree();
    const list = await bot.act('participants', undefined, { method: 'GET' });
    expect(namesIn(list.body.value)).toEqual(['Example Bot', 'Ada Example', 'Bob Example']);
    const bob = participantOf(bot, 'Bob Example');
    expect(await bot.act(`participants/${bob}`, undefined, { method: 'GET' })).toMatchObject({
      status: 200,
      body: { '@odata.type': '#microsoft.graph.participant', id: bob, isMuted: false },
    });
    expect(await bot.act(`participants/${cleoId}`, undefined, { method: 'GET' })).toMatchObject({ status: 404 });
  });

  test('invited into the call join it, and the invitation reports when they have', async () => {
    const { bot } = await groupOfThree();
    const cleo = bot.callee(cleoId);
    const invited = await bot.act('participants/invite', { participants: [user(cleoId)], clientContext: 'step-7' });
    expect(invited).toMatchObject({
      status: 200,
      headers: { location: expect.stringContaining('/operations/') },
      body: { '@odata.type': '#microsoft.graph.inviteParticipantsOperation', status: 'running' },
    });
    await cleo.accepts();
    await bot.clock.advance(100);
    const done = bot.told.find(({ resourceUrl }) => resourceUrl.endsWith(`/operations/${String(invited.body.id)}`));
    expect(done).toMatchObject({
      changeType: 'deleted',
      data: {
        clientContext: 'step-7',
        status: 'completed',
        participants: [{ identity: { user: { id: cleoId } }, replacesCallId: null, id: null }],
      },
    });
    expect(namesIn(rosters(bot).at(-1))).toContain('Cleo Example');
  });

  test('who decline are reported as failed', async () => {
    const { bot } = await groupOfThree({ destinations: { [cleoId]: 'declines' } });
    await bot.act('participants/invite', { participants: [user(cleoId)] });
    await bot.clock.advance(5_000);
    expect(bot.told.at(-1)?.data).toMatchObject({ status: 'failed', resultInfo: { code: 603 }, participants: [] });
  });

  test('of a peer-to-peer call are brought over with replacesCallId, and that call is dropped', async () => {
    const { bot } = await groupOfThree();
    const group = bot.callId;
    const caller = bot.callee(cleoId);
    await bot.create({ targets: [user(cleoId)] });
    const pair = bot.callId;
    await caller.accepts();
    bot.callId = group;
    await bot.act('participants/invite', { participants: [{ ...user(cleoId), replacesCallId: pair }] });
    await caller.isTogetherWith('Bob Example');
    await bot.clock.advance(100);
    expect(bot.told.find(({ resourceUrl, changeType }) => resourceUrl.endsWith(pair) && changeType === 'deleted')).toBeDefined();
    expect(await bot.act('', undefined, { method: 'GET', callId: pair })).toMatchObject({ status: 404 });
  });

  test('of a call that is not there fail to be brought over', async () => {
    const { bot } = await groupOfThree();
    await bot.act('participants/invite', { participants: [{ ...user(cleoId), replacesCallId: cleoId }] });
    await bot.clock.advance(5_000);
    expect(bot.told.at(-1)?.data).toMatchObject({ status: 'failed', resultInfo: { subcode: 8522 } });
  });

  test('several at once need a chat, which a group call has not', async () => {
    const { bot } = await groupOfThree();
    const two = { participants: [user(cleoId), user(cleoId)] };
    expect(await bot.act('participants/invite', two)).toMatchObject({ status: 400 });
  });

  test('cannot be invited into a peer-to-peer call', async () => {
    const bot = toyBot({ people });
    await bot.create({ targets: [user(adaId)] });
    await bot.clock.advance(5_000);
    expect(await bot.act('participants/invite', { participants: [user(cleoId)] })).toMatchObject({ status: 400 });
  });

  test('are muted one by one, or all in beta, and are then not heard', async () => {
    const { bot, bob } = await groupOfThree();
    const id = participantOf(bot, 'Bob Example');
    expect(await bot.act(`participants/${id}/mute`, { clientContext: 'm' })).toMatchObject({
      status: 200,
      body: { '@odata.type': '#microsoft.graph.muteParticipantOperation', status: 'completed', clientContext: 'm' },
    });
    await bot.clock.advance(1);
    expect((rosters(bot).at(-1) as Json[]).map(({ isMuted }) => isMuted)).toEqual([false, false, true]);
    await bot.act('recordResponse', { playBeep: false, initialSilenceTimeoutInSeconds: 3 });
    await bot.clock.advance(500);
    await bob.speaks(1_000);
    await bot.clock.advance(5_000);
    expect(bot.told.at(-1)?.data).toMatchObject({ status: 'failed', completionReason: 'initialSilenceTimeout' });
    expect(await bot.act('participants/muteAll', {})).toMatchObject({ status: 404 });
    expect(await bot.act('participants/muteAll', {}, { version: 'beta' })).toMatchObject({
      status: 200,
      body: { '@odata.type': '#microsoft.graph.muteParticipantsOperation' },
    });
    await bot.clock.advance(1);
    expect((rosters(bot).at(-1) as Json[]).map(({ isMuted }) => isMuted)).toEqual([false, true, true]);
  });

  test('are removed only where a tenant setting allows it', async () => {
    const { bot, bob } = await groupOfThree();
    const remove = (on: ToyBot) => on.act(`participants/${participantOf(on, 'Bob Example')}`, undefined, { method: 'DELETE' });
    expect(await remove(bot)).toMatchObject({ status: 204 });
    await bob.expectsEnd();
    await bot.clock.advance(1);
    expect(namesIn(rosters(bot).at(-1))).toEqual(['Example Bot', 'Ada Example']);
    const strict = await groupOfThree({ directory: { tenants: [{ id: tenantId, allowRemoveParticipantAppIds: [] }] } });
    expect(await remove(strict.bot)).toMatchObject({ status: 403, body: { error: { code: 'Forbidden' } } });
    expect(strict.bob.leg.state).toBe('connected');
  });

  test('hear hold music one at a time, and nothing of the bot meanwhile', async () => {
    const { bot, ada, bob } = await groupOfThree();
    const [adas, bobs] = [participantOf(bot, 'Ada Example'), participantOf(bot, 'Bob Example')];
    const started = await bot.act(`participants/${bobs}/startHoldMusic`, { clientContext: 'h' });
    expect(started).toMatchObject({
      status: 202,
      headers: { location: expect.any(String) },
      body: { '@odata.type': '#microsoft.graph.startHoldMusicOperation' },
    });
    expect(await bot.act(`participants/${adas}/startHoldMusic`, {})).toMatchObject({ status: 400 });
    await bot.clock.advance(100);
    expect(bot.told.at(-1)).toMatchObject({
      changeType: 'deleted',
      resourceUrl: expect.stringMatching(/^communications\/calls\//), // As the page shows it.
      data: { clientContext: 'h', status: 'completed' },
    });
    await bot.act('playPrompt', { prompts: [prompt(bot, 'aside', 1_000, 'Between us.')] });
    await ada.hears('Between us');
    expect(bob.unheard).toEqual([]);
    expect(await bot.act(`participants/${bobs}/stopHoldMusic`, {})).toMatchObject({ status: 202 });
    expect(await bot.act(`participants/${bobs}/stopHoldMusic`, {})).toMatchObject({ status: 400 });
  });

  test('are transferred out of a group call by name', async () => {
    const { bot, bob } = await groupOfThree();
    const cleo = bot.callee(cleoId);
    const transfer = { transferTarget: user(cleoId) };
    expect(await bot.act('transfer', transfer)).toMatchObject({ status: 400 });
    const transferee = { ...user(bobId), participantId: participantOf(bot, 'Bob Example') };
    expect(await bot.act('transfer', { ...transfer, transferee })).toMatchObject({ status: 202 });
    await cleo.accepts();
    await cleo.isTogetherWith('Bob Example');
    await bot.clock.advance(1_000);
    expect(bot.told.at(-1)?.data).toMatchObject({ state: 'terminated', resultInfo: { subcode: 7015 } });
    expect(bob.leg.state).toBe('connected');
  });

  test('are transferred out of a group call to somebody whom the bot has called, in place of that call', async () => {
    const { bot, ada, bob } = await groupOfThree();
    const groupCall = bot.callId;
    const transferee = { ...user(bobId), participantId: participantOf(bot, 'Bob Example') };
    const cleo = bot.callee(cleoId, { who: 'Cleo' });
    await bot.create({ targets: [user(cleoId)] });
    const cleosCall = bot.callId;
    await cleo.accepts();
    const transferTarget = { ...user(cleoId), replacesCallId: cleosCall };
    bot.callId = groupCall;
    expect(await bot.act('transfer', { transferTarget })).toMatchObject({ status: 400 });
    expect(await bot.act('transfer', { transferTarget, transferee })).toMatchObject({ status: 202 });
    await bob.isTogetherWith('Cleo Example');
    await bot.clock.advance(1_000);
    const lastOf = (callId: string) => bot.told.filter(({ resourceUrl }) => resourceUrl.endsWith(callId)).at(-1)?.data;
    expect(lastOf(groupCall)).toMatchObject({ state: 'terminated', resultInfo: { subcode: 7015 } });
    expect(lastOf(cleosCall)).toMatchObject({ state: 'terminated' });
    expect([ada.leg.state, bob.leg.state, cleo.leg.state]).toEqual(['connected', 'connected', 'connected']);
  });
});

test('the bot mutes itself in a group call, is seen muted and not heard; a peer-to-peer call refuses', async () => {
  const { bot, ada } = await groupOfThree();
  expect(await bot.act('mute', {})).toMatchObject({ status: 200, body: { status: 'completed' } });
  await bot.act('playPrompt', { prompts: [prompt(bot, 'quiet', 1_000, 'Nobody hears this.')] });
  await bot.clock.advance(3_000);
  expect((rosters(bot).at(-1) as Json[])[0]).toMatchObject({ isMuted: true, mediaStreams: [{ serverMuted: true }] });
  expect(ada.unheard).toEqual([]);
  expect(await bot.act('unmute', {})).toMatchObject({
    status: 200,
    body: { '@odata.type': '#microsoft.graph.unmuteParticipantOperation' },
  });
  const pair = toyBot({ people });
  await pair.create({ targets: [user(adaId)] });
  await pair.clock.advance(5_000);
  expect(await pair.act('mute', {})).toMatchObject({ status: 400 });
});

test.each([
  ['changeScreenSharingRole', { role: 'viewer' }, 400, 'application-hosted'],
  ['updateRecordingStatus', { status: 'recording' }, 400, 'policy-based recording'],
  ['addLargeGalleryView', {}, 400, 'video'],
  ['updateMetadata', { metadata: 'x' }, 404, 'removed in March 2021'],
])('%s is refused in words', async (action, body, status, words) => {
  const { bot } = await groupOfThree();
  expect(await bot.act(action, body)).toMatchObject({ status, body: { error: { message: expect.stringContaining(words) } } });
});

test('the bot presses keys, and says whether all were pressed', async () => {
  const bot = toyBot({ people });
  const ada = bot.callee(adaId);
  await bot.create({ targets: [user(adaId)] });
  await ada.accepts();
  const tones = ['tone1', 'star', 'pound'];
  expect(await bot.act('sendDtmfTones', { tones, delayBetweenTonesMs: 500, clientContext: 'd' })).toMatchObject({
    status: 200,
    body: { '@odata.type': '#microsoft.graph.sendDtmfTonesOperation', status: 'running' },
  });
  await ada.hearsKeys('1*#');
  await bot.clock.advance(2_000);
  expect(bot.told.at(-1)?.data).toMatchObject({
    clientContext: 'd',
    status: 'completed',
    completionReason: 'completedSuccessfully',
  });
  await bot.act('sendDtmfTones', { tones: ['tone5', 'tone6'], delayBetweenTonesMs: 5_000 });
  await bot.clock.advance(1_000);
  await bot.act('cancelMediaProcessing', {});
  await bot.clock.advance(1);
  expect(bot.told.at(-1)?.data).toMatchObject({ status: 'completed', completionReason: 'mediaOperationCanceled' });
  expect(await bot.act('sendDtmfTones', { tones: ['1'] })).toMatchObject({ status: 400 });
});
