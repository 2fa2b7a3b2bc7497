import { aLine } from '../support/a-line.ts';
import { askAutomation } from '../support/an-automation-api.ts';
import { only, without } from '../support/consent.ts';
import { account, ada, eveDials } from '../support/people.ts';

// What a missing permission does to a call before anybody is connected, and to whoever asks about one.

const hello = {
  start: 'main',
  steps: {
    main: { type: 'menu', prompt: 'Hello there.', timeout: '30s', options: { '1': 'bye' } },
    bye: { type: 'hangup', outcome: 'left' },
  },
};

test('an invitation into a meeting that the bot may not join is turned away at once, and the record says why', async () => {
  const line = await aLine(hello, without('Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'));
  const host = line.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
  await host.joins(line.graph.peopleSide.schedule({ organizerId: ada }));
  await host.invitesBot(account);
  await line.clock.advance(2_000);
  expect([line.timesAsked('answer'), line.timesAsked('reject')]).toEqual([1, 1]);
  expect(line.turns.at(-1)?.call.end).toMatchObject({ outcome: 'notAnswered', refusal: '7504' });
  await line.clock.advance(10_000);
  const { body } = await askAutomation(line.bot, 'GET', 'ended-calls');
  expect(body.calls).toEqual([
    expect.objectContaining({
      outcome: 'notAnswered',
      code: '7504',
      why: expect.objectContaining({ words: expect.stringContaining('permission'), fix: expect.stringContaining('consent') }),
    }),
  ]);
});

test('what Microsoft refuses to say of a call is told as a refusal, with code and fix, not as its silence', async () => {
  const line = await aLine(hello, only('Calls.JoinGroupCall.All'));
  await line.caller().dial(eveDials);
  await line.clock.advance(1_500);
  const { body } = await askAutomation(line.bot, 'GET', 'live-calls');
  expect(await askAutomation(line.bot, 'GET', `live-calls/${body.calls[0].callId}/state`)).toMatchObject({
    status: 422,
    body: { code: '7504', why: { fix: expect.stringContaining('consent') } },
  });
});
