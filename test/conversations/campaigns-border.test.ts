import { pinoLog } from '../../src/adapters/telemetry/pino-log.ts';
import { aCampaignBot, aPerson, type CampaignRehearsal, campaignWish, london, minute } from '../support/a-campaign.ts';

let bot: CampaignRehearsal;

test('every wrong row is told with its place and what to do, without what stands in it, and nobody is called', async () => {
  bot = await aCampaignBot();
  const people = [aPerson(london(1), 'ann'), { to: { phone: '01632 960123' } }, aPerson(london(3), 'cem', { colour: 'blue' })];
  const unread = await bot.ask('POST', 'campaigns', { ...campaignWish, people });
  expect(unread).toMatchObject({ status: 422, body: { title: '2 things cannot be.' } });
  expect(unread.body.rows).toMatchObject([
    { row: 1, place: 'to', fix: expect.stringContaining('country code') },
    { row: 2, fix: expect.stringContaining('"reference"') },
  ]);
  expect(unread.text).not.toContain('960123');

  const unfit = await bot.ask('POST', 'campaigns', {
    ...campaignWish,
    people: [
      aPerson(london(1), 'ann', { variables: { prat: 'kettle' } }),
      aPerson(london(2), 'ben', { timeZone: 'Europe/Lundon' }),
      aPerson(london(3), 'cem'),
      aPerson(london(3), 'cem again'),
      { to: { contact: 'nobody' } },
      aPerson('+79161234567', 'eve'), // Russia has eleven zones: it is never nine to five in all of them.
    ],
  });
  expect(unfit.status).toBe(422);
  expect(unfit.body.rows.map((one: { row: number; place: string }) => [one.row, one.place])).toEqual(
    [
      [0, 'variables.prat'],
      [1, 'timeZone'],
      [4, 'to'],
      [5, 'timeZone'],
      [3, 'to'],
    ].sort(([a], [b]) => Number(a) - Number(b)),
  );
  await bot.clock.advance(minute);
  expect([bot.callsCreated(), (await bot.ask('GET', 'campaigns')).body.campaigns]).toEqual([0, []]);
});

test('a row whose variables are more than a call holds is told with its place and what to do', async () => {
  bot = await aCampaignBot();
  const refused = await bot.ask('POST', 'campaigns', {
    ...campaignWish,
    people: [
      aPerson(london(1), 'ann'),
      aPerson(london(2), 'ben', { variables: { part: 'x'.repeat(1_001) } }),
      aPerson(london(3), 'cem', { variables: { part: '釜'.repeat(1_000) } }), // Three bytes each.
    ],
  });
  expect(refused.status).toBe(422);
  expect(refused.body.rows).toMatchObject([
    { row: 1, place: 'variables.part', fix: expect.stringContaining('Send less') },
    { row: 2, place: 'variables', fix: expect.stringContaining('"request"') },
  ]);
  expect(refused.text).not.toContain('釜');
});

test('a telephone is not called in the name of a line without a resource account', async () => {
  bot = await aCampaignBot();
  const refused = await bot.ask('POST', 'campaigns', { ...campaignWish, line: 'bot', people: [aPerson(london(1), 'ann')] });
  expect(refused).toMatchObject({ status: 422, body: { rows: [{ row: 0, place: 'line' }] } });
});

test.each([
  ['hours', { window: { week: { 'mon-fry': '09:00-17:00' } } }, 422],
  ['an end before the beginning', { window: { ...campaignWish.window, notAfter: '2027-01-01T00:00:00Z' } }, 422],
  ['an end too far ahead', { window: { ...campaignWish.window, notAfter: '2028-01-01T00:00:00Z' } }, 422],
  ['a zone', { timeZone: 'Europe/Lundon' }, 422],
  ['a pace', { pace: { callsPerMinute: 10_000 } }, 400],
  ['no people', { people: [] }, 400],
  ['too many people', { people: Array.from({ length: 1_001 }, () => ({})) }, 400],
])('a campaign with wrong %s is refused', async (_, more, status) => {
  bot = await aCampaignBot();
  expect((await bot.ask('POST', 'campaigns', { ...campaignWish, people: [aPerson(london(1), 'ann')], ...more })).status).toBe(
    status,
  );
});

test('asked twice under one key there is one campaign, and a thousand people fit into one request', async () => {
  bot = await aCampaignBot();
  const people = Array.from({ length: 1_000 }, (_, index) => aPerson(`+4416329${61_000 + index}`, `p${index}`));
  const window = { ...campaignWish.window, notBefore: '2027-01-05T00:00:00Z' };
  const key = { 'idempotency-key': 'recall-2027' };
  const first = await bot.ask('POST', 'campaigns', { ...campaignWish, window, people }, key);
  const second = await bot.ask('POST', 'campaigns', { ...campaignWish, window, people }, key);
  expect(first).toMatchObject({ status: 201, body: { added: 1_000, known: 0 } });
  expect(second).toMatchObject({ status: 200, body: { id: first.body.id, added: 0, known: 1_000 } });
  const id = String(first.body.id);
  const rows = new Set<number>();
  let next = '';
  do {
    const { body } = await bot.ask('GET', `campaigns/${id}/results?limit=400&after=${next}`);
    for (const { row } of body.results) rows.add(row);
    next = body.next ?? '';
  } while (next !== '');
  expect(rows.size).toBe(1_000);
});

test('results as a table for spreadsheets, in which nothing is taken for a formula', async () => {
  bot = await aCampaignBot();
  const ann = bot.person(london(1));
  const id = await bot.begin([aPerson(london(1), '=1+1, "x"')]);
  await ann.accepts();
  await ann.presses('1');
  await bot.clock.advance(minute);
  const { headers, text } = await bot.ask('GET', `campaigns/${id}/results?format=csv`);
  expect(headers['content-type']).toContain('text/csv');
  const [head, line] = text.split('\r\n');
  expect(head).toBe('row,reference,state,outcome,attempts,firstAt,lastAt,lastEndedAt,lastCode');
  expect(line).toMatch(/^0,"'=1\+1, ""x""",done,confirmed,1,2027-01-04T09:0/);
});

test("nobody's number is in the log, in an answer or in what the do-not-call list keeps", async () => {
  const lines: string[] = [];
  bot = await aCampaignBot({ log: pinoLog('debug', { write: (line) => lines.push(line) }) });
  const ann = bot.person(london(1));
  const people = [{ phone: london(1) }];
  const id = await bot.begin([aPerson(london(1), 'ann')]);
  await ann.accepts();
  await ann.presses('9');
  await bot.clock.advance(minute);
  const answers = [
    await bot.ask('GET', `campaigns/${id}`),
    await bot.ask('GET', `campaigns/${id}/results`),
    await bot.ask('GET', 'do-not-call'),
    await bot.ask('POST', 'do-not-call/check', { people }),
  ];
  expect(answers[3]?.body.people).toMatchObject([{ listed: true, by: id }]);
  expect(lines.join('')).toContain('campaign.run');
  for (const text of [...lines, ...answers.map((answer) => answer.text)]) expect(text).not.toContain('1632961001');
  // Taken off the list by its entry, she may be called again.
  const entry = String(answers[3]?.body.people[0].id);
  await bot.ask('DELETE', `do-not-call/${entry}`);
  expect((await bot.ask('POST', 'do-not-call/check', { people })).body.people).toEqual([{ listed: false, id: entry }]);
});

test('people cannot be added to a campaign that is not there, nor those who cannot be called', async () => {
  bot = await aCampaignBot();
  const nowhere = await bot.ask('POST', 'campaigns/nowhere/people', { people: [aPerson(london(1), 'ann')] });
  expect(nowhere).toMatchObject({ status: 404, body: { type: 'urn:teams-ivr:notFound' } });
  const id = await bot.begin([aPerson(london(1), 'ann')]);
  const refused = await bot.ask('POST', `campaigns/${id}/people`, {
    people: [aPerson(london(2), 'ben'), { to: { phone: '0163' } }],
  });
  expect(refused).toMatchObject({ status: 422, body: { rows: [{ row: 1, place: 'to' }] } });
  expect((await bot.ask('GET', `campaigns/${id}`)).body.people).toEqual({ waiting: 1, calling: 0, done: 0 });
});

test('a campaign that is over is neither paused nor cancelled once more', async () => {
  bot = await aCampaignBot();
  const id = await bot.begin([aPerson(london(1), 'ann')]);
  expect((await bot.ask('POST', `campaigns/${id}/cancel`, {})).body).toMatchObject({ id, state: 'cancelled' });
  for (const to of ['pause', 'resume']) expect((await bot.ask('POST', `campaigns/${id}/${to}`, {})).status).toBe(409);
});

test('whom nobody knows is not put on the do-not-call list, and the row says so', async () => {
  bot = await aCampaignBot();
  for (const path of ['do-not-call', 'do-not-call/check']) {
    const people = [{ phone: london(1) }, { contact: 'nobody' }];
    expect(await bot.ask('POST', path, { people })).toMatchObject({
      status: 422,
      body: { rows: [{ row: 1, place: 'contact' }] },
    });
  }
  expect((await bot.ask('GET', 'do-not-call')).body).toEqual({ entries: [] });
});
