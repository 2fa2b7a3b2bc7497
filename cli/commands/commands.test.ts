import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { dial } from './dial.ts';

let flows = '';
beforeEach(() => {
  flows = mkdtempSync(join(tmpdir(), 'teams-ivr-cli-'));
  cpSync(join(process.cwd(), 'flows'), flows, { recursive: true });
});
afterEach(() => rmSync(flows, { recursive: true, force: true }));

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

function edit(change: (text: string) => string): void {
  const file = join(flows, 'main-line/flow.jsonc');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

test('a good folder of flows is said to be fine', async () => {
  expect(await run(check, flows)).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ flows are fine\.\n$/) });
  expect(await run(check, join(flows, 'main-line'))).toMatchObject({ code: 0, out: 'Flow "main-line" is fine.\n' });
});

test('a fault is shown with its line and column, the line itself, and what to do', async () => {
  edit((text) => text.replace('"to": "reception"', '"to": "recepton"'));
  const { code, out } = await run(check, flows);
  expect(code).toBe(1);
  expect(out).toMatch(/flow\.jsonc:\d+:\d+ +error IVR206/);
  expect(out).toContain('did you mean "reception"?');
});

test('a broken WAV is named with what is wrong with it', async () => {
  writeFileSync(join(flows, 'main-line/prompts/gold.wav'), 'not a sound');
  const { code, out } = await run(check, join(flows, 'main-line'));
  expect(code).toBe(1);
  expect(out).toMatch(/IVR306 +"gold\.wav" cannot be played/);
});

test('warnings alone are not a failure, unless somebody is strict', async () => {
  edit((text) => text.replace('"steps": {', '"steps": { "lonely": { "type": "hangup" },'));
  expect((await run(check, flows)).code).toBe(0);
  expect((await run(check, flows, '--strict')).code).toBe(1);
});

test('--fix mends what it can in the file, says what it did, and leaves the comments', async () => {
  edit((text) => text.replace('"to": "reception"', '"to": "recepton"').replace('"timeout": "5s"', '"timeout": 5'));
  const before = await run(check, flows);
  expect(before.out).toContain('--fix can mend it all');
  const { code, out } = await run(check, flows, '--fix');
  expect(out).toMatch(/flow\.jsonc:\d+:\d+ +mended IVR107 .*write "5s"/);
  expect(out).toMatch(/flow\.jsonc:\d+:\d+ +mended IVR206 .*write "reception"/);
  expect(out).toContain('flows are fine.');
  expect(code).toBe(0);
  const shipped = readFileSync(join(process.cwd(), 'flows/main-line/flow.jsonc'), 'utf8');
  expect(readFileSync(join(flows, 'main-line/flow.jsonc'), 'utf8')).toBe(shipped);
});

test('--json gives programs the findings with their pages and edits', async () => {
  edit((text) => text.replace('"to": "reception"', '"to": "recepton"'));
  const { code, out } = await run(check, flows, '--json');
  expect(code).toBe(1);
  const [finding] = (JSON.parse(out) as { readonly findings: readonly object[] }).findings;
  expect(finding).toMatchObject({
    code: 'IVR206',
    severity: 'error',
    place: { pointer: '/steps/operator/to' },
    page: 'docs/findings/IVR206.md',
    quickFix: { title: 'write "reception"', edits: [{ length: '"recepton"'.length, text: '"reception"' }] },
  });
});

test('--sarif gives code scanning the rules, the places and the fixes', async () => {
  edit((text) => text.replace('"to": "reception"', '"to": "recepton"'));
  const { code, out } = await run(check, flows, '--sarif');
  expect(code).toBe(1);
  const { version, runs } = JSON.parse(out) as { readonly version: string; readonly runs: readonly object[] };
  expect(version).toBe('2.1.0');
  expect(runs).toEqual([
    {
      tool: {
        driver: {
          name: 'teams-ivr check',
          rules: [expect.objectContaining({ id: 'IVR206', shortDescription: { text: 'Unknown contact' } })],
        },
      },
      columnKind: 'utf16CodeUnits',
      results: [
        {
          ruleId: 'IVR206',
          ruleIndex: 0,
          level: 'error',
          message: { text: expect.stringContaining('contacts.jsonc has no contact "recepton"') },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: expect.stringMatching(/^file:\/\/\/.*main-line\/flow\.jsonc$/) },
                region: { startLine: expect.any(Number), startColumn: expect.any(Number) },
              },
              logicalLocations: [{ fullyQualifiedName: '/steps/operator/to' }],
            },
          ],
          fixes: [
            {
              description: { text: 'write "reception"' },
              artifactChanges: [
                {
                  artifactLocation: { uri: expect.any(String) },
                  replacements: [
                    {
                      deletedRegion: { charOffset: expect.any(Number), charLength: 10 },
                      insertedContent: { text: '"reception"' },
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  ]);
});

test('how much is shown and how much counts as wrong can be chosen', async () => {
  edit((text) => text.replace('"steps": {', '"steps": { "lonely": { "type": "hangup" },'));
  expect(await run(check, flows, '--severity', 'error')).toMatchObject({
    code: 0,
    out: expect.stringContaining('flows are fine.'),
  });
  expect((await run(check, flows, '--max-warnings', '1')).code).toBe(0);
  expect((await run(check, flows, '--max-warnings', '0')).code).toBe(1);
});

test('wrong usage is told apart from findings', async () => {
  for (const args of [
    ['nowhere'],
    ['a', 'b'],
    ['--no-such-option'],
    ['--json', '--sarif'],
    ['--severity', 'fatal'],
    ['--max-warnings', '-1'],
  ])
    expect((await run(check, ...args)).code).toBe(2);
  for (const args of [
    [],
    ['nowhere'],
    [join(flows, 'main-line'), '--script', 'jump'],
    [join(flows, 'main-line'), '--from', 'nobody'],
  ]) {
    expect((await run(dial, ...args)).code).toBe(2);
  }
});

test('a script that goes through prints the conversation', async () => {
  const script = 'hear Welcome; press 2; press 123456#; expect transfer support';
  const { code, out } = await run(dial, join(flows, 'main-line'), '--script', script);
  expect(out).toContain('bot    plays "Welcome to Contoso.');
  expect(out).toContain('bot    transfers to support');
  expect(code).toBe(0);
});

test('a script that breaks prints the conversation up to the break, and what was missing', async () => {
  const { code, out } = await run(dial, join(flows, 'main-line'), '--script', 'hear Welcome; press 1; expect transfer support');
  expect(code).toBe(1);
  expect(out).toContain('bot    transfers to salesQueue');
  expect(out).toContain('step 3 failed: The caller expected a transfer to support.');
});

test('a contact can be made to fail, and a telephone can call', async () => {
  const script = 'hear Welcome; press 0; hear leave a message; expect record; say 2s; press #; expect end';
  expect(
    (await run(dial, join(flows, 'main-line'), '--fail', 'reception', '--from', '+441632960123', '--script', script)).code,
  ).toBe(0);
});

test('a flow with errors is not dialled', async () => {
  edit((text) => text.replace('"type": "menu"', '"type": "menuu"'));
  const { code, error } = await run(dial, join(flows, 'main-line'), '--script', 'hear Welcome');
  expect(code).toBe(1);
  expect(error).toContain('did you mean "menu"?');
});
