import { createHash } from 'node:crypto';
import { aCampaignBot, aPerson, campaignWish, london } from '../support/a-campaign.ts';
import { aCall, aCaretaker } from '../support/a-live-call.ts';
import { ada, bob } from '../support/people.ts';

// A key stands for one request: the very same is answered as before, and anything else under it is refused and done by nobody
// (draft-ietf-httpapi-idempotency-key-header).

const order = { 'idempotency-key': 'order-17' };
const reused = {
  status: 422,
  body: {
    type: 'urn:teams-ivr:refused',
    code: 'keyReused',
    title: expect.stringContaining('Idempotency-Key was used for another request'),
    detail: expect.stringMatching(/^Idempotency-Key: .*new key/),
    why: { words: expect.any(String), cause: expect.any(String), fix: expect.stringContaining('new key') },
  },
};

describe('a call that goes on', () => {
  const speech = { text: 'One moment.' };

  test('is not asked for something else under a key that was used: the caller stays connected', async () => {
    const { ask, at, caller } = await aCall();
    expect(await ask('POST', `${at}/play`, speech, order)).toMatchObject({ status: 202 });
    expect(await ask('POST', `${at}/hang-up`, {}, order)).toMatchObject(reused);
    expect(caller.leg.state).toBe('connected');
  });

  test('is not told other words under a key that was used, and the same words are told once', async () => {
    const { ask, at, caller, line } = await aCall();
    const first = await ask('POST', `${at}/play`, speech, order);
    const again = await ask('POST', `${at}/play`, speech, order);
    expect([again.status, again.body.id]).toEqual([first.status, first.body.id]);
    expect(await ask('POST', `${at}/play`, { text: 'Two moments.' }, order)).toMatchObject(reused);
    await caller.hears('One moment.');
    await line.clock.advance(30_000);
    expect(JSON.stringify(caller.conversation)).not.toContain('Two moments');
  });

  test('takes the members of a body in any order for the same request', async () => {
    const { ask, at } = await aCall();
    const first = await ask('POST', `${at}/play`, { text: 'One moment.', language: 'en-US' }, order);
    const again = await ask('POST', `${at}/play`, { language: 'en-US', text: 'One moment.' }, order);
    expect(again.body.id).toBe(first.body.id);
  });

  test('holds no more of a wish than before, and nothing that could be tried out', async () => {
    const { ask, at, line } = await aCall();
    await ask('POST', `${at}/play`, speech, order);
    const { id = '' } = line.turns.at(-1)?.call.wishes?.[0] ?? {};
    const keyHash = createHash('sha256').update('order-17').digest('hex');
    expect([id.length, id.slice(0, 24)]).toEqual([32, keyHash.slice(0, 24)]);
    const bare = createHash('sha256').update(JSON.stringify(speech)).digest('hex');
    expect([keyHash.slice(24, 32), bare.slice(0, 8)]).not.toContain(id.slice(24));
  });
});

test('a call is asked for once: another person under the same key is not called, and the first one is once', async () => {
  const { ask, line } = await aCaretaker();
  const answered = line.person(ada);
  const first = await ask('POST', 'outbound-calls', { to: { user: ada } }, order);
  expect(first.status).toBe(202);
  expect(await ask('POST', 'outbound-calls', { to: { user: bob } }, order)).toMatchObject(reused);
  expect(await ask('POST', 'outbound-calls', { to: { user: ada }, ringSeconds: 20 }, order)).toMatchObject(reused);
  await answered.accepts();
  expect(await ask('POST', 'outbound-calls', { to: { user: ada } }, order)).toMatchObject({
    status: 200,
    body: { id: first.body.id, status: 'placed' },
  });
  expect(line.timesAsked('create call')).toBe(1);
});

test('the same request is answered as before when its window is over by then', async () => {
  const { ask, line } = await aCaretaker();
  const window = { notAfter: new Date(line.clock.now() + 60_000).toISOString() };
  const first = await ask('POST', 'outbound-calls', { to: { user: ada }, window }, order);
  await line.clock.advance(600_000);
  expect(await ask('POST', 'outbound-calls', { to: { user: ada }, window }, order)).toMatchObject({
    status: 200,
    body: { id: first.body.id },
  });
});

test('a request that was refused uses no key up: it can be mended', async () => {
  const { ask } = await aCaretaker();
  expect(await ask('POST', 'outbound-calls', { to: { contact: 'nobody' } }, order)).toMatchObject({ status: 422 });
  expect(await ask('POST', 'outbound-calls', { to: { user: ada } }, order)).toMatchObject({ status: 202 });
});

test('a campaign is begun once: other people under its key are not called', async () => {
  const bot = await aCampaignBot();
  const people = [aPerson(london(1), 'one')];
  const first = await bot.ask('POST', 'campaigns', { ...campaignWish, people }, order);
  expect(first.status).toBe(201);
  const others = { ...campaignWish, people: [aPerson(london(2), 'two')] };
  expect(await bot.ask('POST', 'campaigns', others, order)).toMatchObject(reused);
  expect(await bot.ask('POST', 'campaigns', { ...campaignWish, people }, order)).toMatchObject({
    status: 200,
    body: { id: first.body.id, added: 0 },
  });
  expect(Object.keys(await bot.resultsOf(first.body.id))).toEqual(['one']);
});

test('a meeting is made once: another subject, or organizer, under its key gets none', async () => {
  const { ask, line } = await aCaretaker();
  const crisis = { organizer: { user: ada }, subject: 'Crisis' };
  const first = await ask('POST', 'meetings', crisis, order);
  expect(first.status).toBe(201);
  expect(await ask('POST', 'meetings', { ...crisis, subject: 'Lunch' }, order)).toMatchObject(reused);
  expect(await ask('POST', 'meetings', { ...crisis, organizer: { user: bob } }, order)).toMatchObject(reused);
  expect(line.timesAsked('online meetings')).toBe(1);
  expect(await ask('POST', 'meetings', crisis, order)).toMatchObject({ status: 201, body: { id: first.body.id } });
});
