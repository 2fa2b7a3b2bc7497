import { aRehearsal, type Line } from '../support/a-line.ts';
import { type Answer, askAutomation, sendToAutomation } from '../support/an-automation-api.ts';
import { ada, phoneDials } from '../support/people.ts';

let line: Line;
beforeEach(async () => {
  line = await aRehearsal();
});

/** One request to the automation API, from this machine. */
const ask = (method: string, path: string, body?: unknown, more?: { readonly [name: string]: string }): Promise<Answer> =>
  askAutomation(line.bot, method, path, body, more);

const wish = { to: { contact: 'reception' }, line: 'main' };

test('a call is asked for, rings, and its end can be read', async () => {
  const person = line.person(ada);
  const asked = await ask('POST', 'outbound-calls', wish);
  expect(asked).toMatchObject({ status: 202, body: { status: 'queued', line: 'main', flow: 'main-line' } });
  expect(asked.headers.location).toBe(`/api/outbound-calls/${asked.body.id}`);
  await person.accepts();
  await person.hears('Welcome to Contoso');
  expect(await ask('GET', `outbound-calls/${asked.body.id}`)).toMatchObject({ status: 200, body: { status: 'placed' } });
  await person.hangsUp();
  await line.clock.advance(20_000);
  expect((await ask('GET', `outbound-calls/${asked.body.id}`)).body).toMatchObject({ status: 'ended', outcome: 'callerHungUp' });
});

test('without a line it is called in the name of the default one', async () => {
  expect(await ask('POST', 'outbound-calls', { to: wish.to })).toMatchObject({ status: 202, body: { line: 'main' } });
});

test('the same key is the same call', async () => {
  const key = { 'idempotency-key': 'order-17' };
  const first = await ask('POST', 'outbound-calls', wish, key);
  const second = await ask('POST', 'outbound-calls', wish, key);
  expect([first.status, second.status, second.body.id]).toEqual([202, 200, first.body.id]);
});

test('a call that rings is called off', async () => {
  const person = line.person(ada);
  const { body } = await ask('POST', 'outbound-calls', wish);
  await person.rings();
  expect((await ask('DELETE', `outbound-calls/${body.id}`)).status).toBe(202);
  await person.expectsEnd();
});

test('a call that waits for its time is called off, once', async () => {
  const notBefore = new Date(line.clock.now() + 3_600_000).toISOString();
  const { body } = await ask('POST', 'outbound-calls', { ...wish, window: { notBefore } });
  const at = `outbound-calls/${body.id}`;
  expect(await ask('DELETE', at)).toMatchObject({ status: 200, body: { id: body.id, status: 'cancelled' } });
  expect(await ask('DELETE', at)).toMatchObject({ status: 409, body: { title: 'It cannot be called off: it is cancelled.' } });
  expect((await ask('DELETE', 'outbound-calls/nobody')).status).toBe(404);
});

test('what cannot be is refused with its place and what to do', async () => {
  expect(await ask('POST', 'outbound-calls', { ...wish, line: 'mian' })).toMatchObject({
    status: 422,
    body: { type: 'urn:teams-ivr:refused', title: 'There is no such line.', detail: expect.stringContaining('line: ') },
  });
  expect(await ask('POST', 'outbound-calls', { ...wish, to: { phone: '0163' } })).toMatchObject({ status: 400 });
  expect(await ask('POST', 'outbound-calls', { ...wish, surprise: true })).toMatchObject({ status: 400 });
  expect(await ask('GET', 'outbound-calls/nobody')).toMatchObject({ status: 404 });
});

test('what is not understood is told with its place, in words, and never with what was sent', async () => {
  const wrong = await ask('POST', 'outbound-calls', { ...wish, to: { phone: '0163296' } });
  expect(wrong.body.detail).toBe('to.phone: a number in full: + and country code, digits only');
  const nobody = await ask('POST', 'outbound-calls', { ...wish, '+441632960123': 'Ada', to: 'Ada' });
  expect(nobody.body.detail).toContain('to: one of { "user": id }');
  expect(nobody.body.detail).not.toMatch(/1632960123|Ada/);
});

test('a program in a loop is slowed down, and told when to come again', async () => {
  const answers: Answer[] = [];
  for (let n = 0; n < 25; n += 1)
    answers.push(await ask('POST', 'outbound-calls', { ...wish, window: { notBefore: '2030-01-01T00:00:00Z' } }));
  const slowed = answers.filter(({ status }) => status === 429);
  expect(slowed.length).toBeGreaterThan(0);
  expect(slowed[0]?.headers['retry-after']).toMatch(/^\d+$/);
});

describe('a call that is going on', () => {
  async function aCall() {
    const caller = line.caller();
    await caller.dial(phoneDials);
    await caller.hears('For sales');
    const { body } = await ask('GET', 'live-calls');
    return { caller, id: String(body.calls[0].callId), calls: body.calls };
  }

  test('is listed with where it stands, and without who it is', async () => {
    const { calls, id } = await aCall();
    expect(calls).toMatchObject([{ line: 'main', direction: 'incoming', state: 'established', step: 'main', with: 'phone' }]);
    expect(JSON.stringify(calls)).not.toContain('1632960123');
    expect(await ask('GET', `live-calls/${id}`)).toMatchObject({ status: 200, body: { callId: id } });
  });

  test('is spoken to, and goes on where it was', async () => {
    const { caller, id } = await aCall();
    expect(await ask('POST', `live-calls/${id}/play`, { text: 'The building is being evacuated.' })).toMatchObject({
      status: 202,
    });
    await caller.hears('evacuated');
    await caller.hears('For sales');
  });

  test('is transferred', async () => {
    const { caller, id } = await aCall();
    expect(await ask('POST', `live-calls/${id}/transfer`, { to: { contact: 'reception' } })).toMatchObject({ status: 202 });
    await caller.expectsTransferTo('reception');
    expect(await ask('POST', `live-calls/${id}/transfer`, { to: { contact: 'nobody' } })).toMatchObject({ status: 422 });
  });

  test('is ended, once, and then there is none', async () => {
    const { caller, id } = await aCall();
    expect(await ask('POST', `live-calls/${id}/hang-up`, {})).toMatchObject({ status: 202 });
    await caller.expectsEnd();
    await line.clock.advance(1_000);
    expect(await ask('POST', `live-calls/${id}/hang-up`, {})).toMatchObject({ status: 404 });
    expect((await ask('GET', 'live-calls')).body.calls).toEqual([]);
  });
});

test('the API describes itself, with every door and what it takes', async () => {
  const { body } = await ask('GET', 'automation/openapi.json');
  expect(Object.keys(body.paths).sort()).toEqual([
    '/campaigns',
    '/campaigns/{id}',
    '/campaigns/{id}/cancel',
    '/campaigns/{id}/pause',
    '/campaigns/{id}/people',
    '/campaigns/{id}/results',
    '/campaigns/{id}/resume',
    '/contacts',
    '/do-not-call',
    '/do-not-call/check',
    '/do-not-call/{id}',
    '/ended-calls',
    '/lines',
    '/live-calls',
    '/live-calls/{id}',
    '/live-calls/{id}/hang-up',
    '/live-calls/{id}/invite',
    '/live-calls/{id}/keep-alive',
    '/live-calls/{id}/large-gallery-view',
    '/live-calls/{id}/metadata',
    '/live-calls/{id}/mute',
    '/live-calls/{id}/participants',
    '/live-calls/{id}/participants/mute-all',
    '/live-calls/{id}/participants/{participant}',
    '/live-calls/{id}/participants/{participant}/hold',
    '/live-calls/{id}/participants/{participant}/mute',
    '/live-calls/{id}/participants/{participant}/unhold',
    '/live-calls/{id}/play',
    '/live-calls/{id}/press-keys',
    '/live-calls/{id}/record',
    '/live-calls/{id}/recording-status',
    '/live-calls/{id}/screen-sharing-role',
    '/live-calls/{id}/state',
    '/live-calls/{id}/stop-media',
    '/live-calls/{id}/transfer',
    '/live-calls/{id}/unmute',
    '/live-calls/{id}/wishes/{wish}',
    '/meetings',
    '/meetings/find',
    '/outbound-calls',
    '/outbound-calls/{id}',
  ]);
  expect(body.paths['/outbound-calls'].post.description).toContain('Calls.Place');
});

test('from elsewhere nobody comes in without a token', async () => {
  const headers = { host: 'bot.example.net' };
  for (const below of ['api', 'api/key']) {
    expect((await sendToAutomation(line.bot, 'GET', `https://bot.example.net/${below}/live-calls`, headers)).status).toBe(401);
  }
});

test('whoever comes with a key of the app is sent on to where the key is good', async () => {
  const admin = { issuers: [], audience: [], openIdConfigurationUrl: '', hostChecksKeys: true };
  line = await aRehearsal({ admin });
  const url = 'https://bot.example.net/api/key/outbound-calls';
  const headers = { 'content-type': 'application/json' };
  const asked = await sendToAutomation(line.bot, 'POST', url, headers, wish);
  expect(asked.headers.location).toBe(`/api/key/outbound-calls/${asked.body.id}`);
  expect((await sendToAutomation(line.bot, 'GET', `https://bot.example.net${asked.headers.location}`, {})).status).toBe(200);
});
