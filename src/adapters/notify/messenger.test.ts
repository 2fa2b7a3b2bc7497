import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { Message, MessageRoute } from '../../ports/messenger.ts';
import { guardedLookup } from '../http/guarded-lookup.ts';
import { undiciClient } from '../http/undici-client.ts';
import { messenger } from './messenger.ts';

interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly [member: string]: unknown };
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Somebody's system on this machine. */
async function aSystem(answer: RequestListener = (_request, response) => response.writeHead(202).end()) {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      received.push({ url: request.url ?? '', headers: request.headers, body: text === '' ? {} : JSON.parse(text) });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return { received, origin: `http://127.0.0.1:${address.port}` };
}

const aMessage: Message = {
  id: 'call-1.7.desk',
  type: 'notification',
  title: 'Somebody waits',
  text: 'Ada [click](https://evil.example) <b>waits</b>.\nFor long.',
  line: 'main',
  flow: 'main-line',
  callId: 'call-1',
  at: Date.UTC(2026, 2, 1, 9, 30),
};

function tell(route: MessageRoute, graph = 'http://127.0.0.1:1', { allowLoopback = true, message = aMessage } = {}) {
  const http = undiciClient({ lookup: guardedLookup({ allowLoopback }) });
  const graphHttp = undiciClient();
  closers.push(
    () => http.close(),
    () => graphHttp.close(),
  );
  let tokens = 0;
  const told = messenger({
    http,
    graphHttp,
    graphBaseUrl: `${graph}/v1.0`,
    tenantId: 'tenant',
    tokens: { forTenant: async () => `t${++tokens}`, refresh: async () => `t${++tokens}` },
  });
  return told.tell(route, message);
}

test('a webhook gets JSON and a name by which it knows a message that comes again', async () => {
  const { received, origin } = await aSystem();
  expect(await tell({ kind: 'webhook', url: `${origin}/hooks/1` })).toEqual({ kind: 'done' });
  expect(received).toMatchObject([
    {
      url: '/hooks/1',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'call-1.7.desk' },
      body: {
        type: 'notification',
        title: 'Somebody waits',
        text: aMessage.text,
        line: 'main',
        flow: 'main-line',
        callId: 'call-1',
        at: '2026-03-01T09:30:00.000Z',
      },
    },
  ]);
  expect(received[0]?.headers).not.toHaveProperty('authorization');
});

test('Teams gets an adaptive card in which nothing that callers are called becomes a link', async () => {
  const { received, origin } = await aSystem();
  expect(await tell({ kind: 'teams', url: `${origin}/workflows/1` })).toEqual({ kind: 'done' });
  const { body } = received[0] ?? { body: {} };
  expect(body).toMatchObject({
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard', version: '1.4' } }],
  });
  const text = JSON.stringify(body);
  expect(text).toContain('Somebody waits');
  expect(text).toContain('For long.');
  expect(text).not.toContain('"TextBlock"'); // Which would read Markdown.
});

test('mail goes out as plain text, in the name of the mailbox, with the bot token', async () => {
  const { received, origin } = await aSystem();
  const route = { kind: 'email', to: 'desk@example.com', from: 'ivr@contoso.example' } as const;
  expect(await tell(route, origin)).toEqual({ kind: 'done' });
  expect(received).toMatchObject([
    {
      url: '/v1.0/users/ivr%40contoso.example/sendMail',
      headers: { authorization: 'Bearer t1' },
      body: {
        message: {
          subject: 'Somebody waits',
          body: { contentType: 'Text' },
          toRecipients: [{ emailAddress: { address: 'desk@example.com' } }],
        },
        saveToSentItems: false,
      },
    },
  ]);
});

test('a token that Graph refuses is replaced once', async () => {
  const { received, origin } = await aSystem((request, response) => {
    response.writeHead(request.headers.authorization === 'Bearer t2' ? 202 : 401).end();
  });
  expect(await tell({ kind: 'email', to: 'a@example.com', from: 'b@example.com' }, origin)).toEqual({ kind: 'done' });
  expect(received).toHaveLength(2);
});

test.each([
  [500, {}, { kind: 'retry', why: 'http500' }],
  [404, {}, { kind: 'retry', why: 'http404' }],
  [429, { 'retry-after': '9' }, { kind: 'retry', why: 'http429', retryAfterMs: 9_000 }],
])('status %i is tried again', async (status, headers, outcome) => {
  const { origin } = await aSystem((_request, response) => response.writeHead(status, headers).end());
  expect(await tell({ kind: 'webhook', url: origin })).toEqual(outcome);
});

test('a redirect leads nowhere', async () => {
  const elsewhere = await aSystem();
  const { origin } = await aSystem((_request, response) => response.writeHead(302, { location: elsewhere.origin }).end());
  expect(await tell({ kind: 'webhook', url: origin })).toEqual({ kind: 'retry', why: 'http302' });
  expect(elsewhere.received).toEqual([]);
});

test('a name that leads into the own network is not connected to', async () => {
  const { received, origin } = await aSystem();
  const url = origin.replace('127.0.0.1', 'localhost');
  expect(await tell({ kind: 'webhook', url }, undefined, { allowLoopback: false })).toMatchObject({ kind: 'retry' });
  expect(received).toEqual([]);
});

test('a voicemail is told with its length and the name of its recording', async () => {
  const { received, origin } = await aSystem();
  const message: Message = { ...aMessage, type: 'voicemail', recordingId: 'call-1.9', lengthMs: 12_400 };
  await tell({ kind: 'webhook', url: origin }, undefined, { message });
  expect(received[0]?.body).toMatchObject({ type: 'voicemail', recordingId: 'call-1.9', lengthMs: 12_400 });
});
