import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { z } from 'zod';
import { selfSigned } from '../../src/adapters/identity/test-certificate.ts';
import { storageResources } from '../../src/adapters/storage-resources.ts';
import { type Azurite, startAzurite } from '../azurite/azurite.ts';
import { aRecording, type RecordingSourceServer, recordingToken, startRecordingSource } from '../azurite/recording-source.ts';
import { type CosmosServer, emulatorKey, startCosmosServer } from '../stores/cosmos-server.ts';
import { buildIfStale, type Env, runToEnd } from '../support/run-built.ts';

let azurite: Azurite;
let cosmos: CosmosServer;
let source: RecordingSourceServer;
let empty: string;
beforeAll(async () => {
  buildIfStale();
  empty = mkdtempSync(join(tmpdir(), 'cloud-'));
  [azurite, cosmos, source] = await Promise.all([startAzurite(), startCosmosServer(), startRecordingSource()]);
}, 90_000);
afterAll(async () => {
  await Promise.all([azurite.close(), cosmos.stop(), source.close()]);
  rmSync(empty, { recursive: true });
});

/** Invokes a function of the built app as the Functions worker does, with the stores of the cloud behind it. */
async function invoke(name: string, input: unknown, changes: Env = {}) {
  const env: Env = {
    BOT_APP_ID: '11111111-2222-4333-8444-555555555555',
    BOT_TENANT_ID: '99999999-8888-4777-8666-555555555555',
    BOT_BASE_URL: 'https://ivr.contoso.example',
    BOT_CREDENTIAL: 'simulator', // A recording may be fetched from this machine.
    LOGIN_AUTHORITY: 'http://127.0.0.1:1',
    STORE: 'cosmos',
    COSMOS_ENDPOINT: cosmos.endpoint,
    COSMOS_DATABASE: 'teams-ivr',
    COSMOS_KEY: emulatorKey,
    STORAGE_CONNECTION_STRING: azurite.connectionString,
    STATE_DIR: empty,
    LOG_LEVEL: 'info',
    ...changes,
  };
  const args = ['dist/functions/main.js', name, JSON.stringify(input)];
  const { code, out, err } = await runToEnd('test/process/functions-host.cjs', args, env);
  expect({ code, crashed: /^\s+at /m.test(err) }).toEqual({ code: 0, crashed: false });
  return { ...ended.parse(JSON.parse(out)), log: err };
}

const ended = z.object({
  response: z.object({ statusCode: z.string() }).optional(),
  failure: z.string().optional(),
});

const job = () => ({
  kind: 'storeRecording',
  recordingId: 'call-1-7',
  callId: 'call-1',
  line: 'main',
  source: { location: source.location, accessToken: recordingToken },
  notify: ['frontDesk'],
  recordedAt: 1_000,
});

test('the built app is healthy on Cosmos DB and a storage account', async () => {
  const { response } = await invoke('health', { method: 'GET', url: 'https://ivr.contoso.example/api/health' });
  expect(response?.statusCode).toBe('200');
}, 30_000);

test('a message of the queue becomes a recording in the container, and no log line holds its token', async () => {
  const { failure, log } = await invoke('work-queue', { text: JSON.stringify(job()), dequeueCount: 1 });
  expect(failure).toBeUndefined();
  const container = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(
    storageResources.containers.recordings,
  );
  expect(await container.getBlobClient('call-1-7.wav').downloadToBuffer()).toEqual(aRecording);
  expect(log).toContain('job.done');
  expect(log).not.toContain(recordingToken);
}, 30_000);

test('under the Functions host the timer leaves the storage queue alone: the host hands its messages over', async () => {
  const queue = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient(storageResources.queues.work);
  await queue.createIfNotExists();
  await queue.sendMessage(Buffer.from(JSON.stringify(job())).toString('base64'));
  const { failure } = await invoke('work', {});
  expect(failure).toBeUndefined();
  const [waiting] = (await queue.peekMessages()).peekedMessageItems;
  expect(waiting?.dequeueCount).toBe(0);
}, 30_000);

test('in Azure there is no key: the managed identity of the app opens the storage account', async () => {
  const tls = { cert: join(empty, 'cert.pem'), key: join(empty, 'key.pem') };
  const { certificate, privateKey } = selfSigned();
  writeFileSync(tls.cert, certificate);
  writeFileSync(tls.key, privateKey);
  const [account, identity] = await Promise.all([startAzurite(tls), startIdentity()]);
  // Nobody has signed the certificate; these processes speak to nobody else.
  const trusting = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1', CONNECTION: account.connectionString };
  try {
    // What infra/ would have made: with an account the app creates nothing.
    const makeAll = `Promise.all(Object.values(names).map((name) => account.createContainer(name))).then(() => console.log('made'))`;
    await runScript(makeAll, trusting, 'made');
    const { failure } = await invoke(
      'work-queue',
      { text: JSON.stringify(job()), dequeueCount: 1 },
      {
        ...trusting,
        STORAGE_CONNECTION_STRING: undefined,
        STORAGE_ACCOUNT: `${account.endpoints.blobs},${account.endpoints.queues}`,
        AZURE_CLIENT_ID: identity.clientId,
        IDENTITY_ENDPOINT: identity.endpoint,
        IDENTITY_HEADER: 'header-of-the-app',
      },
    );
    expect(failure).toBeUndefined();
    expect(identity.asked).toEqual([{ resource: 'https://storage.azure.com', clientId: identity.clientId }]);
    const isThere = `account.getContainerClient(names.recordings).getBlobClient('call-1-7.wav').exists().then(console.log)`;
    await runScript(isThere, trusting, 'true');
  } finally {
    await Promise.all([account.close(), identity.close()]);
  }
}, 60_000);

/** A few words of JavaScript about the account and its containers, in a process of their own. */
async function runScript(script: string, env: Env, expected: string): Promise<void> {
  const file = join(empty, 'script.cjs');
  const blobs = join(process.cwd(), 'node_modules/@azure/storage-blob');
  writeFileSync(
    file,
    `const { BlobServiceClient } = require(${JSON.stringify(blobs)});
    const account = BlobServiceClient.fromConnectionString(process.env.CONNECTION);
    const names = ${JSON.stringify(storageResources.containers)};
    ${script};`,
  );
  expect(await runToEnd(relative(process.cwd(), file), [], env)).toEqual({ code: 0, out: `${expected}\n`, err: '' });
}

/** The endpoint at which an app in Azure asks for tokens of its managed identity. Azurite looks at everything but the signature. */
async function startIdentity() {
  const clientId = '22222222-3333-4444-8555-666666666666';
  const asked: { readonly resource: string | null; readonly clientId: string | null }[] = [];
  const server = createServer(({ url }, answer) => {
    const query = new URL(url ?? '', 'http://identity.invalid').searchParams;
    asked.push({ resource: query.get('resource'), clientId: query.get('client_id') });
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      aud: query.get('resource'),
      iss: 'https://sts.windows.net/contoso/',
      iat: now,
      nbf: now - 60,
      exp: now + 3_600,
    };
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const access_token = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.AAAA`;
    answer.end(JSON.stringify({ access_token, expires_on: String(claims.exp), resource: claims.aud, token_type: 'Bearer' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // It listens on TCP.
  return {
    clientId,
    asked,
    endpoint: `http://127.0.0.1:${port}/msi/token`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
