import type { RehearsalOptions } from '../../cli/rehearsal.ts';
import { json } from '../../simulator/graph/messages.ts';
import { aCall, aCaretaker, threeOfThem } from '../support/a-live-call.ts';
import type { Answer } from '../support/an-automation-api.ts';
import { ada, bob } from '../support/people.ts';

// Whoever looks after calls, at the door that they use: the automation API, the whole bot and the strict simulator.

describe("the bot's own part", () => {
  test('is muted and unmuted among several people', async () => {
    const { line, ask, at } = await threeOfThem();
    expect(await ask('POST', `${at}/mute`, {})).toMatchObject({ status: 200, body: { type: 'mute', status: 'done' } });
    expect(await ask('POST', `${at}/unmute`, {})).toMatchObject({ status: 200, body: { type: 'unmute', status: 'done' } });
    const titles = line.graph.exchanges().map(({ exchange }) => exchange.title);
    expect(titles.filter((title) => title === 'mute' || title === 'unmute')).toEqual(['mute', 'unmute']);
  });

  test('cannot be muted in a call of two: Microsoft does not have that', async () => {
    const { ask, at } = await aCall();
    expect(await ask('POST', `${at}/mute`, {})).toMatchObject({
      status: 422,
      body: { code: 'onlyTogether', detail: expect.stringContaining('Invite somebody first') },
    });
  });

  test('presses keys, and whoever asked learns when they are pressed', async () => {
    const { line, ask, becameOf, at, caller } = await aCall();
    const asked = await ask('POST', `${at}/press-keys`, { keys: '12#' });
    expect(asked).toMatchObject({ status: 202, body: { type: 'press-keys', status: 'asked' } });
    await line.clock.advance(5_000);
    expect((await becameOf(asked)).body).toMatchObject({ status: 'done' });
    await caller.hears('For sales'); // Where they were.
    expect(await ask('POST', `${at}/press-keys`, { keys: '12x' })).toMatchObject({
      status: 400,
      body: { detail: 'keys: 1 to 20 of 0 to 9, *, #, A to D' },
    });
  });

  test('keeps the call alive, as the engine does', async () => {
    const { line, ask, at } = await aCall();
    expect(await ask('POST', `${at}/keep-alive`, {})).toMatchObject({
      status: 200,
      body: { type: 'keep-alive', status: 'done' },
    });
    expect(line.graph.exchanges().some(({ exchange }) => exchange.title === 'keepAlive')).toBe(true);
  });
});

test.each([
  ['the recording status', 'recording-status', { status: 'recording' }, 'policyRecordingOnly', /policy-based recording.*\.$/],
  ['the large gallery view', 'large-gallery-view', {}, 'videoMeetingsOnly', /joined with video.*\.$/],
])('%s is refused where Microsoft does not have it, and the call goes on', async (_what, path, body, code, title) => {
  const { ask, at, caller } = await threeOfThem();
  expect(await ask('POST', `${at}/${path}`, body)).toMatchObject({
    status: 422,
    body: { type: 'urn:teams-ivr:refused', code, title: expect.stringMatching(title) },
  });
  expect(caller.leg.state).toBe('connected');
});

test.each([
  ['screen-sharing-role', { role: 'viewer' }, 'changeScreenSharingRole', 'docs/application-hosted-media.md'],
  ['metadata', {}, 'updateMetadata', '"tag"'],
])('%s is refused with its explanation, and with what to use instead', async (path, body, code, instead) => {
  const { line, ask, at } = await aCall();
  const before = line.graph.exchanges().length;
  expect(await ask('POST', `${at}/${path}`, body)).toMatchObject({
    status: 422,
    body: { code, detail: expect.stringContaining(instead) },
  });
  expect(line.graph.exchanges().length).toBe(before); // Nothing was sent.
});

describe('whoever asked learns how it ended', () => {
  test('a transfer that is declined: the reason, and the caller is back with the flow', async () => {
    const { line, ask, caller, at } = await aCall();
    const bobs = line.person(bob, 'bob');
    const asked = await ask('POST', `${at}/transfer`, { to: { user: bob } });
    expect(asked).toMatchObject({ status: 202, body: { type: 'transfer', status: 'asked' } });
    await bobs.declines();
    await caller.hears('For sales');
    const { body } = await ask('GET', at);
    expect(body.wishes).toMatchObject([
      { type: 'transfer', status: 'failed', code: expect.stringContaining('603'), why: { words: expect.any(String) } },
    ]);
  });

  test('a call that was hung up: also after its end, and asking again under the same key is the same wish', async () => {
    const { line, ask, caller, at } = await aCall();
    const key = { 'idempotency-key': 'shift-17' };
    const asked = await ask('POST', `${at}/hang-up`, {}, key);
    expect(asked).toMatchObject({ status: 202, body: { type: 'hang-up', status: 'asked' } });
    await caller.expectsEnd();
    await line.clock.advance(1_000);
    expect(await ask('POST', `${at}/hang-up`, {}, key)).toMatchObject({
      status: 200,
      body: { id: asked.body.id, status: 'done' },
    });
    expect(await ask('POST', `${at}/hang-up`, {})).toMatchObject({ status: 404 });
    expect(line.turns.at(-1)?.call.end?.outcome).toBe('endedByOperator');
    expect(JSON.stringify(asked)).not.toContain('shift-17');
  });

  test('a permission that is missing: in words, with what to do', async () => {
    const interfere: RehearsalOptions['interfere'] = (operation) =>
      operation === 'mute' ? json(403, { error: { code: '7503', message: 'No.' } }) : undefined;
    const { ask, at } = await threeOfThem({ interfere });
    expect(await ask('POST', `${at}/mute`, {})).toMatchObject({
      status: 422,
      body: { code: '7503', title: 'Graph does not know the application as a calling bot.', detail: expect.any(String) },
    });
  });
});

test('what Microsoft says of the call can be asked for', async () => {
  const { ask, at } = await aCall();
  expect(await ask('GET', `${at}/state`)).toMatchObject({ status: 200, body: { type: 'alive', state: 'established' } });
  expect(await ask('GET', 'live-calls/00000000-0000-4000-8000-000000000000/state')).toMatchObject({ status: 404 });
});

test('a program in a loop is slowed down here, too', async () => {
  const { ask, at } = await aCall();
  const answers: Answer[] = [];
  for (let n = 0; n < 25; n += 1) answers.push(await ask('POST', `${at}/hang-up`, {}, { 'idempotency-key': 'the-same' }));
  expect(answers.some(({ status }) => status === 429)).toBe(true);
});

test('a call that rings cannot be spoken to: the answer says so', async () => {
  const { line, ask } = await aCaretaker();
  const person = line.person(ada, 'ada');
  const asked = await ask('POST', 'outbound-calls', { to: { user: ada }, line: 'main' });
  await person.rings();
  const { body } = await ask('GET', `outbound-calls/${asked.body.id}`);
  expect(await ask('POST', `live-calls/${body.callId}/play`, { text: 'Hello.' })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('Nobody is connected yet') },
  });
});
