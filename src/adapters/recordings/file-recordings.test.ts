import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCallId } from '../../../test/stores/a-call-document.ts';
import { fileRecordings } from './file-recordings.ts';

const wav = new Uint8Array([82, 73, 70, 70]);
const about = { callId: aCallId('call-1'), line: 'main', recordedAt: 1_000, notify: ['frontDesk'] };

let state: string;
let dir: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'teams-ivr-recordings-'));
  dir = join(state, 'recordings');
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

test('a recording lies whole beside its facts, and nothing else is left behind', async () => {
  const recordings = fileRecordings(dir);
  expect(await recordings.has('call-1-7')).toBe(false);
  await recordings.save('call-1-7', wav, about);
  expect(await recordings.has('call-1-7')).toBe(true);
  expect(readdirSync(dir).toSorted()).toEqual(['call-1-7.json', 'call-1-7.wav']);
  expect(new Uint8Array(readFileSync(join(dir, 'call-1-7.wav')))).toEqual(wav);
  expect(JSON.parse(readFileSync(join(dir, 'call-1-7.json'), 'utf8'))).toEqual({ schema: 1, recordingId: 'call-1-7', ...about });
});

test('other users of the machine cannot read what a caller said, whatever the umask', async () => {
  const before = process.umask(0);
  try {
    await fileRecordings(dir).save('one', wav, about);
  } finally {
    process.umask(before);
  }
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  expect(readdirSync(dir).map((file) => statSync(join(dir, file)).mode & 0o777)).toEqual([0o600, 0o600]);
});

test('storing one recording twice, even at once, leaves one', async () => {
  const recordings = fileRecordings(dir);
  await Promise.all([recordings.save('one', wav, about), fileRecordings(dir).save('one', wav, about)]);
  await recordings.save('one', wav, about);
  expect(readdirSync(dir).toSorted()).toEqual(['one.json', 'one.wav']);
});

test.each(['../escape', 'a/b', 'a\\b', '', 'a\0b', 'x'.repeat(161)])(
  'a recording named %j cannot leave the folder',
  async (name) => {
    const recordings = fileRecordings(dir);
    await expect(recordings.save(name, wav, about)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    await expect(recordings.has(name)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    expect(readdirSync(state)).toEqual([]);
  },
);

test('a folder that cannot be written is a fault that may pass, and says nothing of the recording', async () => {
  writeFileSync(dir, 'A file where the folder should be.');
  await expect(fileRecordings(dir).save('one', wav, about)).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    retryable: true,
    message: 'The folder of recordings could not keep a recording (EEXIST).',
  });
});
