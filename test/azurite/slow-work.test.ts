import { randomUUID } from 'node:crypto';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { workQueue as workQueueTrigger } from '../../functions/work-queue.ts';
import { blobRecordings } from '../../src/adapters/blob/blob-recordings.ts';
import { undiciClient } from '../../src/adapters/http/undici-client.ts';
import { openMemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { storageWorkQueue } from '../../src/adapters/queue/storage-work-queue.ts';
import type { StorageConnection } from '../../src/adapters/storage-connection.ts';
import { storageResources, workQueueTries } from '../../src/adapters/storage-resources.ts';
import { assembleBot, type Bot } from '../../src/compose.ts';
import type { Settings } from '../../src/edge/settings.ts';
import { type Log, type LogFields, silentLog } from '../../src/ports/log.ts';
import type { Job, QueueConsumer, WorkQueue } from '../../src/ports/work-queue.ts';
import { aCallId } from '../stores/a-call-document.ts';
import { type Azurite, startAzurite } from './azurite.ts';
import { queueSettings, secondsOf, serveQueueOnce } from './queue-host.ts';
import { aRecording, type RecordingSourceServer, recordingToken, startRecordingSource } from './recording-source.ts';

const http = undiciClient();
let azurite: Azurite;
let source: RecordingSourceServer;
beforeAll(async () => {
  [azurite, source] = await Promise.all([startAzurite(), startRecordingSource()]);
}, 30_000);
afterAll(() => Promise.all([azurite.close(), source.close(), http.close()]));

let now: number;
let names: { readonly work: string; readonly poison: string; readonly recordings: string };
let queue: WorkQueue & QueueConsumer;
let bot: Bot;
let lines: [string, LogFields | undefined][];

beforeEach(async () => {
  now = Date.UTC(2027, 0, 4, 9, 0);
  await azurite.setTime(now);
  source.answerWith(200);
  const work = `work-${randomUUID()}`;
  names = { work, poison: `${work}-poison`, recordings: `recordings-${randomUUID()}` };
  lines = [];
  const write = (event: string, fields?: LogFields) => void lines.push([event, fields]);
  const log: Log = { ...silentLog, info: write, warn: write, error: write };
  const connection: StorageConnection = { kind: 'emulator', connectionString: azurite.connectionString };
  const clock = { now: () => now, sleep: async () => {} };
  queue = storageWorkQueue({ connection, clock, names, onUnreadable: () => log.error('queue.unreadableJob') });
  const recordings = blobRecordings(connection, names.recordings);
  const store = { ...openMemoryStore({ clock }), queue };
  const kept = { ...http, close: async () => {} };
  bot = await assembleBot(settings, { store, recordings, http: kept, requestsHttp: kept, clock, log, workArrives });
  lines.length = 0; // What the start said.
});
const workArrives = 'byTrigger';
afterEach(async () => {
  await bot.close();
  expect(JSON.stringify(lines)).not.toMatch(/s3cret|127\.0\.0\.1|frontDesk/); // I8: whatever the test was about.
});

const settings: Settings = {
  appId: 'c0ffee00-1111-4222-8333-444455556666',
  tenantId: '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a',
  baseUrl: 'https://ivr.contoso.example',
  credential: { kind: 'simulator', secret: 'simulator' }, // So that a recording may be fetched from this machine.
  graphBaseUrl: 'https://graph.invalid/v1.0',
  loginAuthority: 'https://login.invalid',
  openIdConfigurationUrl: 'https://keys.invalid/configuration',
  notificationIssuers: ['https://issuer.invalid'],
  store: { kind: 'embedded', stateDir: '' }, // Not opened: the test brings its own.
  flowsDir: 'flows',
  flows: 'folder',
  admin: { audience: [], issuers: [], openIdConfigurationUrl: '', hostChecksKeys: false },
  logLevel: 'silent',
  voicemailShape: 'endpointType',
};

function aJob(recordingId: string): Job {
  return {
    kind: 'storeRecording',
    recordingId,
    callId: aCallId('call-1'),
    line: 'main',
    source: { location: source.location, accessToken: recordingToken },
    notify: ['frontDesk'],
    recordedAt: 1_000,
  };
}

/** What the host does when its timer of looking comes round. */
const serve = () =>
  serveQueueOnce({
    connectionString: azurite.connectionString,
    queueName: names.work,
    handler: (message, tries) => bot.job(message, tries),
  });

const pass = async (seconds: number) => {
  now += seconds * 1_000;
  await azurite.setTime(now);
};

const restSeconds = secondsOf(queueSettings.visibilityTimeout);
const container = () => BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(names.recordings);
const poison = () => QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient(names.poison);
const events = () => lines.map(([event]) => event);

test('host.json and the trigger say what the code counts on', () => {
  expect(queueSettings.maxDequeueCount).toBe(workQueueTries);
  expect(workQueueTrigger.queueName).toBe(storageResources.queues.work);
  expect(storageResources.queues.poison).toBe(`${storageResources.queues.work}-poison`); // The host's own ending.
  // Graph keeps a recording for a short while: look often, and try again soon.
  expect(secondsOf(queueSettings.maxPollingInterval)).toBeLessThanOrEqual(10);
  expect(restSeconds).toBeLessThanOrEqual(30);
});

test('a message that somebody leaves is in the recordings container, with its facts and the people to be told', async () => {
  await queue.add(aJob('call-1-7'));
  expect(await serve()).toBe(1);
  expect(await container().getBlobClient('call-1-7.wav').downloadToBuffer()).toEqual(aRecording);
  const facts = JSON.parse(String(await container().getBlobClient('call-1-7.json').downloadToBuffer()));
  expect(facts).toEqual({
    schema: 1,
    recordingId: 'call-1-7',
    callId: 'call-1',
    line: 'main',
    recordedAt: 1_000,
    notify: ['frontDesk'],
  });
  expect(await queue.counts()).toEqual({ waiting: 0, poisoned: 0 });
  expect(lines).toEqual([['job.done', { job: 'storeRecording', callId: 'call-1', recordingId: 'call-1-7', tries: 1 }]]);
});

test('a recording cannot be fetched from the container without an identity', async () => {
  await queue.add(aJob('one'));
  await serve();
  const { status } = await fetch(container().getBlobClient('one.wav').url);
  expect([403, 404, 409]).toContain(status);
  expect((await container().getProperties()).blobPublicAccess).toBeUndefined();
});

test('a job that was queued twice, and done by two instances at once, leaves one recording', async () => {
  await queue.add(aJob('one'));
  await queue.add(aJob('one'));
  expect(await serve()).toBe(2);
  const blobs = [];
  for await (const { name } of container().listBlobsFlat()) blobs.push(name);
  expect(blobs).toEqual(['one.json', 'one.wav']);
  expect(events()).toEqual(['job.done', 'job.done']);
});

test('a job that was done comes again, and nothing is fetched for it', async () => {
  await queue.add(aJob('one'));
  await serve();
  const before = source.asked;
  await queue.add(aJob('one'));
  await serve();
  expect(source.asked).toBe(before);
  expect(events()).toEqual(['job.done', 'job.done']);
});

test('while the source is away the job rests, nobody else gets it, and it is done when the source is back', async () => {
  source.answerWith(503);
  await queue.add(aJob('one'));
  expect(await serve()).toBe(1);
  await pass(restSeconds - 1);
  expect(await serve()).toBe(0);
  source.answerWith(200);
  await pass(1);
  expect(await serve()).toBe(1);
  expect(await container().getBlobClient('one.wav').exists()).toBe(true);
  expect(lines.map(([event, fields]) => [event, fields?.why, fields?.tries])).toEqual([
    ['job.retry', 'http503', 1],
    ['job.done', undefined, 2],
  ]);
});

test('an instance that dies at its work delays the job and does not lose it', async () => {
  await queue.add(aJob('one'));
  await new Promise<void>((taken, failed) => {
    serveQueueOnce({
      connectionString: azurite.connectionString,
      queueName: names.work,
      handler: () => {
        taken();
        return new Promise(() => {}); // And is never heard of again.
      },
    }).catch(failed);
  });
  expect(await serve()).toBe(0);
  await pass(600);
  expect(await serve()).toBe(1);
  expect(lines).toEqual([['job.done', expect.objectContaining({ recordingId: 'one', tries: 2 })]]);
});

test('what fails too often is told to the operator, kept for a person, and holds up nobody', async () => {
  source.answerWith(503);
  await queue.add(aJob('bad'));
  for (let tries = 1; tries <= workQueueTries; tries++) {
    expect(await serve()).toBe(1);
    await pass(restSeconds);
  }
  expect(await serve()).toBe(0);
  expect(events()).toEqual([...Array.from({ length: workQueueTries - 1 }, () => 'job.retry'), 'job.poisoned']);
  expect(lines.at(-1)).toEqual([
    'job.poisoned',
    { job: 'storeRecording', callId: 'call-1', recordingId: 'bad', tries: workQueueTries, why: 'http503' },
  ]);
  expect(await queue.counts()).toEqual({ waiting: 0, poisoned: 1 });
  const [kept] = (await poison().peekMessages()).peekedMessageItems;
  expect(JSON.parse(Buffer.from(kept?.messageText ?? '', 'base64').toString())).toEqual(aJob('bad'));
});

test('as long as something is set aside, the timer says so every five minutes, and leaves the jobs to the host', async () => {
  await bot.work(); // Nothing to say yet.
  expect(lines).toEqual([]);
  await poison().sendMessage('whatever');
  await queue.add(aJob('one'));
  for (let seconds = 0; seconds < 11 * 60; seconds += 3) {
    await pass(3);
    await bot.work();
  }
  expect(lines).toEqual([
    ['queue.setAside', { poisoned: 1, waiting: 1 }],
    ['queue.setAside', { poisoned: 1, waiting: 1 }],
  ]);
});

test.each(['12345', '"text"', 'null', 'rubbish {', '{"kind":"storeRecording"}'])(
  'a message that is %s is set aside like any other, and the log says that it was unreadable',
  async (text) => {
    await queue.counts(); // Creates the queue.
    const work = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient(names.work);
    await work.sendMessage(Buffer.from(text).toString('base64'));
    for (let tries = 1; tries <= workQueueTries; tries++) {
      await serve();
      await pass(restSeconds);
    }
    expect(lines.at(-1)).toEqual(['job.poisoned', { tries: workQueueTries, why: 'unreadable' }]);
    expect(await queue.counts()).toEqual({ waiting: 0, poisoned: 1 });
  },
);
