import { randomUUID } from 'node:crypto';
import { BlobServiceClient } from '@azure/storage-blob';
import { blobKeys } from '../../src/adapters/blob/blob-keys.ts';
import { blobMedia } from '../../src/adapters/blob/blob-media.ts';
import { blobRecordings } from '../../src/adapters/blob/blob-recordings.ts';
import { keyRing } from '../../src/adapters/sealed/key-ring.ts';
import type { StorageConnection } from '../../src/adapters/storage-connection.ts';
import { aCallId } from '../stores/a-call-document.ts';
import { type Azurite, startAzurite } from './azurite.ts';

const hash = 'cd'.repeat(32);
const wav = Uint8Array.from({ length: 300_000 }, (_, n) => (n * 7) % 256);
const about = { callId: aCallId('call-1'), line: 'main', recordedAt: 1_000, notify: ['frontDesk', 'Empfang ☎'] };

let azurite: Azurite;
let connection: StorageConnection;
beforeAll(async () => {
  azurite = await startAzurite();
  connection = { kind: 'emulator', connectionString: azurite.connectionString };
}, 30_000);
afterAll(() => azurite.close());

let name: string;
beforeEach(() => {
  name = `test-${randomUUID()}`;
});
const container = () => BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(name);

test('a prompt may be kept by every cache for ever, because its name is the hash of what it is', async () => {
  await blobMedia(connection, name).put(hash, wav);
  const { contentType, cacheControl } = await container().getBlobClient(`${hash}.wav`).getProperties();
  expect([contentType, cacheControl]).toEqual(['audio/wav', 'public, max-age=31536000, immutable']);
});

test('what a caller said is kept by no cache, and its facts say whom to tell', async () => {
  const recordings = blobRecordings(connection, name);
  expect(await recordings.has('call-1-7')).toBe(false);
  await recordings.save('call-1-7', wav, about);
  expect(await recordings.has('call-1-7')).toBe(true);
  const sound = container().getBlobClient('call-1-7.wav');
  expect(new Uint8Array(await sound.downloadToBuffer())).toEqual(wav);
  expect((await sound.getProperties()).cacheControl).toBe('no-store');
  const facts = container().getBlobClient('call-1-7.json');
  expect(JSON.parse(String(await facts.downloadToBuffer()))).toEqual({ schema: 1, recordingId: 'call-1-7', ...about });
  expect((await facts.getProperties()).cacheControl).toBe('no-store');
});

test('storing one recording twice, even at once from two instances, leaves the first as it was', async () => {
  const instances = [blobRecordings(connection, name), blobRecordings(connection, name)];
  await Promise.all(instances.map((instance) => instance.save('one', wav, about)));
  await instances[0]?.save('one', new Uint8Array([1]), { ...about, line: 'another' });
  expect((await container().getBlobClient('one.wav').downloadToBuffer()).byteLength).toBe(wav.byteLength);
  expect(String(await container().getBlobClient('one.json').downloadToBuffer())).toContain('"main"');
});

test('a worker that died between facts and sound has stored nothing yet: the next one finishes', async () => {
  const recordings = blobRecordings(connection, name);
  await recordings.save('before', wav, about); // Makes the container.
  await container().getBlockBlobClient('half.json').upload('{}', 2);
  expect(await recordings.has('half')).toBe(false);
  await recordings.save('half', wav, about);
  expect(await recordings.has('half')).toBe(true);
});

test.each(['../escape', 'a/b', 'a\\b', '', 'a\0b', 'x'.repeat(161)])(
  'a recording named %j becomes no blob',
  async (recordingId) => {
    const recordings = blobRecordings(connection, name);
    await expect(recordings.save(recordingId, wav, about)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    await expect(recordings.has(recordingId)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    expect(await container().exists()).toBe(false);
  },
);

test('instances that start at once make one sealing key and share it, in a container that nobody may read', async () => {
  const clock = { now: () => Date.UTC(2027, 0, 4) };
  const keys = await Promise.all([1, 2, 3, 4, 5].map(() => keyRing(blobKeys(connection, name), clock).current()));
  expect(new Set(keys.map(({ id, bytes }) => `${id} ${Buffer.from(bytes).toString('hex')}`)).size).toBe(1);
  const names: string[] = [];
  for await (const blob of container().listBlobsFlat()) names.push(blob.name);
  expect(names).toEqual(['k000001.json']);
  expect((await container().getProperties()).blobPublicAccess).toBeUndefined();
});
