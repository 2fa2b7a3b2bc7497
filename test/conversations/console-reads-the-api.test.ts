import {
  campaignProgress,
  campaignResults,
  campaigns,
  contactNames,
  endedCalls,
  lineNames,
  liveCall,
  liveCalls,
  outboundCall,
  participants,
  wish,
} from '../../web/console/api/schemas.ts';
import { aRehearsal, type Line } from '../support/a-line.ts';
import { askAutomation } from '../support/an-automation-api.ts';
import { ada, bob, eveDials } from '../support/people.ts';

// The console reads the API with schemas of its own: every answer that it shows is asked of the whole bot here, and read.

let line: Line;
beforeEach(async () => {
  line = await aRehearsal();
});

const ask = (method: string, path: string, body?: unknown) => askAutomation(line.bot, method, path, body);
const pass = async (ms = 2_000) => {
  await line.clock.advance(ms);
  await line.bot.work();
};

async function eveCalls() {
  const caller = line.caller();
  await caller.dial(eveDials);
  await caller.hears('For sales');
  const [call] = liveCalls.parse((await ask('GET', 'live-calls')).body).calls;
  return { caller, at: `live-calls/${call?.callId}` };
}

test('a call that goes on, what was asked of it and refused, and its end', async () => {
  const { caller, at } = await eveCalls();
  expect(await ask('POST', `${at}/mute`, {})).toMatchObject({ status: 422 }); // Of a call of two.
  const { body: taken } = await ask('POST', `${at}/stop-media`, {});
  expect(wish.parse(taken)).toMatchObject({ type: 'stop-media' });
  const { wishes, with: side, step } = liveCall.parse((await ask('GET', at)).body);
  expect({ side, step }).toEqual({ side: 'user', step: 'main' });
  expect(wishes[0]).toMatchObject({ type: 'mute', status: 'failed', why: { words: expect.any(String) } });
  caller.leg.hangUp();
  await pass();
  expect(endedCalls.parse((await ask('GET', 'ended-calls')).body).calls).toMatchObject([
    { outcome: 'callerHungUp', why: { words: 'The caller hung up' }, path: ['welcome', 'main'] },
  ]);
});

test('where a caller goes on who was brought into another call, and who is there', async () => {
  const { at } = await eveCalls();
  const [first, second] = [line.person(ada, 'ada'), line.person(bob, 'bob')];
  const { headers } = await ask('POST', `${at}/invite`, { people: [{ user: ada }, { user: bob }] });
  await first.accepts();
  await second.accepts();
  await line.clock.advance(1_000);
  const { movedTo } = wish.parse((await ask('GET', String(headers.location).slice('/api/'.length))).body);
  const there = await ask('GET', `live-calls/${movedTo}/participants`);
  expect(participants.parse(there.body).participants.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['user']));
  expect(liveCall.parse((await ask('GET', `live-calls/${movedTo}`)).body).people).toBe(3);
});

test('a call that was asked for, from the beginning to the end', async () => {
  const person = line.person(ada, 'ada');
  const { status, body } = await ask('POST', 'outbound-calls', { to: { user: ada }, line: 'main' });
  expect(status).toBe(202);
  const { id, status: first } = outboundCall.parse(body);
  expect(first).toBe('queued');
  await line.bot.work();
  await person.accepts();
  await person.hears('Welcome');
  expect(outboundCall.parse((await ask('GET', `outbound-calls/${id}`)).body).callId).toBeDefined();
  person.leg.hangUp();
  await pass();
  expect(outboundCall.parse((await ask('GET', `outbound-calls/${id}`)).body)).toMatchObject({ status: 'ended' });
});

test('what can be named: lines and contacts', async () => {
  expect(lineNames.parse((await ask('GET', 'lines')).body).lines).toContainEqual({ name: 'main', flow: 'main-line' });
  expect(contactNames.parse((await ask('GET', 'contacts')).body).contacts).toContainEqual({ name: 'reception' });
});

test('a campaign, how far it is, and what became of each person', async () => {
  const begun = await ask('POST', 'campaigns', {
    name: 'Recall',
    line: 'main',
    timeZone: 'Europe/London',
    people: [{ to: { user: ada }, reference: 'customer-17' }],
    window: { week: { 'mon-sun': '00:00-24:00' } },
  });
  expect(begun).toMatchObject({ status: 201 });
  await pass();
  const [listed] = campaigns.parse((await ask('GET', 'campaigns')).body).campaigns;
  expect(listed?.name).toBe('Recall');
  const { people } = campaignProgress.parse((await ask('GET', `campaigns/${listed?.id}`)).body);
  expect(people.waiting + people.calling + people.done).toBe(1);
  const { results } = campaignResults.parse((await ask('GET', `campaigns/${listed?.id}/results`)).body);
  expect(results).toMatchObject([{ reference: 'customer-17', row: 0 }]);
});
