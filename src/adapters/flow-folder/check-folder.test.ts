import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stepKits } from '../../core/steps/registry.ts';
import { fitWav } from '../prompts/fit-wav.ts';
import { checkFolder } from './check-folder.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'check-folder-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const flow = {
  specVersion: 1,
  name: 'A',
  languages: ['en-US'],
  start: 'a',
  steps: { a: { type: 'transfer', to: 'desk', on: { failed: 'b' } }, b: { type: 'hangup' } },
};
const contacts = { contacts: { desk: { phone: '+441632960111' } } };
const lines = { lines: { main: { flow: 'a' } }, default: 'main' };
const write = async (file: string, content: unknown) => {
  await mkdir(join(dir, file, '..'), { recursive: true });
  await writeFile(
    join(dir, file),
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
  );
};
const check = async (path = dir) => {
  const { findings, ...rest } = await checkFolder(path, { kits: stepKits, fitWav });
  return { ...rest, findings: findings.map(({ code, place }) => `${code} ${place.file.slice(dir.length)}`) };
};

test('a good folder has no findings', async () => {
  await write('lines.jsonc', lines);
  await write('contacts.jsonc', contacts);
  await write('a/flow.jsonc', flow);
  expect(await check()).toMatchObject({ findings: [], flows: ['a'] });
});

test('every file of the folder is checked, and its text is there to be shown', async () => {
  await write('lines.jsonc', { ...lines, default: 'mian' });
  await write('contacts.jsonc', '{ "contacts": { "desk": { "phone": "1" } } }');
  await write('a/flow.jsonc', '{');
  const { findings, sources } = await check();
  expect(findings).toEqual(['IVR505 /lines.jsonc', 'IVR503 /contacts.jsonc', 'IVR001 /a/flow.jsonc']);
  expect(sources.get(join(dir, 'a/flow.jsonc'))).toBe('{');
});

test('one flow is checked against the contacts beside it, and without the lines', async () => {
  await write('contacts.jsonc', contacts);
  await write('a/flow.jsonc', flow);
  await write('b/flow.jsonc', '{');
  expect(await check(join(dir, 'a'))).toMatchObject({ findings: [], flows: ['a'] });
});

test('IVR508: a folder without lines, or without any flow, says what is missing', async () => {
  expect((await check()).findings).toEqual(['IVR508 /lines.jsonc', 'IVR508 ']);
  expect((await check(join(dir, 'nowhere'))).findings).toEqual(['IVR508 /nowhere/lines.jsonc', 'IVR508 /nowhere']);
});

test('IVR508: a file that is not UTF-8 is a finding', async () => {
  await write('lines.jsonc', lines);
  await write('contacts.jsonc', contacts);
  await write('a/flow.jsonc', new Uint8Array([0x7b, 0xff, 0x7d]));
  expect((await check()).findings).toEqual(['IVR508 /a/flow.jsonc']);
});
