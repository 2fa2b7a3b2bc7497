import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as command } from './test.ts';

let flows = '';
beforeEach(() => {
  flows = mkdtempSync(join(tmpdir(), 'teams-ivr-test-'));
  cpSync(join(process.cwd(), 'flows/contacts.jsonc'), join(flows, 'contacts.jsonc'));
  mkdirSync(join(flows, 'desk/tests'), { recursive: true });
  writeFileSync(join(flows, 'desk/flow.jsonc'), JSON.stringify(desk, null, 2));
});
afterEach(() => rmSync(flows, { recursive: true, force: true }));

const desk = {
  specVersion: 1,
  name: 'Desk',
  languages: ['en-US'],
  start: 'who',
  vars: { tier: { type: 'string' }, pin: { type: 'string', sensitive: true } },
  defaults: { keys: { '0': 'operator' }, on: { maxAttempts: 'bye' } },
  steps: {
    who: { type: 'branch', cases: [{ when: "vars.tier == 'gold'", next: 'operator' }], else: 'main' },
    main: { type: 'menu', prompt: 'For the desk press 1.', options: { '1': 'operator', '2': 'bye' } },
    operator: { type: 'transfer', to: 'reception', announce: 'One moment, please.', on: { busy: 'bye', noAnswer: 'night' } },
    night: { type: 'hangup', prompt: 'Nobody is there at night.', outcome: 'night' },
    bye: { type: 'hangup', prompt: 'Goodbye, dear caller.', outcome: 'done' },
  },
};

function conversations(text: string, file = 'calls.txt'): void {
  writeFileSync(join(flows, 'desk/tests', file), text);
}

async function run(...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const said = { out: '', error: '' };
  const code = await command.run(args.length === 0 ? [flows] : args, {
    out: (text) => {
      said.out += `${text}\n`;
    },
    error: (text) => {
      said.error += `${text}\n`;
    },
  });
  return { code, ...said };
}

test('conversations that go as written are listed, and nothing is wrong', async () => {
  conversations(
    '== the desk\nhear For the desk; press 1; expect transfer reception\n== done\npress 2; hear dear caller; expect end done',
  );
  const { code, out } = await run();
  expect(out).toContain('  ✓ the desk');
  expect(out).toContain('2 conversations passed');
  expect(code).toBe(0);
});

test('what is given is so: variables, contacts, the caller and the time', async () => {
  conversations(
    [
      '== a gold caller is put through at once',
      'given var tier = gold',
      'given caller +441632960123',
      'given at 2026-11-23T10:00 Europe/Berlin',
      'expect var tier = gold; expect step operator; expect transfer reception',
      '== nobody picks up',
      'given reception noAnswer',
      'press 1; expect transfer reception; expect step night; expect end night',
      '== the reception declines',
      'given reception declines',
      'press 1; expect transfer reception; hear at night',
      '== a mailbox takes the transfer',
      'given reception voicemail',
      'press 1; expect transfer reception; expect end transferred',
    ].join('\n'),
  );
  expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('4 conversations passed') });
});

test('a conversation that breaks is shown up to the break, with its place, what was heard instead and a hint', async () => {
  conversations('== the desk\nhear For the desk\npress 2\nhear dear reader, goodbye\nexpect end');
  const { code, out } = await run();
  expect(code).toBe(1);
  expect(out).toContain('✗ the desk\n      caller dials\n');
  expect(out).toContain('--- step 3 of 4 failed: The caller waited for "dear reader, goodbye" and did not hear it.');
  expect(out).toContain('instead: "Goodbye, dear caller." was heard');
  expect(out).toContain('hint: did you mean "Goodbye, dear caller."?');
  expect(out).toMatch(/at .*desk\/tests\/calls\.txt:4:1\n/);
  expect(out).toContain('0 conversations passed, 1 failed');
});

test.each([
  ['expect transfer support', 'the bot sent the caller to reception'],
  ['expect step bye', 'the call came to operator'],
  ['expect end done', 'It ended as "transferred"'],
  ['expect var tier = gold', 'it is ""'],
])('after "%s" it says what was so instead', async (step, instead) => {
  conversations(
    `== the desk\nhear For the desk; press 1; expect transfer reception; ${step.startsWith('expect transfer') ? '' : step}`.replace(
      /; $/,
      '',
    ),
  );
  if (step.startsWith('expect transfer')) conversations(`== the desk\nhear For the desk; press 1; ${step}`);
  if (step.startsWith('expect step')) conversations(`== the desk\nhear For the desk; expect step main; press 1; ${step}`);
  expect((await run()).out).toContain(instead);
});

test('a mistake in a file of tests is shown with its line, and nothing is played', async () => {
  conversations('== the desk\npress 1; expect transfer recption');
  const { code, out } = await run();
  expect(code).toBe(1);
  expect(out).toMatch(/calls\.txt:2:17 {2}error IVR206/);
  expect(out).toContain('did you mean "reception"?');
  expect(out).toContain('0 conversations passed, 1 flow could not be tested');
});

test('a flow with errors is not tested', async () => {
  writeFileSync(join(flows, 'desk/flow.jsonc'), JSON.stringify({ ...desk, start: 'whoo' }));
  conversations('== the desk\npress 1');
  expect(await run()).toMatchObject({ code: 1, out: expect.stringContaining('did you mean "who"?') });
});

test('coverage names what no test reached, in words and as JSON, and can be asked for', async () => {
  conversations('== the desk\npress 1; expect transfer reception');
  const { out } = await run(flows, '--coverage');
  expect(out).toMatch(/desk +3\/5 +2\/8 +38 %/);
  for (const missing of [
    'step night',
    'step bye',
    'who case 1 (to operator)',
    'main 2 (to bye)',
    'operator on.busy',
    'defaults.keys 0',
    'defaults.on.maxAttempts',
  ])
    expect(out).toContain(missing);
  const low = await run(flows, '--min-coverage', '80');
  expect(low).toMatchObject({ code: 1, error: expect.stringContaining('reach 38 % of it; 80 % are asked for') });
  const json: unknown = JSON.parse((await run(flows, '--coverage', '--json')).out);
  expect(json).toMatchObject({
    flows: [
      {
        flow: 'desk',
        conversations: [{ passed: true }],
        coverage: {
          percent: 38,
          exits: { missing: expect.arrayContaining([{ step: 'main', exit: '2', by: 'member', target: 'bye' }]) },
        },
      },
    ],
  });
});

test('tests that reach everything give a hundred percent', async () => {
  conversations(
    [
      '== one\npress 1; expect transfer reception',
      '== two\npress 2; expect end',
      '== nought\npress 0; expect transfer reception',
      '== gold\ngiven var tier = gold\nexpect transfer reception',
      '== busy\ngiven reception busy\npress 1; hear dear caller',
      '== nobody\ngiven reception noAnswer\npress 1; hear at night',
      '== silent\nsilence 60s\nexpect end done',
    ].join('\n'),
  );
  expect(await run(flows, '--min-coverage', '100')).toMatchObject({ code: 0, error: '' });
});

test('a filter chooses conversations, and one that chooses none is told', async () => {
  conversations('== the desk\npress 1\n== goodbye\npress 2; hear never');
  expect(await run(flows, '--filter', 'DESK')).toMatchObject({ code: 0, out: expect.stringContaining('1 conversation passed') });
  expect(await run(flows, '--filter', 'nothing')).toMatchObject({ code: 1, error: expect.stringContaining('nothing') });
});

test('JUnit XML holds every conversation, and what broke, escaped', async () => {
  conversations('== 1 < 2 & "so"\npress 1\n== broken\npress 2; hear <b>');
  const file = join(flows, 'report.xml');
  expect((await run(flows, '--junit', file)).code).toBe(1);
  const xml = readFileSync(file, 'utf8');
  expect(xml).toContain('<testsuite name="desk" tests="2" failures="1" errors="0"');
  expect(xml).toContain('name="1 &lt; 2 &amp; &quot;so&quot;"');
  expect(xml).toMatch(/<failure type="conversation" message="The caller waited for &quot;&lt;b&gt;&quot;/);
  expect(xml.replace(/<\?.*?\?>/, '').match(/<[a-z]+[^>]*[^/]>/g)?.length).toBe(xml.match(/<\/[a-z]+>/g)?.length);
});

test('wrong usage is told apart', async () => {
  for (const args of [
    ['nowhere'],
    ['--min-coverage', 'all'],
    ['--no-such-option'],
    ['--json', '--watch'],
    [join(process.cwd(), 'docs')],
  ])
    expect((await run(...args)).code).toBe(2);
});

test('the shipped flows pass', async () => {
  expect(await run('flows')).toMatchObject({ code: 0, error: '' });
}, 60_000);
