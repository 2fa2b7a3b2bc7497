import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aCallId } from '../../../test/stores/a-call-document.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { StoreRecording } from '../../ports/work-queue.ts';
import { undiciClient } from '../http/undici-client.ts';
import { memoryRecordings } from '../memory/memory-recordings.ts';
import { isPublicAddress } from '../public-address.ts';
import { storeRecordingJob } from './store-recording-job.ts';

const wav = Buffer.concat([Buffer.from('RIFF\x24\x01\0\0WAVEfmt '), Buffer.alloc(300, 7)]);

let server: Server;
let http: HttpClient;
let origin: string;
let requests: IncomingMessage[];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  requests = [];
  answer = (response) => response.end(wav);
  server = createServer((request, response) => {
    requests.push(request);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address of this kind.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  http = undiciClient();
});
afterEach(async () => {
  await http.close();
  await new Promise((resolve) => server.close(resolve));
});

function aJob(location: string): StoreRecording {
  return {
    kind: 'storeRecording',
    recordingId: 'recording-1',
    callId: aCallId('7e57ab1e-1111-4000-8000-000000000001'),
    line: 'main',
    source: { location, accessToken: 's3cret-token' },
    notify: ['frontDesk'],
    recordedAt: 1_000,
  };
}

/** Performs one job against the server; names resolve as the table says. */
async function perform(location: string, options: { allowLoopback?: boolean; names?: { [host: string]: string[] } } = {}) {
  const recordings = memoryRecordings();
  const job = storeRecordingJob({
    http,
    recordings,
    allowLoopback: options.allowLoopback ?? true,
    resolve: async (host) => options.names?.[host] ?? Promise.reject(new Error(`getaddrinfo ENOTFOUND ${host}`)),
  });
  const outcome = await job(aJob(location));
  expect(JSON.stringify(outcome)).not.toMatch(/s3cret|example|127\.0/);
  return { outcome, recordings, job };
}

test("a message is fetched with the recording's own token and kept with its facts, and nothing of the token", async () => {
  const { outcome, recordings } = await perform(`${origin}/recordings/1`);
  expect(outcome).toEqual({ kind: 'done' });
  expect(requests.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
    ['GET', '/recordings/1', 'Bearer s3cret-token'],
  ]);
  const saved = recordings.saved.get('recording-1');
  expect(saved && Buffer.compare(saved.wav, wav)).toBe(0);
  expect(saved?.about).toEqual({
    callId: '7e57ab1e-1111-4000-8000-000000000001',
    line: 'main',
    recordedAt: 1_000,
    notify: ['frontDesk'],
  });
});

test('how long a message sounds is told, for those who are told of it', async () => {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.write('WAVE', 8);
  header.writeUInt32LE(32_000, 28);
  answer = (response) => response.end(Buffer.concat([header, Buffer.alloc(64_000)]));
  const { outcome } = await perform(`${origin}/recordings/1`);
  expect(outcome).toEqual({ kind: 'done', lengthMs: 2_000 });
});

test('a job that comes twice fetches once', async () => {
  const { job } = await perform(`${origin}/recordings/1`);
  expect(await job(aJob(`${origin}/recordings/1`))).toEqual({ kind: 'done' });
  expect(requests).toHaveLength(1);
});

test.each([
  [404, {}, { kind: 'gone', why: 'http404' }],
  [410, {}, { kind: 'gone', why: 'http410' }],
  [401, {}, { kind: 'retry', why: 'http401' }],
  [429, { 'retry-after': '17' }, { kind: 'retry', why: 'http429', retryAfterMs: 17_000 }],
  [503, { 'retry-after': '9999' }, { kind: 'retry', why: 'http503', retryAfterMs: 300_000 }],
  [503, { 'retry-after': 'soon' }, { kind: 'retry', why: 'http503' }],
  [206, {}, { kind: 'retry', why: 'http206' }],
])('an answer of %d with %j stores nothing', async (status, headers, expected) => {
  answer = (response) => response.writeHead(status, headers).end(wav);
  const { outcome, recordings } = await perform(origin);
  expect(outcome).toEqual(expected);
  expect(recordings.saved.size).toBe(0);
});

test('a redirect is not followed: it would carry the token to somewhere that nobody checked', async () => {
  answer = (response) => response.writeHead(302, { location: `${origin}/elsewhere` }).end();
  expect((await perform(origin)).outcome).toEqual({ kind: 'retry', why: 'http302' });
  expect(requests).toHaveLength(1);
});

test('an error page with status 200 does not become a message', async () => {
  answer = (response) => response.end(`<html>${'Sorry. '.repeat(20)}</html>`);
  const { outcome, recordings } = await perform(origin);
  expect(outcome).toEqual({ kind: 'retry', why: 'notWav' });
  expect(recordings.saved.size).toBe(0);
});

test('a download that breaks off is tried again, not kept by half', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-length': wav.length });
    response.write(wav.subarray(0, 100), () => response.destroy());
  };
  const { outcome, recordings } = await perform(origin);
  expect(outcome).toEqual({ kind: 'retry', why: 'unclear' });
  expect(recordings.saved.size).toBe(0);
});

test('a download without end is cut off', async () => {
  const megabyte = Buffer.alloc(1024 * 1024);
  let sent = 0;
  answer = (response) => {
    const more = () => {
      while (!response.destroyed && sent++ < 100) if (!response.write(megabyte)) return void response.once('drain', more);
      response.end();
    };
    more();
  };
  expect((await perform(origin)).outcome).toEqual({ kind: 'retry', why: 'unclear' });
  expect(sent).toBeLessThan(60);
});

test('a server that is down is tried again later', async () => {
  const gone = origin;
  await new Promise((resolve) => server.close(resolve));
  expect((await perform(gone)).outcome).toEqual({ kind: 'retry', why: 'notSent' });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

describe('a notification cannot make us send requests into our own network', () => {
  test.each([
    ['plain http', 'http://media.example.net/1', 'notHttps'],
    ['plain http to this machine', 'http://127.0.0.1:1/1', 'notHttps'],
    ['another protocol', 'file:///etc/passwd', 'notHttps'],
    ['no address at all', 'recordings/1', 'badLocation'],
    ['a name and password', 'https://ada:pass@media.example.net/1', 'badLocation'],
    ['this machine', 'https://127.0.0.1/1', 'privateAddress'],
    ['this machine by an odd spelling', 'https://0x7f.1/1', 'privateAddress'],
    ['this machine in IPv6', 'https://[::1]/1', 'privateAddress'],
    ['a mapped private address', 'https://[::ffff:10.0.0.1]/1', 'privateAddress'],
    ["the cloud's metadata service", 'https://169.254.169.254/1', 'privateAddress'],
    ['a name of a private address', 'https://inside.example.net/1', 'privateAddress'],
    ['a name with one private address among public ones', 'https://mixed.example.net/1', 'privateAddress'],
  ])('%s', async (_, location, why) => {
    const names = {
      'inside.example.net': ['10.1.2.3'],
      'mixed.example.net': ['20.1.2.3', '192.168.0.1'],
      'media.example.net': ['20.1.2.3'],
    };
    expect((await perform(location, { allowLoopback: false, names })).outcome).toEqual({ kind: 'gone', why });
    expect(requests).toHaveLength(0);
  });

  test('with the simulator, only this machine is allowed besides', async () => {
    expect((await perform('https://10.0.0.1/1')).outcome).toEqual({ kind: 'gone', why: 'privateAddress' });
    expect((await perform('http://20.1.2.3/1')).outcome).toEqual({ kind: 'gone', why: 'notHttps' });
    const names = { localhost: ['10.0.0.1'] };
    expect((await perform('http://localhost/1', { names })).outcome).toEqual({ kind: 'gone', why: 'privateAddress' });
  });

  test('a name that does not resolve at the moment is tried again', async () => {
    expect((await perform('https://nobody.example.net/1')).outcome).toEqual({ kind: 'retry', why: 'unresolvedHost' });
  });

  test('a public host is asked: the check refuses no real media server', async () => {
    const asked: string[] = [];
    const recordings = memoryRecordings();
    const recorder: HttpClient = {
      send: async ({ url }) => {
        asked.push(url);
        return { kind: 'answered', status: 200, headers: {}, body: wav };
      },
      close: async () => {},
    };
    const job = storeRecordingJob({
      http: recorder,
      recordings,
      allowLoopback: false,
      resolve: async () => ['20.1.2.3', '2603:1030::5'],
    });
    expect(await job(aJob('https://media.example.net/1'))).toEqual({ kind: 'done' });
    expect(asked).toEqual(['https://media.example.net/1']);
  });

  test.each([
    ['20.1.2.3', true],
    ['172.15.255.255', true],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['2603:1030::5', true],
    ['fd00::1', false],
    ['fe80::1', false],
    ['::', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['not an address', false],
  ])('%s counts as public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});
