import { aRehearsal, type Line } from '../support/a-line.ts';
import { type Answer, askAutomation } from '../support/an-automation-api.ts';
import { eve, eveDials } from '../support/people.ts';

// Why did that call end? The door for whoever asks: the automation API, the whole bot and the strict simulator.

let line: Line;
beforeEach(async () => {
  line = await aRehearsal();
});

const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askAutomation(line.bot, method, path, body);

/** Eve is in the main menu. */
async function eveCalls() {
  const caller = line.caller();
  await caller.dial(eveDials);
  await caller.hears('For sales');
  return caller;
}

/** The record is slow work: it is there a moment after the end. */
async function ended(limit = ''): Promise<Answer> {
  await line.clock.advance(2_000);
  await line.bot.work();
  return ask('GET', `ended-calls${limit}`);
}

test('a call that the caller ended is listed with the way it took and the reason in plain words', async () => {
  const caller = await eveCalls();
  caller.leg.hangUp();
  const { status, body } = await ended();
  expect(status).toBe(200);
  expect(body.calls).toEqual([
    {
      callId: expect.any(String),
      line: 'main',
      flow: 'main-line',
      version: expect.any(String),
      direction: 'incoming',
      startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      answeredAt: expect.any(String),
      endedAt: expect.any(String),
      outcome: 'callerHungUp',
      code: expect.stringMatching(/^200\/\d+$/),
      why: { words: 'The caller hung up', cause: expect.any(String), fix: 'Nothing to do.' },
      path: ['welcome', 'main'],
    },
  ]);
});

test('a call that an operator hung up says so, although Microsoft only says that the bot ended it', async () => {
  await eveCalls();
  const { body } = await ask('GET', 'live-calls');
  const { callId } = body.calls[0];
  expect(await ask('POST', `live-calls/${callId}/hang-up`, {})).toMatchObject({ status: expect.any(Number) });
  const { body: after } = await ended();
  expect(after.calls).toMatchObject([
    { callId, outcome: 'endedByOperator', why: { words: 'Somebody who looks after calls ended it' } },
  ]);
});

test('nothing of the caller is in it: no number, no name, no key', async () => {
  const caller = await eveCalls();
  await caller.presses('2');
  await caller.hears('account number');
  await caller.presses('731946');
  await line.clock.advance(5_000);
  caller.leg.hangUp();
  const { body } = await ended();
  expect(body.calls).toHaveLength(1);
  expect(JSON.stringify(body)).not.toMatch(new RegExp(`${eve}|Eve|731946|960999`));
});

test('the last one comes first, and as many as were asked for', async () => {
  for (const _ of [1, 2, 3]) {
    const caller = await eveCalls();
    caller.leg.hangUp();
    await ended();
  }
  const { body } = await ended('?limit=2');
  const [latest, before] = body.calls;
  expect(body.calls).toHaveLength(2);
  expect(Date.parse(latest.endedAt)).toBeGreaterThan(Date.parse(before.endedAt));
  expect(await ended('?limit=201')).toMatchObject({ status: 400 });
});
