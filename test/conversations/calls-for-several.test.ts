import { aRehearsal, type Line } from '../support/a-line.ts';
import { type Answer, askAutomation } from '../support/an-automation-api.ts';
import { tenantId, without } from '../support/consent.ts';
import { ada, bob, eve } from '../support/people.ts';

// Calls to several people and into meetings, and meetings themselves, as programs ask for them: at the automation API.

let line: Line;

const ask = (method: string, path: string, body?: unknown, more?: { readonly [name: string]: string }): Promise<Answer> =>
  askAutomation(line.bot, method, path, body, more);
const askFor = (to: object): Promise<Answer> => ask('POST', 'outbound-calls', { to, line: 'main' });
const statusOf = async ({ body }: Answer) => (await ask('GET', `outbound-calls/${body.id}`)).body;

describe('a call to several people', () => {
  const together = { people: [{ contact: 'reception' }, { user: bob }], subject: 'Alarm' };

  test('rings all of them, and those who answer hear the flow together', async () => {
    line = await aRehearsal();
    const [first, second] = [line.person(ada, 'reception'), line.person(bob, 'bob')];
    const asked = await askFor(together);
    expect(asked).toMatchObject({ status: 202, body: { status: 'queued' } });
    await second.rings();
    await line.clock.advance(2_000); // Graph connects the bot to the empty call at once.
    await first.accepts();
    await first.hears('Welcome to Contoso');
    second.leg.accept();
    await second.hears('For sales');
    expect(first.leg.room).toBe(second.leg.room);
    const { callId } = await statusOf(asked);
    expect(await ask('GET', `live-calls/${callId}`)).toMatchObject({ status: 200, body: { direction: 'outgoing', people: 2 } });
    expect(await ask('DELETE', `outbound-calls/${asked.body.id}`)).toMatchObject({ status: 202 });
    await line.clock.advance(20_000);
    expect(first.leg.state).toBe('connected'); // Only the bot leaves: the others talk on.
    expect(await statusOf(asked)).toMatchObject({ status: 'ended', outcome: 'endedByOperator' });
    expect(line.refused()).toEqual([]);
  });

  test('that nobody takes ends by itself, and whoever asked can read it', async () => {
    line = await aRehearsal();
    const [first, second] = [line.person(ada, 'reception'), line.person(bob, 'bob')];
    const asked = await askFor(together);
    await first.declines();
    await second.declines();
    await line.clock.advance(90_000);
    const { status, outcome, code, why } = await statusOf(asked);
    expect({ status, outcome, code }).toEqual({ status: 'ended', outcome: 'noAnswer', code: '200/5013' });
    expect(why.words).toContain('Nobody joined');
  });

  test('without the permission fails with its code, and nobody is rung', async () => {
    line = await aRehearsal(without('Calls.InitiateGroupCall.All'));
    const asked = await askFor(together);
    await line.clock.advance(10_000);
    expect(await statusOf(asked)).toMatchObject({
      status: 'failed',
      code: '7504',
      why: { fix: expect.stringContaining('consent') },
    });
  });

  test('is refused when one of them is nobody that can be called', async () => {
    line = await aRehearsal();
    expect(await askFor({ people: [{ contact: 'nobody' }, { user: bob }] })).toMatchObject({
      status: 422,
      body: { title: 'There is no such contact.' },
    });
    expect(await askFor({ people: [{ user: bob }] })).toMatchObject({ status: 400 });
  });
});

describe('a call into a meeting', () => {
  test.each([
    ['its link', (meeting: Scheduled) => ({ joinUrl: meeting.joinWebUrl })],
    ['its id and passcode', (meeting: Scheduled) => ({ meetingId: meeting.joinMeetingId, passcode: meeting.passcode })],
    ['the token of an invitation', (meeting: Scheduled) => ({ token: meeting.token })],
    ['its chat and organizer', (meeting: Scheduled) => ({ threadId: meeting.threadId, organizer: { user: bob } })],
  ] as const)('by %s: those who are there hear the flow', async (_by, door) => {
    line = await aRehearsal();
    const meeting = line.graph.peopleSide.schedule({ organizerId: bob });
    const host = line.participant({ kind: 'user', id: bob, displayName: 'Bob' }, 'bob');
    await host.joins(meeting);
    const asked = await askFor({ meeting: door(meeting) });
    expect(asked.status).toBe(202);
    await host.hears('Welcome to Contoso');
    expect(await statusOf(asked)).toMatchObject({ status: 'placed' });
    expect(JSON.stringify(await statusOf(asked))).not.toContain(meeting.token);
    expect(line.refused()).toEqual([]);
  });

  test('where nobody is: the flow begins when somebody comes', async () => {
    line = await aRehearsal();
    const meeting = line.graph.peopleSide.schedule({ organizerId: bob });
    const asked = await askFor({ meeting: { joinUrl: meeting.joinWebUrl } });
    await line.clock.advance(20_000);
    expect(await statusOf(asked)).toMatchObject({ status: 'placed' });
    const host = line.participant({ kind: 'user', id: bob, displayName: 'Bob' }, 'bob');
    await host.joins(meeting);
    await host.hears('Welcome to Contoso');
  });

  test('where nobody comes ends when it has rung for long enough', async () => {
    line = await aRehearsal();
    const meeting = line.graph.peopleSide.schedule({ organizerId: bob });
    const asked = await askFor({ meeting: { joinUrl: meeting.joinWebUrl } });
    await line.clock.advance(90_000);
    expect(await statusOf(asked)).toMatchObject({ status: 'ended', outcome: 'noAnswer' });
  });

  test('that lets nobody in with that passcode fails with its code', async () => {
    line = await aRehearsal();
    const meeting = line.graph.peopleSide.schedule({ organizerId: bob });
    const asked = await askFor({ meeting: { meetingId: meeting.joinMeetingId, passcode: 'guess' } });
    await line.clock.advance(10_000);
    expect(await statusOf(asked)).toMatchObject({
      status: 'failed',
      code: 'wrongPasscode',
      why: { words: expect.stringContaining('passcode') },
    });
  });

  test('by something that is no link is not understood', async () => {
    line = await aRehearsal();
    expect(await askFor({ meeting: { joinUrl: 'https://example.com/meet' } })).toMatchObject({ status: 400 });
  });
});
type Scheduled = ReturnType<Line['graph']['peopleSide']['schedule']>;

describe('a meeting', () => {
  const organizer = { user: bob };

  test('is made, found again in three ways, and joined', async () => {
    line = await aRehearsal();
    const made = await ask('POST', 'meetings', { organizer, subject: 'Crisis' });
    expect(made).toMatchObject({
      status: 201,
      body: { id: expect.any(String), subject: 'Crisis', joinUrl: expect.stringContaining('https://teams.microsoft.com/') },
    });
    const { id, joinUrl, conferenceId } = made.body;
    for (const which of [{ organizer, id }, { organizer, joinUrl }, { conferenceId }])
      expect(await ask('POST', 'meetings/find', which)).toMatchObject({ status: 200, body: { id } });
    const asked = await askFor({ meeting: { joinUrl } });
    await line.clock.advance(6_000);
    expect(await statusOf(asked)).toMatchObject({ status: 'placed' });
    expect(line.refused()).toEqual([]);
  });

  test('is another one each time, and the same under the same key', async () => {
    line = await aRehearsal();
    const key = { 'idempotency-key': 'case-7' };
    const made = [
      await ask('POST', 'meetings', { organizer }),
      await ask('POST', 'meetings', { organizer }),
      await ask('POST', 'meetings', { organizer }, key),
      await ask('POST', 'meetings', { organizer }, key),
    ].map(({ body }) => body.id);
    expect(new Set(made).size).toBe(3);
    expect(made[2]).toBe(made[3]);
  });

  test('of an organizer without an access policy is refused, with the commands that grant it', async () => {
    line = await aRehearsal({ directory: { tenants: [{ id: tenantId, meetingAccess: [eve] }] } });
    expect(await ask('POST', 'meetings', { organizer })).toMatchObject({
      status: 422,
      body: { code: 'Forbidden', detail: expect.stringContaining('New-CsApplicationAccessPolicy') },
    });
  });

  test('that is not there is not found, and its organizer has to be a user', async () => {
    line = await aRehearsal();
    expect(await ask('POST', 'meetings/find', { organizer, id: 'nothing' })).toMatchObject({ status: 404 });
    expect(await ask('POST', 'meetings', { organizer: { contact: 'nobody' } })).toMatchObject({
      status: 422,
      body: { title: 'There is no such user.' },
    });
  });
});
