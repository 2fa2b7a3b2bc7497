import { aRehearsal, type Line } from '../support/a-line.ts';
import { type Answer, askAutomation } from '../support/an-automation-api.ts';
import { ada, bob } from '../support/people.ts';

// Nobody can be in one call twice: whoever asks for that is told at which place, and nobody is rung.

let line: Line;
beforeEach(async () => {
  line = await aRehearsal();
});
const ask = (path: string, body: object): Promise<Answer> => askAutomation(line.bot, 'POST', path, body);

test.each([
  ['a user', { user: bob }, { user: bob.toUpperCase() }],
  ['a telephone', { phone: '+441632960111' }, { phone: '+441632960111' }],
  ['a contact', { contact: 'reception' }, { contact: 'reception' }],
])('%s who is named twice in a call to several people', async (_who, once, again) => {
  const answer = await ask('outbound-calls', { to: { people: [once, { user: ada }, again] }, line: 'main' });
  expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining('to.people.2') } });
  await line.clock.advance(10_000);
  expect(line.timesAsked('create call')).toBe(0);
});

test('somebody who is named twice in an invitation', async () => {
  const caller = line.caller();
  await caller.dial({ from: { kind: 'user', id: ada, displayName: 'Ada' }, to: '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff' });
  await caller.hears('Welcome');
  const answer = await ask(`live-calls/${caller.call.id}/invite`, { people: [{ user: bob }, { user: bob }] });
  expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining('people.1') } });
});

test('people who differ are called', async () => {
  const to = { people: [{ user: bob }, { user: ada }] };
  expect(await ask('outbound-calls', { to, line: 'main' })).toMatchObject({ status: 202 });
  await line.clock.advance(10_000);
  expect(line.timesAsked('create call')).toBe(1);
});
