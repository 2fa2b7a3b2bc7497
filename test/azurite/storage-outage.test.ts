import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { blobMedia } from '../../src/adapters/blob/blob-media.ts';
import { blobRecordings } from '../../src/adapters/blob/blob-recordings.ts';
import { storageWorkQueue } from '../../src/adapters/queue/storage-work-queue.ts';
import type { StorageConnection } from '../../src/adapters/storage-connection.ts';
import { systemClock } from '../../src/ports/clock.ts';
import type { ClaimedJob, Job } from '../../src/ports/work-queue.ts';
import { aCallId } from '../stores/a-call-document.ts';
import { startAzurite } from './azurite.ts';

const job: Job = {
  kind: 'storeRecording',
  recordingId: 'one',
  callId: aCallId('call-1'),
  line: 'main',
  source: { location: 'https://media.example.net/1', accessToken: 's3cret' },
  notify: [],
  recordedAt: 1,
};
const claimed: ClaimedJob = { id: '7e57ab1e-0000-4000-8000-000000000001', claim: 'receipt', job, tries: 1 };

/** Everything that is asked of a storage account on behalf of a caller or a job. */
function everyRequest(connection: StorageConnection): readonly [string, () => Promise<unknown>][] {
  const media = blobMedia(connection);
  const recordings = blobRecordings(connection);
  const queue = storageWorkQueue({ connection, clock: systemClock, onUnreadable: () => {} });
  return [
    ['keep a sound', () => media.put('ab'.repeat(32), new Uint8Array(9))],
    ['read a sound', () => media.get('ab'.repeat(32))],
    ['look for a sound', () => media.has('ab'.repeat(32))],
    ['look for a recording', () => recordings.has('one')],
    ['queue a job', () => queue.add(job)],
    ['claim a job', () => queue.claim(0, 1_000)],
    ['complete a job', () => queue.complete(claimed)],
    ['return a job', () => queue.retry(claimed, 0)],
    ['count the jobs', () => queue.counts()],
  ];
}

/** The account on a port of this machine, by address and token as in Azure, or as an emulator. */
function accountAt(port: number): readonly StorageConnection[] {
  const endpoint = `http://127.0.0.1:${port}/devstoreaccount1`;
  const key = Buffer.from('k').toString('base64');
  const parts = ['DefaultEndpointsProtocol=http', 'AccountName=devstoreaccount1', `AccountKey=${key}`];
  const connectionString = [...parts, `BlobEndpoint=${endpoint}`, `QueueEndpoint=${endpoint}`].join(';');
  return [{ kind: 'emulator', connectionString }];
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // It listens on TCP.
}

/** What became of every request. */
function outcomes(connections: readonly StorageConnection[]): Promise<readonly (readonly [string, unknown])[]> {
  const requests = connections.flatMap(everyRequest);
  return Promise.all(
    requests.map(async ([doing, request]) => [doing, await request().catch((error: unknown) => error)] as const),
  );
}

test('a storage account that is not there is a fault that may pass, whatever was asked, and quickly', async () => {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve)); // Nobody listens there now.
  const faults = await outcomes(accountAt(port));
  for (const [doing, fault] of faults) {
    expect(fault).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      retryable: true,
      message: `The storage account could not ${String(doing)} (ECONNREFUSED).`,
    });
  }
});

test('a storage account that takes a request and never answers costs a turn three seconds, not the call', async () => {
  const timers = jest.spyOn(globalThis, 'setTimeout');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})));
  const port = await listening(server);
  const faults = await outcomes(accountAt(port));
  const deadlines = timers.mock.calls.filter(([, ms]) => ms === 3_000);
  timers.mockRestore();
  server.close();
  for (const socket of sockets) socket.destroy();
  for (const [doing, fault] of faults) {
    expect(fault).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      retryable: true,
      message: `The storage account could not ${String(doing)} in time.`,
    });
  }
  expect(deadlines).toHaveLength(faults.length - 1); // Only a worker looks for a recording, and no caller waits for it.
}, 60_000);

test('after an outage the same adapters work again: a failed beginning is not kept', async () => {
  const azurite = await startAzurite();
  try {
    const [blobPort = '', queuePort = ''] = [...azurite.connectionString.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => port);
    expect(blobPort).not.toBe(queuePort);
    const connection: { kind: 'emulator'; connectionString: string } = {
      kind: 'emulator',
      connectionString: azurite.connectionString.replaceAll(`:${queuePort}/`, ':1/'),
    };
    const queue = storageWorkQueue({ connection, clock: systemClock, onUnreadable: () => {} });
    await expect(queue.add(job)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
    connection.connectionString = azurite.connectionString;
    await queue.add(job);
    expect(await queue.counts()).toEqual({ waiting: 1, poisoned: 0 });
  } finally {
    await azurite.close();
  }
}, 30_000);
