import { join } from 'node:path';
import { campaignIn } from '../../cli/commands/campaign.ts';
import { doNotCallIn } from '../../cli/commands/do-not-call.ts';
import { aCampaignBot, type CampaignRehearsal, london, minute } from '../support/a-campaign.ts';
import { aFolder, writeFiles } from '../support/a-folder.ts';
import { aCommandLine, type CommandLine } from '../support/a-terminal.ts';

// `teams-ivr campaign` and `teams-ivr do-not-call`, over real HTTP, in front of the whole bot and the strict simulator.

let bot: CampaignRehearsal;
let line: CommandLine;
let folder: string;
beforeEach(async () => {
  folder = aFolder();
  bot = await aCampaignBot();
  line = await aCommandLine(bot);
});
afterEach(() => line[Symbol.asyncDispose]());

function file(name: string, text: string | readonly string[] | object): string {
  const isLines = Array.isArray(text) && typeof text[0] === 'string';
  writeFiles(folder, { [name]: isLines ? text.join('\n') : text });
  return join(folder, name);
}

const settings = ['--line', 'desk', '--time-zone', 'Europe/London', '--week', 'mon-fri 09:00-17:00', '--var', 'shop=Contoso'];
const start = (path: string, ...more: readonly string[]) => line.run(campaignIn, 'start', path, ...settings, '--yes', ...more);
const idIn = (out: string): string => /campaign (\w{32})/.exec(out)?.[1] ?? 'none';

test('a table is called, each with their own words, and the results are told by reference', async () => {
  const [ann, ben] = [bot.person(london(1)), bot.person(london(2))];
  const path = file('recall.csv', ['phone,reference,part', `${london(1)},ann,kettle`, `${london(2)},ben,"toaster, red"`]);
  const { code, out } = await start(path, '--attempts', '1');
  expect([code, out]).toEqual([0, expect.stringContaining('"recall" has begun: 2 people added.')]);
  const id = idIn(out);
  await ann.accepts();
  await ann.hears('This is Contoso. Please bring back your kettle.');
  await ann.presses('1');
  await ben.accepts();
  await ben.hears('toaster, red');
  await ben.presses('9');
  await bot.clock.advance(minute);

  expect((await line.run(campaignIn, 'show', id)).out).toMatch(
    /recall: ended\n {2}people {3}2: 2 done, 0 being called, 0 waiting/,
  );
  const results = await line.run(campaignIn, 'results', id);
  expect(results.out).toMatch(/0 +ann +confirmed +1/);
  expect(results.out).toContain('2 people: ');
  const csv = await line.run(campaignIn, 'results', id, '--csv');
  expect(csv.out.split('\r\n').map((one) => one.split(',').slice(1, 4).join(' '))).toEqual(
    expect.arrayContaining(['reference state outcome', 'ann done confirmed', 'ben done leftAlone']),
  );
  expect(JSON.parse((await line.run(campaignIn, 'results', id, '--json')).out).results).toHaveLength(2);
  expect((await line.run(campaignIn, 'list')).out).toMatch(new RegExp(`${id} +recall +ended +desk`));
  const check = await line.run(doNotCallIn, 'check', '--file', path);
  expect(check).toMatchObject({ code: 1, out: expect.stringContaining(`${path}:3: on the list since 2027-01-04, by ${id}`) });
  // Nobody's number has been in an address, or was printed.
  expect(line.addresses.join()).not.toContain('6329');
  expect(out + results.out + csv.out + check.out).not.toContain('6329');
});

test('every wrong row is told with its line and column, never with what stands in it, and nobody is called', async () => {
  const path = file('recall.csv', [
    'Phone,user,Time Zone,part,count:=',
    '01632 961777,,,kettle,1',
    '4.4163E+11,,,kettle,1',
    ',ada@contoso.example,,kettle,1',
    `${london(1)},0a1b2c3d-0001-4567-89ab-cdef01234567,,kettle,1`,
    ',,,kettle,1',
    `${london(2)},,,kettle`,
    `${london(3)},,,kettle,many`,
  ]);
  const { code, error } = await start(path);
  expect(code).toBe(1);
  expect(error.trimEnd().split('\n')).toEqual([
    `${path}:2: Phone: It is no number in full. Write + and the country code, then digits only, for example +441632960123.`,
    `${path}:3: Phone: A spreadsheet has rounded the number. Format the column as text, and fill the number in again.`,
    `${path}:4: user: It is no object id. Copy it from Microsoft Entra: 8-4-4-4-12 hexadecimal digits.`,
    `${path}:5: user: "Phone" says already who is called. Fill one of them.`,
    `${path}:6: Phone: Nobody is named. Say who is called, or take the row out.`,
    `${path}:7: row: It has 4 cells, and the head has 5. Give it as many; put what has commas in it in quotes.`,
    `${path}:8: count:=: The value is no JSON. Write 3, true, "text", [1, 2] or {"a": 1}; texts alone go with =.`,
    '7 things cannot be. Nobody is called.',
  ]);
  expect(line.addresses).toEqual([]);
});

test('what only the bot knows to be wrong is told in the same way', async () => {
  const path = file('recall.csv', [
    'phone,part,zone,time zone',
    `${london(1)},kettle,,`,
    `${london(2)},kettle,x,`,
    `${london(3)},kettle,,Europe/Lundon`,
  ]);
  const { code, error } = await start(path);
  expect(code).toBe(1);
  expect(error).toContain(`${path}:3: zone: Flow "recall" has no such variable.`);
  expect(error).toContain(`${path}:4: time zone: There is no such time zone.`);
  expect(error).toContain('Nobody is called.');
  const many = file('many.csv', ['phone,colour', ...Array.from({ length: 9 }, (_, n) => `${london(n)},red`)]);
  const { error: once } = await start(many);
  expect(once.match(/no such variable/g)).toHaveLength(1);
  expect(once).toContain(`${many}:2: colour: `);
});

test.each([
  ['no column for whom', 'name,part\nAda,kettle', ':1: head: No column says who is called.'],
  ['a column twice', 'phone,part,PHONE\n+1,a,+2', ':1: PHONE: It is there twice.'],
  ['a column without a name', 'phone,,part\n+1,a,b', ':1: column 2: It has no name.'],
  ['a quote that is never closed', 'phone,part\n+1,"x', ':2: row: A quote is opened and never closed.'],
])('a table with %s is told of', async (_, text, words) => {
  const path = file('recall.csv', text);
  expect(await start(path)).toMatchObject({ code: 1, error: expect.stringContaining(`${path}${words}`) });
});

test('a table in another spelling than UTF-8 is not called with wrong letters', async () => {
  const path = file('recall.csv', Buffer.from('phone,part\n+441632961001,K\xfchlschrank', 'latin1'));
  expect(await start(path)).toMatchObject({ code: 2, error: expect.stringContaining('Save it as "CSV UTF-8"') });
});

test('JSON is taken as the automation API takes it, with its lines', async () => {
  const people = [
    { to: { phone: london(1) }, reference: 'ann' },
    { to: { phone: london(2) }, timeZone: 5 },
  ];
  const path = file('recall.json', {
    name: 'Recall',
    line: 'desk',
    timeZone: 'Europe/London',
    window: { week: { daily: '00:00-24:00' } },
    people,
  });
  const wrong = await line.run(campaignIn, 'start', path, '--yes');
  expect(wrong).toMatchObject({
    code: 1,
    error: expect.stringMatching(/recall\.json:\d+: people\.1\.timeZone: It is not understood\./),
  });
  const right = file('recall.json', {
    name: 'Recall',
    line: 'desk',
    timeZone: 'Europe/London',
    window: { week: { daily: '00:00-24:00' } },
    people: people.slice(0, 1),
  });
  expect(await line.run(campaignIn, 'start', right, '--yes')).toMatchObject({
    code: 0,
    out: expect.stringContaining('"Recall" has begun: 1 person added.'),
  });
  const broken = file('broken.json', '{ "people": [ }');
  expect(await line.run(campaignIn, 'start', broken, '--yes')).toMatchObject({
    code: 1,
    error: expect.stringContaining('broken.json:1: JSON: '),
  });
});

test('settings come from a file, and options on top', async () => {
  const path = file('recall.csv', ['phone', london(1)]);
  const rest = file(
    'settings.jsonc',
    '// As last year.\n{ "line": "desk", "timeZone": "Europe/London", "window": { "week": { "sat": "10:00-12:00" } }, "pace": { "atOnce": 2 } }',
  );
  const { out } = await line.run(
    campaignIn,
    'start',
    path,
    '--settings',
    rest,
    '--yes',
    '--calls-per-minute',
    '5',
    '--except',
    '12-24 closed',
    '--json',
  );
  expect(JSON.parse(out)).toMatchObject({
    isNew: true,
    added: 1,
    window: { week: { sat: '10:00-12:00' }, exceptions: { '12-24': 'closed' } },
    pace: { atOnce: 2, callsPerMinute: 5 },
  });
});

const many = (from: number, count: number, more: (n: number) => string = () => '') =>
  Array.from({ length: count }, (_, n) => `+4416329${from + n},r${n},${more(n)}`);

test('thousands go in several requests, and are called when all of them are in', async () => {
  const path = file('recall.csv', ['phone,reference,time zone', ...many(61_000, 2_300)]);
  const { code, out, error } = await start(path, '--not-before', '2027-01-05T00:00Z');
  expect([code, out]).toEqual([0, expect.stringContaining('has begun: 2300 people added.')]);
  expect(error).toBe('1000 of 2300 people sent ...\n2000 of 2300 people sent ...\n');
  expect((await line.run(campaignIn, 'show', idIn(out))).out).toMatch(/recall: running\n {2}people {3}2300: /);
  const csv = await line.run(campaignIn, 'results', idIn(out), '--csv');
  const rows = csv.out.split('\r\n');
  expect([rows.length, rows.at(-1)]).toEqual([2_302, '']); // One head, and a line end behind the last.
});

test('a wrong row among the later thousands leaves the campaign paused, to be mended, added and resumed', async () => {
  const rows = (zone: string) => ['phone,reference,time zone', ...many(61_000, 1_200, (n) => (n === 1_100 ? zone : ''))];
  const path = file('recall.csv', rows('Europe/Lundon'));
  const first = await start(path);
  expect(first.code).toBe(1);
  expect(first.error).toContain(`${path}:1102: time zone: There is no such time zone.`);
  const id = /campaign add (\w+)/.exec(first.error)?.[1] ?? '';
  await bot.clock.advance(minute);
  expect(bot.callsCreated()).toBe(0);
  expect((await line.run(campaignIn, 'show', id)).out).toContain('recall: paused\n  people   1000: ');
  file('recall.csv', rows('Europe/London'));
  expect(await line.run(campaignIn, 'add', id, path, '--yes')).toMatchObject({
    code: 0,
    out: expect.stringContaining('"recall" is paused: 200 people added, 1000 of the file were in it already.'),
  });
  expect(await line.run(campaignIn, 'resume', id)).toMatchObject({ code: 0, out: '"recall" is running.\n' });
  expect(await line.run(campaignIn, 'cancel', id)).toMatchObject({
    code: 0,
    out: '"recall" is cancelled. Calls that go on are left to end.\n',
  });
  expect(await line.run(campaignIn, 'resume', id)).toMatchObject({
    code: 1,
    error: expect.stringContaining('The campaign is over'),
  });
});

test('the same file with the same options is begun once; --key makes it another', async () => {
  const path = file('recall.csv', ['phone', london(1)]);
  const later = ['--not-before', '2h'];
  const first = await start(path, ...later);
  await bot.clock.advance(minute);
  const second = await start(path, ...later);
  expect(idIn(second.out)).toBe(idIn(first.out));
  expect([second.code, second.error]).toEqual([0, expect.stringContaining('begun before')]);
  expect(idIn((await start(path, ...later, '--key', 'again')).out)).not.toBe(idIn(first.out));
});

test('somebody is asked before people are called, and no is no', async () => {
  const path = file('recall.csv', ['phone', london(1)]);
  expect(await line.run(campaignIn, 'start', path, ...settings)).toMatchObject({
    code: 2,
    error: expect.stringContaining('--yes'),
  });
  await using unsure = await aCommandLine(bot, { answers: false });
  expect(await unsure.run(campaignIn, 'start', path, ...settings)).toMatchObject({
    code: 1,
    out: 'Call 1 person in the name of line "desk"?\nNobody is called.\n',
  });
  await using sure = await aCommandLine(bot, { answers: true });
  expect(await sure.run(campaignIn, 'start', path, ...settings)).toMatchObject({ code: 0 });
  expect(await line.run(campaignIn, 'start', path, ...settings, '--check')).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 person, all of them understood'),
  });
});

test('people are put on the do-not-call list, looked up, and taken off by who they are or by the entry', async () => {
  expect(await line.run(doNotCallIn, 'list')).toMatchObject({ code: 0, out: 'Nobody is on the list.\n' });
  expect(await line.run(doNotCallIn, 'add', london(1), london(2))).toMatchObject({ code: 0, out: '2 people on the list.\n' });
  expect(await line.run(doNotCallIn, 'check', london(1), london(3))).toMatchObject({
    code: 1,
    out: 'WHO 1: on the list since 2027-01-04, by api\nWHO 2: not on the list\n1 of 2 people on the list.\n',
  });
  expect(await line.run(doNotCallIn, 'remove', london(1))).toMatchObject({ code: 0, out: '1 person taken off the list.\n' });
  expect((await line.run(doNotCallIn, 'check', london(1))).code).toBe(0);
  const { out } = await line.run(doNotCallIn, 'list');
  expect(out).not.toContain('6329');
  expect(await line.run(doNotCallIn, 'remove', /[0-9a-f]{40}/.exec(out)?.[0] ?? '')).toMatchObject({ code: 0 });
  expect((await line.run(doNotCallIn, 'list')).out).toBe('Nobody is on the list.\n');
  expect(await line.run(doNotCallIn, 'add', 'nobody')).toMatchObject({
    code: 1,
    error: 'WHO 1: There is no such contact. Name a contact of contacts.jsonc.\n',
  });
  expect(line.addresses.join()).not.toContain('6329');
});

test('wrong usage says what to write', async () => {
  const path = file('recall.csv', ['phone', london(1)]);
  const wrong: readonly [typeof campaignIn, readonly string[], string][] = [
    [campaignIn, [], 'Say what: start'],
    [campaignIn, ['strat', path], 'did you mean "start"?'],
    [campaignIn, ['start'], 'Name one file'],
    [campaignIn, ['start', 'nowhere.csv'], 'There is no file "nowhere.csv".'],
    [campaignIn, ['start', path, '--line', 'desk', '--yes'], '--time-zone is needed'],
    [campaignIn, ['start', path, ...settings.slice(2), '--yes'], '--line is needed'],
    [campaignIn, ['start', path, ...settings, '--week', 'monday', '--yes'], '--week: Write days and hours'],
    [campaignIn, ['start', path, ...settings, '--at-once', 'all', '--yes'], '--at-once: Write a number.'],
    [campaignIn, ['start', path, ...settings, '--retry-after', '60', '--yes'], '--retry-after: Write a duration'],
    [campaignIn, ['start', path, ...settings, '--settings', 'none.json', '--yes'], 'There is no file "none.json".'],
    [campaignIn, ['pause'], 'Say of which campaign'],
    [doNotCallIn, [], 'Say what: add, check, list or remove.'],
    [doNotCallIn, ['add'], 'Say who'],
    [doNotCallIn, ['add', '0163'], 'WHO 1: It is no number in full.'],
  ];
  for (const [command, args, words] of wrong) {
    const { code, error } = await line.run(command, ...args);
    expect([args, code, error]).toEqual([args, 2, expect.stringContaining(words)]);
  }
  expect(await line.run(campaignIn, 'show', 'nosuch')).toMatchObject({
    code: 1,
    error: expect.stringContaining('no campaign of this id'),
  });
});

test('another file under a --key that was used is refused in words, and nobody of it is called', async () => {
  const first = file('recall.csv', ['phone', london(1)]);
  expect((await start(first, '--key', 'spring')).code).toBe(0);
  const other = await start(file('other.csv', ['phone', london(2)]), '--key', 'spring');
  expect(other).toMatchObject({ code: 1, error: expect.stringContaining('Idempotency-Key was used for another request') });
});
