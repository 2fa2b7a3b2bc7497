import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fmtReading } from './fmt.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teams-ivr-fmt-'));
  mkdirSync(join(folder, 'night/tests'), { recursive: true });
  put('night/flow.jsonc', untidy);
  put('lines.jsonc', '{"default":"main","lines":{"main":{"flow":"night"}}}');
  put('night/tests/calls.jsonc', '{"conversations":[{"steps":[{"hear":"x"}],"name":"a"}]}');
  put('notes.jsonc', '{"b":1}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const untidy = '// kept\n{"start":"a","specVersion":1,"name":"Night","languages":["en-US"],"steps":{"a":{"type":"hangup"}}}';
const tidy = `// kept
{
  "specVersion": 1,
  "name": "Night",
  "languages": ["en-US"],
  "start": "a",
  "steps": {
    "a": { "type": "hangup" }
  }
}
`;

const put = (path: string, text: string): void => writeFileSync(join(folder, path), text);
const get = (path: string): string => readFileSync(join(folder, path), 'utf8');

async function run(args: readonly string[], input = ''): Promise<{ code: number; out: string; error: string }> {
  const said = { out: '', error: '' };
  const code = await fmtReading(async () => input).run(args, {
    out: (text) => {
      said.out += `${text}\n`;
    },
    error: (text) => {
      said.error += `${text}\n`;
    },
  });
  return { code, ...said };
}

test('a folder is formatted: flows, the files beside them, and tests, but nothing else', async () => {
  const { code, out } = await run([folder]);
  expect(code).toBe(0);
  expect(out).toContain('3 files looked at, 3 changed.');
  expect(get('night/flow.jsonc')).toBe(tidy);
  expect(get('lines.jsonc')).toMatch(/^\{\n {2}"lines": \{\n {4}"main"/);
  expect(get('night/tests/calls.jsonc')).toContain('{ "name": "a", "steps": [{ "hear": "x" }] }');
  expect(get('notes.jsonc')).toBe('{"b":1}');
  expect((await run([folder])).out).toBe('3 files looked at, 0 changed.\n');
});

test('--check changes nothing and names what is not formatted', async () => {
  const { code, out } = await run(['--check', join(folder, 'night/flow.jsonc')]);
  expect(code).toBe(1);
  expect(out).toContain(`${join(folder, 'night/flow.jsonc')} is not formatted`);
  expect(get('night/flow.jsonc')).toBe(untidy);
  put('night/flow.jsonc', tidy);
  expect((await run(['--check', join(folder, 'night')])).code).toBe(1); // The test.
  expect((await run(['--check', join(folder, 'night/flow.jsonc')])).code).toBe(0);
});

test('a file that cannot be read is left alone with what is wrong, and the others are formatted', async () => {
  put('night/flow.jsonc', '{ "start": ');
  const { code, error } = await run([folder]);
  expect(code).toBe(1);
  expect(error).toMatch(/flow\.jsonc:1:\d+ +error IVR001/);
  expect(get('night/flow.jsonc')).toBe('{ "start": ');
  expect(get('lines.jsonc')).toContain('\n');
});

test('an editor can have its text formatted without a file', async () => {
  expect(await run(['--stdin'], untidy)).toEqual({ code: 0, out: tidy, error: '' });
  expect((await run(['--stdin', 'lines.jsonc'], '{"default":"a","lines":{}}')).out).toMatch(/^\{\n {2}"lines": \{\}/);
  expect(await run(['--stdin'], '{')).toMatchObject({ code: 1, out: '' });
});

test('wrong usage is told apart', async () => {
  for (const args of [[join(folder, 'nowhere')], ['--wrong'], ['--stdin', '--check']]) expect((await run(args)).code).toBe(2);
});
