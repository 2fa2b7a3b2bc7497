import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from './command.ts';
import { explore } from './explore.ts';
import { test as testCommand } from './test.ts';

let flows = '';
beforeEach(() => {
  flows = mkdtempSync(join(tmpdir(), 'teams-ivr-explore-'));
  cpSync('flows/contacts.jsonc', join(flows, 'contacts.jsonc'));
  writeFileSync(
    join(flows, 'schedules.jsonc'),
    '{ "schedules": { "office": { "timeZone": "Europe/Berlin", "week": { "mon-fri": "08:00-17:00" }, "holidays": [{ "New Year": "01-01" }, { "Epiphany": "01-06" }] } } }',
  );
  mkdirSync(join(flows, 'desk'));
});
afterEach(() => rmSync(flows, { recursive: true, force: true }));

function write(steps: object, more: object = {}): string {
  const start = Object.keys(steps)[0];
  const flow = { specVersion: 1, name: 'Desk', languages: ['en-US'], start, ...more, steps };
  writeFileSync(join(flows, 'desk/flow.jsonc'), JSON.stringify(flow, null, 2));
  return join(flows, 'desk');
}

async function run(command: Command, ...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const said = { out: '', error: '' };
  const code = await command.run(args, {
    out: (text) => {
      said.out += `${text}\n`;
    },
    error: (text) => {
      said.error += `${text}\n`;
    },
  });
  return { code, ...said };
}

const bye = { type: 'hangup', prompt: 'Goodbye, dear caller.', outcome: 'done' };

test('traps and dead ends are told with the way there, and are a failure', async () => {
  const desk = write({
    main: { type: 'menu', prompt: 'Press 1 or 2.', options: { '1': 'a', '2': 'desk' }, on: { maxAttempts: 'bye' } },
    // Where "back" leads is known only on the way: the checker lets it pass.
    a: { type: 'menu', prompt: 'Press 1.', options: { '1': 'b' }, on: { maxAttempts: 'b' } },
    b: { type: 'menu', prompt: 'Press 1.', options: { '1': 'back' }, on: { maxAttempts: 'back' } },
    desk: { type: 'transfer', to: 'reception', on: { busy: 'bye' } },
    bye,
  });
  const { code, out } = await run(explore, desk);
  expect(code).toBe(1);
  expect(out).toContain('TRAP      at a: no way leads from here to an end\n          main > press 1 > a');
  expect(out).toContain('DEAD END  at desk: nothing says what follows noAnswer');
  expect(out).toContain('Quickest way to a person');
});

test('the result is also to be had as JSON', async () => {
  const desk = write({ main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'bye' }, on: { maxAttempts: 'bye' } }, bye });
  const { code, out } = await run(explore, desk, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    flow: 'desk',
    complete: true,
    trapped: [],
    deadEnds: [],
    toHuman: {},
    untested: [
      { step: 'main', exit: '1', by: 'member', target: 'bye' },
      { exit: 'maxAttempts', step: 'main', by: 'on' },
    ],
  });
});

test('the tests that it writes pass, and reach every way out that a caller can take', async () => {
  const desk = write(
    {
      who: { type: 'branch', cases: [{ when: "vars.tier == 'gold'", next: 'gold' }], else: 'open' },
      gold: { type: 'transfer', to: 'goldDesk', on: { failed: 'open' } },
      open: { type: 'hours', schedule: 'office', open: 'main', closed: 'message', holiday: 'party' },
      main: {
        type: 'menu',
        prompt: 'Press 1, 2 or 3.',
        options: { '1': 'account', '2': 'message', '3': 'box' },
        on: { noInput: 'bye', maxAttempts: 'desk' },
      },
      account: {
        type: 'collect',
        prompt: 'Your number.',
        into: 'account',
        minDigits: 4,
        maxDigits: 4,
        next: 'tier',
        on: { maxAttempts: 'desk' },
      },
      tier: { type: 'branch', cases: [{ when: "vars.account.startsWith('77')", next: 'bye' }], else: 'desk' },
      desk: { type: 'transfer', to: 'reception', on: { busy: 'message', failed: 'bye', noAnswer: 'box' } },
      message: { type: 'voicemail', record: { prompt: 'Speak now.' }, next: 'bye', on: { silence: 'desk', failed: 'bye' } },
      box: { type: 'voicemail', box: 'frontDesk', on: { failed: 'bye' } },
      party: { type: 'hangup', prompt: 'We celebrate.' },
      bye,
    },
    {
      vars: { tier: { type: 'string' }, account: { type: 'string' } },
      defaults: { keys: { '0': 'desk', '*': 'repeat', '#': 'back' } },
    },
  );
  const { out } = await run(explore, desk, '--write-tests');
  const file = join(desk, 'tests/explored.jsonc');
  expect(out).toContain(`to ${file}.`);
  expect(out).not.toContain('none for');
  const tested = await run(testCommand, desk, '--coverage');
  expect(tested.out).not.toContain('✗');
  expect(tested.out).toMatch(/^desk .* 100 %$/m);
  expect(tested.out).not.toContain('no test'); // A recording that fails is no caller's doing, and not counted.
  expect(tested.code).toBe(0);
  const text = readFileSync(file, 'utf8');
  for (const given of ['"at":"2026-01-0', '"vars":{"tier":"gold"}', '"contacts":{"reception":"busy"}'])
    expect(text).toContain(given);
  // Another time it writes the same: what it has written before is not taken for a test of somebody's.
  await run(explore, desk, '--write-tests');
  expect(readFileSync(file, 'utf8')).toBe(text);
}, 60_000);

test('a flow whose own tests take every way needs none, and none are written', async () => {
  const desk = write({ main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'bye' }, on: { maxAttempts: 'bye' } }, bye });
  mkdirSync(join(desk, 'tests'));
  writeFileSync(join(desk, 'tests/own.txt'), '== one\npress 1; expect end done\n== silent\nhear Goodbye; expect end done\n');
  const { out } = await run(explore, desk, '--write-tests');
  expect(out).not.toContain('no test takes');
  expect(existsSync(join(desk, 'tests/explored.jsonc'))).toBe(false);
});

test('wrong usage and flows with errors are told apart', async () => {
  for (const args of [[], ['nowhere'], ['flows'], ['flows/main-line', '--states', 'many'], ['flows/main-line', '--nonsense']])
    expect((await run(explore, ...args)).code).toBe(2);
  expect(await run(explore, write({ bye, main: { type: 'menuu' } }))).toMatchObject({
    code: 1,
    error: expect.stringContaining('did you mean "menu"?'),
  });
});
