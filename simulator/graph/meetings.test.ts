import { adaId, answerBody, connected, prompt, type ToyBot, tenantId, toyBot } from '../testing/toy-bot.ts';
import { type ApplicationPermission, applicationPermissions, type TenantOption } from './directory/directory-options.ts';
import type { Meeting } from './meetings/meeting-book.ts';
import { bodyText, type Json } from './messages.ts';

const bobId = '99999999-8888-4777-8666-555555555555';
const bob = { kind: 'user' as const, id: bobId, displayName: 'Bob Example' };
const inTenant = (tenant: Partial<TenantOption>) => ({ directory: { tenants: [{ id: tenantId, ...tenant }] } });
const without = (...missing: readonly ApplicationPermission[]) =>
  inTenant({ permissions: applicationPermissions.filter((one) => !missing.includes(one)) });

/** Sends a request about online meetings. */
async function ask(bot: ToyBot, method: string, path: string, body?: unknown): Promise<{ status: number; body: Json }> {
  const answer = await bot.graph.handle({
    method,
    url: `/v1.0${path}`,
    headers: { authorization: `Bearer ${await bot.token()}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: JSON.parse(bodyText(answer.body)) as Json };
}
const mine = `/users/${adaId}/onlineMeetings`;

function byOrganizer(meeting: Meeting): Json {
  return {
    chatInfo: { '@odata.type': '#microsoft.graph.chatInfo', threadId: meeting.threadId, messageId: '0' },
    meetingInfo: {
      '@odata.type': '#microsoft.graph.organizerMeetingInfo',
      organizer: { '@odata.type': '#microsoft.graph.identitySet', user: { id: adaId, tenantId } },
      allowConversationWithoutHost: true,
    },
  };
}
function byId(joinMeetingId: string, passcode: string | null): Json {
  return { meetingInfo: { '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo', joinMeetingId, passcode } };
}
const byToken = (token: string): Json => ({ meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token } });

describe('online meetings', () => {
  test('are made, read by id and found by their link', async () => {
    const bot = toyBot();
    const made = await ask(bot, 'POST', mine, {
      subject: 'Stand-up',
      startDateTime: '2026-01-05T10:00:00Z',
      endDateTime: '2026-01-05T10:30:00+00:00',
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        '@odata.type': '#microsoft.graph.onlineMeeting',
        subject: 'Stand-up',
        joinWebUrl: expect.stringContaining('https://teams.microsoft.com/l/meetup-join/19%3Ameeting_'),
        joinMeetingIdSettings: { joinMeetingId: expect.stringMatching(/^\d+$/), isPasscodeRequired: true },
      },
    });
    const { id, joinWebUrl, videoTeleconferenceId } = made.body;
    expect(await ask(bot, 'GET', `${mine}/${String(id)}`)).toMatchObject({ status: 200, body: { id } });
    const filter = (member: string, value: unknown): string => encodeURIComponent(`${member} eq '${String(value)}'`);
    const found = { status: 200, body: { value: [{ id }] } };
    expect(await ask(bot, 'GET', `${mine}?$filter=${filter('JoinWebUrl', joinWebUrl)}`)).toMatchObject(found);
    const conference = `/communications/onlineMeetings/?$filter=${filter('VideoTeleconferenceId', videoTeleconferenceId)}`;
    expect(await ask(bot, 'GET', conference)).toMatchObject(found);
    expect(await ask(bot, 'GET', `/users/${bobId}/onlineMeetings/${String(id)}`)).toMatchObject({ status: 404 });
    expect(await ask(bot, 'GET', `${mine}?$filter=${filter('JoinWebUrl', 'https://teams.microsoft.com/x')}`)).toEqual({
      status: 200,
      body: { value: [] },
    });
  });

  test('with an external id are made once: 201, then 200', async () => {
    const bot = toyBot();
    const first = await ask(bot, 'POST', `${mine}/createOrGet`, { externalId: 'case-7' });
    const second = await ask(bot, 'POST', `${mine}/createOrGet`, { externalId: 'case-7', subject: 'ignored' });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.id).toBe(first.body.id);
    const { startDateTime, endDateTime } = first.body;
    expect(Date.parse(String(endDateTime)) - Date.parse(String(startDateTime))).toBe(3_600_000);
  });

  test.each([
    ['createOrGet without an external id', '/createOrGet', {}],
    ['an end without a start', '/createOrGet', { externalId: 'x', endDateTime: '2026-01-05T10:00:00Z' }],
    ['an end before the start', '', { startDateTime: '2026-01-05T10:00:00Z', endDateTime: '2026-01-05T09:00:00Z' }],
    ['a time that is none', '', { startDateTime: 'tomorrow' }],
  ])('%s is refused', async (_name, path, body) => {
    expect(await ask(toyBot(), 'POST', `${mine}${path}`, body)).toMatchObject({ status: 400 });
  });

  test('need their permission, and an access policy for the user except by conference id', async () => {
    const forbidden = { status: 403, body: { error: { code: 'Forbidden' } } };
    expect(await ask(toyBot(without('OnlineMeetings.ReadWrite.All')), 'POST', mine, {})).toMatchObject(forbidden);
    const noRead = toyBot(without('OnlineMeetings.ReadWrite.All', 'OnlineMeetings.Read.All'));
    expect(await ask(noRead, 'GET', `${mine}/x`)).toMatchObject(forbidden);
    const noPolicy = toyBot(inTenant({ meetingAccess: [bobId] }));
    expect(await ask(noPolicy, 'POST', mine, {})).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining('application access policy') } },
    });
    expect(await ask(noPolicy, 'POST', `/users/${bobId}/onlineMeetings`, {})).toMatchObject({ status: 201 });
    const { videoTeleconferenceId } = noPolicy.graph.peopleSide.schedule({ organizerId: adaId });
    const filter = encodeURIComponent(`VideoTeleconferenceId eq '${videoTeleconferenceId}'`);
    expect(await ask(noPolicy, 'GET', `/communications/onlineMeetings?$filter=${filter}`)).toMatchObject({
      status: 200,
      body: { value: [{ videoTeleconferenceId }] },
    });
  });

  test('are closed to those without a token', async () => {
    const answer = await toyBot().graph.handle({ method: 'GET', url: `/v1.0${mine}/x`, headers: {} });
    expect(answer.status).toBe(401);
  });
});

describe('joining a meeting', () => {
  const doors: readonly [string, (meeting: Meeting) => Json][] = [
    ['its chat and organizer', byOrganizer],
    ['its id and passcode', ({ joinMeetingId, passcode }) => byId(joinMeetingId, passcode)],
    ['a token', ({ token }) => byToken(token)],
  ];
  test.each(doors)('by %s brings the bot to the people there', async (_name, door) => {
    const bot = toyBot();
    const meeting = bot.graph.peopleSide.schedule({ organizerId: adaId });
    const person = bot.participant(bob, 'Bob');
    await person.joins(meeting);
    const joined = await bot.create(door(meeting));
    expect(joined).toMatchObject({
      status: 201,
      body: {
        direction: 'outgoing',
        targets: [],
        chatInfo: { threadId: meeting.threadId },
        meetingInfo: { '@odata.type': '#microsoft.graph.organizerMeetingInfo' },
      },
    });
    await bot.clock.advance(1_000);
    await bot.act('playPrompt', { prompts: [prompt(bot, 'hi', 1_000, 'Good morning.')] });
    await person.hears('Good morning');
    const late = bot.participant({ kind: 'guest', id: 'g1', displayName: 'Gus Guest' }, 'Gus');
    await late.joins(meeting);
    await person.isTogetherWith('Gus Guest');
    await late.hangsUp();
    await person.misses('Gus Guest');
    const roster = bot.told.filter(({ resourceUrl }) => resourceUrl.endsWith('/participants'));
    expect(roster.map(({ data }) => (data as unknown as unknown[]).length)).toEqual([2, 3, 2]);
  });

  test.each<[string, (meeting: Meeting) => Json, number]>([
    ['with a wrong passcode', ({ joinMeetingId }) => byId(joinMeetingId, 'guess'), 403],
    ['without the passcode', ({ joinMeetingId }) => byId(joinMeetingId, null), 403],
    ['of an id that does not exist', () => byId('123456789', null), 403],
    ['with a token that does not exist', () => byToken('made-up'), 404],
    ['by organizer without a chat', (meeting) => ({ meetingInfo: byOrganizer(meeting).meetingInfo }), 400],
    ['by chat without an organizer', (meeting) => ({ chatInfo: byOrganizer(meeting).chatInfo }), 400],
    ['without tenantId', (meeting) => ({ ...byOrganizer(meeting), tenantId: undefined }), 400],
    ['with targets', (meeting) => ({ ...byOrganizer(meeting), targets: [{ identity: { user: { id: bobId } } }] }), 400],
    ['by information of no known kind', () => ({ meetingInfo: { '@odata.type': '#microsoft.graph.meetingInfo' } }), 400],
  ])('%s is refused', async (_name, door, status) => {
    const bot = toyBot();
    const meeting = bot.graph.peopleSide.schedule({ organizerId: adaId });
    expect(await bot.create(door(meeting))).toMatchObject({ status });
    await bot.clock.advance(5_000);
    expect(bot.told).toEqual([]);
  });

  test('needs a permission to join', async () => {
    const bot = toyBot(without('Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'));
    const meeting = bot.graph.peopleSide.schedule({ organizerId: adaId });
    expect(await bot.create(byOrganizer(meeting))).toMatchObject({ status: 403, body: { error: { code: '7504' } } });
  });

  test('without a passcode is open to those who know the id', async () => {
    const bot = toyBot();
    const { joinMeetingId } = bot.graph.peopleSide.schedule({ organizerId: adaId, isPasscodeRequired: false });
    expect(await bot.create(byId(joinMeetingId, null))).toMatchObject({ status: 201 });
  });

  test('telephones can be invited into it, but not after joining by token', async () => {
    const plumber = { participants: [{ identity: { phone: { id: '+441632960111' } } }] };
    for (const [door, status] of [
      [byOrganizer, 200],
      [({ token }: Meeting) => byToken(token), 403],
    ] as const) {
      const bot = toyBot();
      await bot.create(door(bot.graph.peopleSide.schedule({ organizerId: adaId })));
      await bot.clock.advance(1_000);
      expect((await bot.act('participants/invite', plumber)).status).toBe(status);
    }
  });

  test.each([
    ['operation', /\/operations\/[0-9a-f-]{36}$/],
    ['participantsUrl', /\/operations\/participants$/],
  ] as const)('several people are invited into it at once, and reported in the form %s', async (inviteReport, url) => {
    const bot = toyBot({ shapes: { inviteReport } });
    await bot.create(byOrganizer(bot.graph.peopleSide.schedule({ organizerId: adaId })));
    await bot.clock.advance(1_000);
    const participants = [bobId, adaId].map((id) => ({ identity: { user: { id } } }));
    expect(await bot.act('participants/invite', { participants })).toMatchObject({ status: 200 });
    expect(await bot.act('participants/invite', { participants: Array(6).fill(participants[0]) })).toMatchObject({ status: 400 });
    await bot.clock.advance(5_000);
    const report = bot.told.find(({ resourceUrl }) => resourceUrl.includes('/operations/'));
    expect(report).toMatchObject({
      resourceUrl: expect.stringMatching(url),
      data: { id: inviteReport === 'operation' ? expect.any(String) : null, status: 'completed' },
    });
    expect(report?.data.participants).toHaveLength(2);
  });

  test('with video it has a large gallery', async () => {
    const bot = toyBot();
    const meeting = bot.graph.peopleSide.schedule({ organizerId: adaId });
    await bot.create({ ...byOrganizer(meeting), requestedModalities: ['audio', 'video'] });
    await bot.clock.advance(1_000);
    expect(await bot.act('addLargeGalleryView', { clientContext: 'v' })).toMatchObject({ status: 202 });
    await bot.clock.advance(100);
    expect(bot.told.at(-1)?.data).toMatchObject({ clientContext: 'v', status: 'completed' });
  });

  test.each([
    ['is removed', 5000],
    ['is there when the meeting is ended', 5001],
    ['stays behind alone', 5002],
  ])('a bot that %s is told so (200/%s)', async (how, subcode) => {
    const bot = toyBot();
    const meeting = bot.graph.peopleSide.schedule({ organizerId: adaId });
    const person = bot.participant(bob);
    await person.joins(meeting);
    await bot.create(byOrganizer(meeting));
    await bot.clock.advance(1_000);
    const call = bot.graph.call(bot.callId);
    if (!call) throw new Error('The bot has no call.');
    if (subcode === 5000) await person.removes(call);
    else if (subcode === 5001) await person.endsTheMeeting();
    else await person.hangsUp();
    await bot.clock.advance(10 * 60_000);
    expect(bot.told.at(-1)?.data).toMatchObject({ state: 'terminated', resultInfo: { code: 200, subcode } });
    expect(how).toBeDefined();
  });
});

describe('being asked in', () => {
  async function asked(bot: ToyBot) {
    const meeting = bot.graph.peopleSide.schedule({ organizerId: adaId });
    const person = bot.participant(bob, 'Bob');
    await person.joins(meeting);
    await person.invitesBot();
    return { meeting, person };
  }

  test('an invitation into a meeting names it; the bot answers and is there', async () => {
    const bot = toyBot();
    const { meeting, person } = await asked(bot);
    expect(bot.told[0]?.data).toMatchObject({
      state: 'incoming',
      source: { identity: { user: { id: bobId } } },
      chatInfo: { threadId: meeting.threadId },
      meetingInfo: { '@odata.type': '#microsoft.graph.organizerMeetingInfo' },
    });
    expect(await bot.act('answer', answerBody)).toMatchObject({ status: 202 });
    await bot.clock.advance(1_000);
    expect(bot.told.at(-1)?.resourceUrl).toMatch(/\/participants$/);
    await bot.act('playPrompt', { prompts: [prompt(bot, 'hi', 500, 'Here I am.')] });
    await person.hears('Here I am');
  });

  test('answering it needs a permission to join', async () => {
    const bot = toyBot(without('Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'));
    await asked(bot);
    expect(await bot.act('answer', answerBody)).toMatchObject({ status: 403, body: { error: { code: '7504' } } });
    await bot.clock.advance(20_000);
    expect(bot.told.at(-1)?.data).toMatchObject({ state: 'terminated' });
  });
});

describe('a caller who takes somebody else in', () => {
  const target = { kind: 'user' as const, id: bobId };

  test("moves the bot's media, which goes on without a roster", async () => {
    const bot = toyBot();
    const caller = await connected(bot);
    const other = bot.callee(bobId, { who: 'Bob' });
    await caller.escalatesTo(target);
    await other.accepts();
    await caller.isTogetherWith('Ada Example'); // Bob's name in this directory.
    await bot.clock.advance(1_000);
    const audio = bot.told.slice(4).map(({ data }) => (data.mediaState as { audio: string } | undefined)?.audio);
    expect(audio).toEqual(['inactive', 'active']);
    expect(bot.told.some(({ resourceUrl }) => resourceUrl.endsWith('/participants'))).toBe(false);
    await bot.act('playPrompt', { prompts: [prompt(bot, 'both', 500, 'Hello, both.')] });
    await other.hears('both');
    await caller.hears('both');
  });

  test('loses a bot that may not join, and the bot is told', async () => {
    const bot = toyBot(without('Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'));
    const caller = await connected(bot);
    const other = bot.callee(bobId, { who: 'Bob' });
    await caller.escalatesTo(target);
    await other.accepts();
    await bot.clock.advance(1_000);
    expect(bot.told.at(-1)).toMatchObject({ changeType: 'deleted', data: { state: 'terminated', resultInfo: { code: 200 } } });
    expect([caller.leg.state, other.leg.state]).toEqual(['connected', 'connected']);
  });
});
