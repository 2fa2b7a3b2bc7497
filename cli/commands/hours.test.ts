import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hours } from './hours.ts';

let flows = '';
beforeEach(() => {
  flows = mkdtempSync(join(tmpdir(), 'teams-ivr-hours-'));
  write({
    office: {
      timeZone: 'Europe/Berlin',
      week: { 'mon-fri': '09:00-17:00' },
      holidays: [{ Epiphany: '2026-01-06' }],
      exceptions: { '2025-12-24': 'closed' },
    },
    shop: { timeZone: 'UTC', week: { daily: 'open' }, holidays: [{ Christmas: '12-25' }] },
  });
});
afterEach(() => rmSync(flows, { recursive: true, force: true }));

function write(schedules: object): void {
  const text = JSON.stringify({ schedules }, undefined, 2);
  writeFileSync(join(flows, 'schedules.jsonc'), `// Hours.\n${text}\n`);
}
const file = () => readFileSync(join(flows, 'schedules.jsonc'), 'utf8');

async function run(...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const said = { out: '', error: '' };
  const code = await hours.run([...args, '--flows', flows], {
    out: (text) => {
      said.out += `${text}\n`;
    },
    error: (text) => {
      said.error += `${text}\n`;
    },
  });
  return { code, ...said };
}

test('a schedule is shown as it is, why, what comes next, and what to look after', async () => {
  const { code, out } = await run('office', '--at', '2026-01-05T10:00');
  expect(code).toBe(0);
  expect(out.split('\n').slice(0, 6)).toEqual([
    '"office" is open: the hours of the week.',
    '  Mon 05 Jan 2026 10:00  now, in Europe/Berlin',
    '  Mon 05 Jan 2026 17:00  closes',
    '  Tue 06 Jan 2026 00:00  holiday, Epiphany',
    '  Wed 07 Jan 2026 00:00  closes',
    '  Wed 07 Jan 2026 09:00  opens',
  ]);
  expect(out.match(/opens|closes|holiday,/g)).toHaveLength(14);
  expect(out).toContain('note: no holiday after 2026-01-06');
  expect(out).toContain('note: one exception is over');
});

test('a change of the clocks is announced', async () => {
  expect((await run('office', '--at', '2026-03-20T10:00')).out).toContain(
    'note: clocks are put forward by 60 minutes on Sun 29 Mar 2026 03:00',
  );
});

test('without a name every schedule is shown; one that never changes says so', async () => {
  const { out } = await run('--at', '2026-12-25T10:00');
  expect(out).toMatch(/"office" is open/);
  expect(out).toMatch(/"shop" is closed for a holiday: Christmas/);
});

test('closing by hand is written into the file with its comments, is what the schedule then says, and resume takes it back', async () => {
  const before = file();
  const closed = await run('close', 'office', '--until', 'tomorrow 08:00', '--reason', 'storm', '--at', '2099-01-05T10:00');
  expect(closed).toMatchObject({
    code: 0,
    out: '"office" is closed: by hand until Tue 06 Jan 2099 08:00 (storm). The next call obeys.\n',
  });
  expect(file()).toContain('// Hours.');
  expect((await run('office', '--at', '2099-01-05T10:00')).out).toMatch(/^"office" is closed: by hand/);
  expect((await run('office', '--at', '2099-01-07T10:00')).out).toContain('tidy up with: teams-ivr hours resume office');
  expect(await run('resume', 'office', '--at', '2099-01-05T10:00')).toMatchObject({
    code: 0,
    out: '"office" is open: the hours of the week. The next call obeys.\n',
  });
  expect(file()).toBe(before);
});

test('an override without an end says how it ends', async () => {
  expect((await run('open', 'office')).code).toBe(0);
  expect((await run('office', '--at', '2026-01-04T10:00')).out).toContain(
    'it stays open until somebody runs: teams-ivr hours resume office',
  );
});

test.each([
  [['close'], /Usage/],
  [['close', 'ofice'], /did you mean "office"\?/],
  [['ofice'], /did you mean "office"\?/],
  [['close', 'office', '--until', 'soon'], /"soon" is no moment/],
  [['close', 'office', '--until', '2020-01-01'], /is over/],
  [['resume', 'office', '--until', '2h'], /Usage/],
  [['office', '--at', 'whenever'], /"whenever" is no moment/],
  [['office', '--until', '2h'], /Usage/],
])('%j is wrong usage, and nothing is written', async (args, why) => {
  const before = file();
  const { code, error } = await run(...args);
  expect({ code, error }).toEqual({ code: 2, error: expect.stringMatching(why) });
  expect(file()).toBe(before);
});

test('a file with errors is not changed: nobody would serve it', async () => {
  write({ office: { timeZone: 'Europe/Berln', week: {} } });
  const before = file();
  const { code, error } = await run('close', 'office');
  expect(code).toBe(1);
  expect(error).toMatch(/IVR511/);
  expect(file()).toBe(before);
});
