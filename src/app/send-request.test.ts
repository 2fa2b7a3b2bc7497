// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { CoreCall } from '../../test/support/a-call.ts';
import { aFlow } from '../../test/support/a-flow.ts';
import { guardedLookup } from '../adapters/http/guarded-lookup.ts';
import { undiciClient } from '../adapters/http/undici-client.ts';
import type { Answer } from '../core/call/answer.ts';
import { systemClock } from '../ports/clock.ts';
import type { HttpClient, HttpRequestOut } from '../ports/http-client.ts';
import type { LogFields } from '../ports/log.ts';
import { sendRequest } from './send-request.ts';

const servers: Server[] = [];
const clients: HttpClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A system of the company's, on this machine; its address. */
async function aSystem(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return `http://127.0.0.1:${address.port}`;
}

interface Asked {
  readonly answer: Answer;
  readonly logged: readonly LogFields[];
}

async function ask(
  url: string,
  options: { step?: object; allowLoopback?: boolean; hosts?: string[]; http?: HttpClient; address?: string } = {},
): Promise<Asked> {
  const { step = {}, allowLoopback = true, hosts = ['crm.example.com'] } = options;
  const flow = aFlow(
    {
      ask: { type: 'request', url: '${env.system}', timeout: '2s', next: 'no', on: { error: 'no' }, ...step },
      no: { type: 'reject' },
    },
    {
      vars: {
        pin: { type: 'string', initial: '4711', sensitive: true },
        address: { type: 'string', initial: options.address ?? '' },
      },
    },
    { environment: { env: { system: url }, secrets: { key: 'FLOW_SECRET_KEY' }, hosts: [...hosts] } },
  );
  const http = options.http ?? undiciClient({ lookup: guardedLookup({ allowLoopback }) });
  clients.push(http);
  const logged: LogFields[] = [];
  const note = (_event: string, fields: LogFields = {}): void => void logged.push(fields);
  const { call, commands } = new CoreCall(flow);
  const command = commands.find((one) => one.kind === 'sendRequest');
  if (command?.kind !== 'sendRequest') throw new Error('nothing is asked');
  const answer = await sendRequest({
    flows: { version: async () => flow },
    http,
    clock: systemClock,
    log: { debug: note, info: note, warn: note, error: note },
    secretOf: (setting) => (setting === 'FLOW_SECRET_KEY' ? 's3cret' : undefined),
    allowLoopback,
  }).send(call, command, systemClock.now() + 3_000);
  return { answer, logged };
}

const json =
  (value: unknown): RequestListener =>
  (_request, response) =>
    void response.end(JSON.stringify(value));

test('the answer comes back as JSON, and the request carries its key against being done twice', async () => {
  const seen: IncomingMessage[] = [];
  const system = await aSystem((request, response) => {
    seen.push(request);
    response.end('{"tier":"gold"}');
  });
  const { answer } = await ask(`${system}/a`, { step: { headers: { 'x-key': '${secret.key}' } } });
  expect(answer).toEqual({ kind: 'response', status: 200, body: { tier: 'gold' } });
  expect(seen[0]?.headers).toMatchObject({ 'x-key': 's3cret', 'idempotency-key': expect.stringMatching(/^[\w-]+\.\d+$/) });
});

test('neither address, secret nor answer is in any log', async () => {
  const system = await aSystem(json({ name: 'Ada' }));
  const { logged } = await ask(`${system}/a`, {
    step: { url: '${env.system}/${vars.pin}', headers: { 'x-key': '${secret.key}' } },
  });
  expect(JSON.stringify(logged)).not.toMatch(/4711|s3cret|Ada|127\.0\.0\.1/);
  expect(logged).toHaveLength(1);
});

test('what is not JSON is no answer, and an error page is only its status', async () => {
  const system = await aSystem((request, response) => {
    response.statusCode = request.url === '/bad' ? 500 : 200;
    response.end('<html>');
  });
  expect((await ask(`${system}/`)).answer).toEqual({ kind: 'noResponse', why: 'notJson' });
  expect((await ask(`${system}/bad`)).answer).toEqual({ kind: 'response', status: 500 });
});

test('an answer without end is given up', async () => {
  const system = await aSystem(json('x'.repeat(100_000)));
  expect((await ask(system)).answer).toEqual({ kind: 'noResponse', why: 'tooLarge' });
});

test('a system that does not answer keeps the caller no longer than the flow says', async () => {
  const system = await aSystem(() => {});
  const client = undiciClient({ lookup: guardedLookup({ allowLoopback: true }) });
  const patience: number[] = [];
  const http: HttpClient = {
    ...client,
    send: (request) => {
      patience.push(request.timeoutMs);
      return client.send(request);
    },
  };
  const { answer } = await ask(system, { step: { timeout: '500ms' }, http });
  expect(answer).toEqual({ kind: 'noResponse', why: 'timeout' });
  expect(patience).toEqual([expect.any(Number)]);
  expect(patience[0]).toBeLessThanOrEqual(500);
});

test('nobody listens there', async () => {
  expect((await ask('http://127.0.0.1:9')).answer).toEqual({ kind: 'noResponse', why: 'unreachable' });
});

test('a redirect within the system is followed, and one to elsewhere is looked at like any address', async () => {
  const system = await aSystem((request, response) => {
    if (request.url === '/here') response.writeHead(302, { location: '/there' }).end();
    else if (request.url === '/away') response.writeHead(307, { location: 'https://evil.example.net/' }).end();
    else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
    else response.end('"there"');
  });
  expect((await ask(`${system}/here`)).answer).toEqual({ kind: 'response', status: 200, body: 'there' });
  expect((await ask(`${system}/away`)).answer).toEqual({ kind: 'noResponse', why: 'notAllowed' });
  expect((await ask(`${system}/round`)).answer).toEqual({ kind: 'noResponse', why: 'notAllowed' });
});

test('the headers, with the secrets in them, do not follow to another host', async () => {
  const sent: HttpRequestOut[] = [];
  const http: HttpClient = {
    send: async (request) => {
      sent.push(request);
      const headers: { [name: string]: string } = request.url.includes('crm') ? { location: 'https://other.example.com/' } : {};
      return { kind: 'answered', status: request.url.includes('crm') ? 307 : 200, headers, body: new Uint8Array() };
    },
    close: async () => {},
  };
  const hosts = ['crm.example.com', 'other.example.com'];
  await ask('https://crm.example.com', { http, hosts, step: { headers: { 'x-key': '${secret.key}' } } });
  expect(sent.map(({ headers }) => headers['x-key'])).toEqual(['s3cret', undefined]);
});

test.each([
  'http://127.0.0.1:1/',
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://169.254.169.254/metadata',
  'https://crm.example.com.evil.example.net/',
  'https://user:word@crm.example.com/',
  'ftp://crm.example.com/',
])('in production %s is never asked', async (address) => {
  const sent: HttpRequestOut[] = [];
  const http: HttpClient = {
    send: async (request) => {
      sent.push(request);
      return { kind: 'notSent', why: 'nobody' };
    },
    close: async () => {},
  };
  // No checker can see what a variable brings at run time.
  const step = { url: '${vars.address}', retry: 0 };
  const { answer } = await ask('https://crm.example.com', {
    http,
    allowLoopback: false,
    hosts: ['crm.example.com', '169.254.169.254'],
    step,
    address,
  });
  expect({ answer, sent }).toEqual({ answer: { kind: 'noResponse', why: 'notAllowed' }, sent: [] });
});

test('a name that leads into our own network is not connected to', async () => {
  const http = undiciClient({ lookup: guardedLookup({ allowLoopback: false }) });
  clients.push(http);
  const request = { method: 'GET', headers: {}, timeoutMs: 2_000 } as const;
  expect(await http.send({ ...request, url: 'http://localhost:1/' })).toEqual({ kind: 'notSent', why: 'PRIVATE_ADDRESS' });
});
