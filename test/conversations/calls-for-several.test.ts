import { openRehearsal, type Rehearsal, type RehearsalOptions } from '../../cli/rehearsal.ts';
import { type ApplicationPermission, applicationPermissions } from '../../simulator/graph/directory/directory-options.ts';
import { type Answer, askAutomation } from '../support/an-automation-api.ts';

// Calls to several people and into meetings, and meetings themselves, as programs ask for them: at the automation API.

const reception = '0a1b2c3d-0001-4567-89ab-cdef01234567';
const ada = '0a1b2c3d-0002-4567-89ab-cdef01234567';
const bob = '0a1b2c3d-0003-4567-89ab-cdef01234567';
const account = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';
const tenantId = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';

let rehearsal: Rehearsal;
afterEach(() => rehearsal.close());

async function open(options: Partial<RehearsalOptions> = {}): Promise<void> {
  const lines = [{ id: account, displayName: 'Main', number: '+441632960999' }];
  rehearsal = await openRehearsal({ flowsDir: 'flows', lines, names: { [reception]: 'reception' }, ...options });
}

const without = (...missing: readonly ApplicationPermission[]): Partial<RehearsalOptions> => ({
  directory: { tenants: [{ id: tenantId, permissions: applicationPermissions.filter((one) => !missing.includes(one)) }] },
});

const ask = (method: string, path: string, body?: unknown, more?: { readonly [name: string]: string }): Promise<Answer> =>
  askAutomation(rehearsal.bot, method, path, body, more);
const askFor = (to: object): Promise<Answer> => ask('POST', 'outbound-calls', { to, line: 'main' });
const statusOf = async ({ body }: Answer) => (await ask('GET', `outbound-calls/${body.id}`)).body;

/** What was refused, by operation. */
const refused = (): readonly string[] =>
  rehearsal.graph.exchanges().flatMap(({ exchange }) => (exchange.trouble === undefined ? [] : [exchange.title]));

describe('a call to several people', () => {
  const together = { people: [{ contact: 'reception' }, { user: ada }], subject: 'Alarm' };

  test('rings all of them, and those who answer hear the flow together', async () => {
    await open();
    const [first, second] = [rehearsal.person(reception, 'reception'), rehearsal.person(ada, 'ada')];
    const asked = await askFor(together);
    expect(asked).toMatchObject({ status: 202, body: { status: 'queued' } });
    await second.rings();
    await rehearsal.clock.advance(2_000); // Graph connects the bot to the empty call at once.
    await first.accepts();
    await first.hears('Welcome to Contoso');
    second.leg.accept();
    await second.hears('For sales');
    expect(first.leg.room).toBe(second.leg.room);
    const { callId } = await statusOf(asked);
    expect(await ask('GET', `live-calls/${callId}`)).toMatchObject({ status: 200, body: { direction: 'outgoing', people: 2 } });
    expect(await ask('DELETE', `outbound-calls/${asked.body.id}`)).toMatchObject({ status: 202 });
    await rehearsal.clock.advance(20_000);
    expect(first.leg.state).toBe('connected'); // Only the bot leaves: the others talk on.
    expect(await statusOf(asked)).toMatchObject({ status: 'ended', outcome: 'endedByOperator' });
    expect(refused()).toEqual([]);
  });

  test('that nobody takes ends by itself, and whoever asked can read it', async () => {
    await open();
    const [first, second] = [rehearsal.person(reception, 'reception'), rehearsal.person(ada, 'ada')];
    const asked = await askFor(together);
    await first.declines();
    await second.declines();
    await rehearsal.clock.advance(90_000);
    expect(await statusOf(asked)).toMatchObject({ status: 'ended', outcome: expect.any(String) });
  });

  test('without the permission fails with its code, and nobody is rung', async () => {
    await open(without('Calls.InitiateGroupCall.All'));
    const asked = await askFor(together);
    await rehearsal.clock.advance(10_000);
    expect(await statusOf(asked)).toMatchObject({
      status: 'failed',
      code: '7504',
      why: { fix: expect.stringContaining('consent') },
    });
  });

  test('is refused when one of them is nobody that can be called', async () => {
    await open();
    expect(await askFor({ people: [{ contact: 'nobody' }, { user: ada }] })).toMatchObject({
      status: 422,
      body: { title: 'There is no such contact.' },
    });
    expect(await askFor({ people: [{ user: ada }] })).toMatchObject({ status: 400 });
  });
});

describe('a call into a meeting', () => {
  test.each([
    ['its link', (meeting: Scheduled) => ({ joinUrl: meeting.joinWebUrl })],
    ['its id and passcode', (meeting: Scheduled) => ({ meetingId: meeting.joinMeetingId, passcode: meeting.passcode })],
    ['the token of an invitation', (meeting: Scheduled) => ({ token: meeting.token })],
    ['its chat and organizer', (meeting: Scheduled) => ({ threadId: meeting.threadId, organizer: { user: ada } })],
  ] as const)('by %s: those who are there hear the flow', async (_by, door) => {
    await open();
    const meeting = rehearsal.graph.peopleSide.schedule({ organizerId: ada });
    const host = rehearsal.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
    await host.joins(meeting);
    const asked = await askFor({ meeting: door(meeting) });
    expect(asked.status).toBe(202);
    await host.hears('Welcome to Contoso');
    expect(await statusOf(asked)).toMatchObject({ status: 'placed' });
    expect(JSON.stringify(await statusOf(asked))).not.toContain(meeting.token);
    expect(refused()).toEqual([]);
  });

  test('where nobody is: the flow begins when somebody comes', async () => {
    await open();
    const meeting = rehearsal.graph.peopleSide.schedule({ organizerId: ada });
    const asked = await askFor({ meeting: { joinUrl: meeting.joinWebUrl } });
    await rehearsal.clock.advance(20_000);
    expect(await statusOf(asked)).toMatchObject({ status: 'placed' });
    const host = rehearsal.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
    await host.joins(meeting);
    await host.hears('Welcome to Contoso');
  });

  test('where nobody comes ends when it has rung for long enough', async () => {
    await open();
    const meeting = rehearsal.graph.peopleSide.schedule({ organizerId: ada });
    const asked = await askFor({ meeting: { joinUrl: meeting.joinWebUrl } });
    await rehearsal.clock.advance(90_000);
    expect(await statusOf(asked)).toMatchObject({ status: 'ended', outcome: 'noAnswer' });
  });

  test('that lets nobody in with that passcode fails with its code', async () => {
    await open();
    const meeting = rehearsal.graph.peopleSide.schedule({ organizerId: ada });
    const asked = await askFor({ meeting: { meetingId: meeting.joinMeetingId, passcode: 'guess' } });
    await rehearsal.clock.advance(10_000);
    expect(await statusOf(asked)).toMatchObject({ status: 'failed', code: 'Forbidden', why: { words: expect.any(String) } });
  });

  test('by something that is no link is not understood', async () => {
    await open();
    expect(await askFor({ meeting: { joinUrl: 'https://example.com/meet' } })).toMatchObject({ status: 400 });
  });
});
type Scheduled = ReturnType<Rehearsal['graph']['peopleSide']['schedule']>;

describe('a meeting', () => {
  const organizer = { user: ada };

  test('is made, found again in three ways, and joined', async () => {
    await open();
    const made = await ask('POST', 'meetings', { organizer, subject: 'Crisis' });
    expect(made).toMatchObject({
      status: 201,
      body: { id: expect.any(String), subject: 'Crisis', joinUrl: expect.stringContaining('https://teams.microsoft.com/') },
    });
    const { id, joinUrl, conferenceId } = made.body;
    for (const which of [{ organizer, id }, { organizer, joinUrl }, { conferenceId }])
      expect(await ask('POST', 'meetings/find', which)).toMatchObject({ status: 200, body: { id } });
    const asked = await askFor({ meeting: { joinUrl } });
    await rehearsal.clock.advance(6_000);
    expect(await statusOf(asked)).toMatchObject({ status: 'placed' });
    expect(refused()).toEqual([]);
  });

  test('is another one each time, and the same under the same key', async () => {
    await open();
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
    await open({ directory: { tenants: [{ id: tenantId, meetingAccess: [bob] }] } });
    expect(await ask('POST', 'meetings', { organizer })).toMatchObject({
      status: 422,
      body: { code: 'Forbidden', detail: expect.stringContaining('New-CsApplicationAccessPolicy') },
    });
  });

  test('that is not there is not found, and its organizer has to be a user', async () => {
    await open();
    expect(await ask('POST', 'meetings/find', { organizer, id: 'nothing' })).toMatchObject({ status: 404 });
    expect(await ask('POST', 'meetings', { organizer: { contact: 'nobody' } })).toMatchObject({
      status: 422,
      body: { title: 'There is no such user.' },
    });
  });
});
