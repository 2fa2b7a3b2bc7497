import { aCampaignBot, aPerson, type CampaignRehearsal, campaignWish, hour, london, minute } from '../support/a-campaign.ts';

let bot: CampaignRehearsal;

test('five people: busy and called again, on the list, in another zone, asking to be left alone, and one who confirms', async () => {
  const [ann, ben, cem, dan] = [london(1), london(2), london(3), london(4)];
  const eve = '+81312345678'; // Tokyo: nine o'clock in London is six in the evening there.
  bot = await aCampaignBot({ destinations: { [ben]: 'busy' } });
  expect((await bot.ask('POST', 'do-not-call', { people: [{ phone: cem }] })).status).toBe(200);
  const phones = { ann: bot.person(ann), dan: bot.person(dan), eve: bot.person(eve) };
  const id = await bot.begin([
    aPerson(ann, 'ann'),
    aPerson(ben, 'ben', { variables: { part: 'toaster' } }),
    aPerson(cem, 'cem'),
    aPerson(dan, 'dan'),
    aPerson(eve, 'eve'),
  ]);

  await phones.ann.accepts();
  await phones.ann.hears('This is Contoso. Please bring back your kettle.');
  await phones.ann.presses('1');
  await phones.dan.accepts();
  await phones.dan.presses('9');
  await phones.dan.hears('We will not call again');
  await bot.clock.advance(minute);
  const afterAMinute = { ann: 'confirmed 1', ben: 'waiting 1', cem: 'doNotCall 0', dan: 'leftAlone 1', eve: 'waiting 0' };
  expect(await bot.resultsOf(id)).toEqual(afterAMinute);

  // Dan is on the list now, for every campaign.
  const next = await bot.begin([aPerson(dan, 'dan')]);
  await bot.clock.advance(minute);
  expect(await bot.resultsOf(next)).toEqual({ dan: 'doNotCall 0' });
  expect((await bot.ask('GET', `campaigns/${next}`)).body).toMatchObject({ state: 'ended' });

  // Half an hour later Ben is not on the telephone any more.
  const again = bot.person(ben);
  await bot.clock.advance(27 * minute);
  expect(bot.callsCreated()).toBe(3);
  await again.accepts();
  await again.hears('Please bring back your toaster.');
  await again.presses('1');

  // Eve's telephone rings when it is nine in Tokyo: midnight in London.
  await bot.clock.advance(Date.UTC(2027, 0, 5, 0, 0) - bot.clock.now() - 1_000);
  expect(await bot.resultsOf(id)).toEqual({ ...afterAMinute, ben: 'confirmed 2' });
  await phones.eve.accepts();
  expect(bot.clock.now()).toBeGreaterThanOrEqual(Date.UTC(2027, 0, 5, 0, 0));
  await phones.eve.presses('1');
  await bot.clock.advance(minute);
  const { body } = await bot.ask('GET', `campaigns/${id}`);
  expect(body).toMatchObject({ state: 'ended', people: { waiting: 0, calling: 0, done: 5 } });
  expect(bot.callsCreated()).toBe(5);
});

test('who does not answer is called again after the time that was said, and not more often than was said', async () => {
  bot = await aCampaignBot();
  const ann = bot.person(london(1));
  const id = await bot.begin([aPerson(london(1), 'ann')]);
  await ann.letsItRing();
  await bot.clock.advance(29 * minute);
  expect([await bot.resultsOf(id), bot.callsCreated()]).toEqual([{ ann: 'waiting 1' }, 1]);
  await ann.letsItRing();
  await bot.clock.advance(3 * hour);
  expect([await bot.resultsOf(id), bot.callsCreated()]).toEqual([{ ann: 'noAnswer 2' }, 2]);
});

test('paused, nobody is called, not even whose call was asked for already; resumed, it goes on and no attempt is lost', async () => {
  bot = await aCampaignBot();
  const [ann, ben] = [bot.person(london(1)), bot.person(london(2))];
  const pace = { callsPerMinute: 20, atOnce: 5 }; // Ben's call is asked for together with Ann's, for three seconds later.
  const id = await bot.begin([aPerson(london(1), 'ann'), aPerson(london(2), 'ben')], { pace });
  await ann.rings();
  expect((await bot.ask('POST', `campaigns/${id}/pause`, {})).body).toMatchObject({ state: 'paused' });
  await bot.clock.advance(hour);
  expect(bot.callsCreated()).toBe(1);
  expect(await bot.resultsOf(id)).toEqual({ ann: 'waiting 1', ben: 'waiting 0' });
  expect((await bot.ask('POST', `campaigns/${id}/resume`, {})).body).toMatchObject({ state: 'running' });
  await ben.accepts();
  await ben.presses('1');
  await ann.accepts();
  await ann.presses('1');
  await bot.clock.advance(minute);
  expect(await bot.resultsOf(id)).toEqual({ ann: 'confirmed 2', ben: 'confirmed 1' });
});

test('cancelled, those who wait are never called, and a call that goes on is left to end', async () => {
  bot = await aCampaignBot();
  const ann = bot.person(london(1));
  const pace = { callsPerMinute: 20, atOnce: 1 };
  const people = [aPerson(london(1), 'ann'), aPerson(london(2), 'ben'), aPerson(london(3), 'cem')];
  const id = await bot.begin(people, { pace });
  await ann.accepts();
  expect((await bot.ask('POST', `campaigns/${id}/cancel`, {})).body).toMatchObject({ state: 'cancelled' });
  await bot.clock.advance(10_000);
  await ann.presses('1');
  await ann.hears('Thank you');
  await bot.clock.advance(hour);
  expect(await bot.resultsOf(id)).toEqual({ ann: 'confirmed 1', ben: 'cancelled 0', cem: 'cancelled 0' });
  expect(bot.callsCreated()).toBe(1);
  expect((await bot.ask('POST', `campaigns/${id}/resume`, {})).status).toBe(409);
  expect((await bot.ask('POST', `campaigns/${id}/people`, { people })).status).toBe(409);
});

test('somebody who is put on the list while their call is in the queue is not called', async () => {
  bot = await aCampaignBot();
  bot.person(london(2));
  const pace = { callsPerMinute: 20, atOnce: 5 };
  const ann = bot.person(london(1));
  const id = await bot.begin([aPerson(london(1), 'ann'), aPerson(london(2), 'ben')], { pace });
  await ann.rings();
  expect(await bot.resultsOf(id)).toMatchObject({ ben: 'calling 1' }); // Asked for, and not placed yet.
  await bot.ask('POST', 'do-not-call', { people: [{ phone: london(2) }] });
  await bot.clock.advance(minute);
  expect(await bot.resultsOf(id)).toMatchObject({ ben: 'doNotCall 0' });
  expect(bot.callsCreated()).toBe(1);
});

test('a window that ends leaves nobody waiting, and nobody is called after it', async () => {
  bot = await aCampaignBot();
  const pace = { callsPerMinute: 1, atOnce: 1 };
  const window = { ...campaignWish.window, notAfter: '2027-01-04T09:01:30Z' };
  const people = [1, 2, 3, 4].map((n) => aPerson(london(n), `p${n}`));
  const id = await bot.begin(people, { pace, window, retries: { attempts: 1 } });
  await bot.clock.advance(hour);
  expect(bot.callsCreated()).toBe(2);
  const { body } = await bot.ask('GET', `campaigns/${id}`);
  expect(body).toMatchObject({ state: 'ended', people: { waiting: 0, calling: 0, done: 4 } });
  expect(await bot.resultsOf(id)).toMatchObject({ p3: 'expired 0', p4: 'expired 0' });
});

test('an ended campaign that gets more people calls them, and only those whom it has not had', async () => {
  bot = await aCampaignBot();
  const [ann, ben] = [bot.person(london(1)), bot.person(london(2))];
  const id = await bot.begin([aPerson(london(1), 'ann')]);
  await ann.accepts();
  await ann.presses('1');
  await bot.clock.advance(minute);
  expect((await bot.ask('GET', `campaigns/${id}`)).body.state).toBe('ended');
  const more = await bot.ask('POST', `campaigns/${id}/people`, {
    people: [aPerson(london(1), 'ann'), aPerson(london(2), 'ben')],
  });
  expect(more).toMatchObject({ status: 200, body: { state: 'running', added: 1, known: 1 } });
  await ben.accepts();
  await ben.presses('1');
  await bot.clock.advance(minute);
  expect(await bot.resultsOf(id)).toEqual({ ann: 'confirmed 1', ben: 'confirmed 1' });
});
