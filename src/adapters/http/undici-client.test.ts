import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import type { HttpClient, HttpRequestOut } from '../../ports/http-client.ts';
import { undiciClient } from './undici-client.ts';

let client: HttpClient;
const servers: Server[] = [];
beforeEach(() => {
  client = undiciClient();
});
afterEach(async () => {
  await client.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener): Promise<{ readonly origin: string; readonly server: Server }> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${portOf(server)}`, server };
}
function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}
const get = (url: string, more: Partial<HttpRequestOut> = {}) =>
  client.send({ method: 'GET', url, headers: {}, timeoutMs: 5_000, ...more });

test('an answer comes back with status, headers and body', async () => {
  const { origin } = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () =>
      response.writeHead(418, { 'X-Seen': `${request.method} ${request.url} ${request.headers.accept} ${body}` }).end('tea'),
    );
  });
  const result = await client.send({
    method: 'POST',
    url: `${origin}/a?b=c`,
    headers: { accept: 'x/y' },
    body: 'hello',
    timeoutMs: 5_000,
  });
  if (result.kind !== 'answered') throw new Error(result.why);
  expect(result).toMatchObject({ status: 418, headers: { 'x-seen': 'POST /a?b=c x/y hello' } });
  expect(Buffer.from(result.body).toString()).toBe('tea');
});

test('connections are kept: a hundred requests in a row need no more than two', async () => {
  const sockets = new Set<Socket>();
  const { origin, server } = await serve((_request, response) => response.end());
  server.on('connection', (socket) => sockets.add(socket));
  for (let n = 0; n < 100; n += 1) expect((await get(origin)).kind).toBe('answered');
  expect(sockets.size).toBeLessThanOrEqual(2); // The second one when the first is still tidying up.
});

test('a redirect is an answer like any other and is not followed', async () => {
  let seen = 0;
  const { origin } = await serve((_request, response) => {
    seen += 1;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect(await get(origin)).toMatchObject({ kind: 'answered', status: 302 });
  expect(seen).toBe(1);
});

test('a refused connection means that nothing was sent', async () => {
  const { origin, server } = await serve(() => {});
  await new Promise((resolve) => server.close(resolve));
  expect(await get(origin)).toEqual({ kind: 'notSent', why: 'ECONNREFUSED' });
});

test.each(['nonsense', 'ftp://127.0.0.1/x', 'file:///etc/hostname'])('%s is not sent anywhere', async (url) => {
  expect(await get(url)).toEqual({ kind: 'notSent', why: 'badUrl' });
});

test('a server that is silent beyond the deadline leaves it unclear', async () => {
  const { origin } = await serve(() => {});
  expect(await get(origin, { timeoutMs: 1_000 })).toEqual({ kind: 'unclear', why: 'timeout' });
});

test('a server that drips its answer does not stretch the deadline', async () => {
  const { origin } = await serve((_request, response) => {
    response.writeHead(200);
    const dripping = setInterval(() => response.write('.'), 5);
    response.on('close', () => clearInterval(dripping));
  });
  expect(await get(origin, { timeoutMs: 1_000 })).toEqual({ kind: 'unclear', why: 'timeout' });
});

test('a connection that breaks in the middle of the answer leaves it unclear', async () => {
  const { origin } = await serve((request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half', () => request.socket.destroy());
  });
  expect((await get(origin)).kind).toBe('unclear');
});

test('a connection that never forms means that nothing was sent, and nothing is sent later', async () => {
  let received = 0;
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {}).on('data', () => (received += 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // TLS towards a server that never says hello: connected, but no request can go out.
  const result = await get(`https://127.0.0.1:${portOf(server)}`, { timeoutMs: 80 });
  expect(result).toEqual({ kind: 'notSent', why: 'timeout' });
  expect(received).toBeLessThanOrEqual(1); // The client's own TLS hello.
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

test('a request that gave up while it waited for a connection is not sent afterwards', async () => {
  const paths: (string | undefined)[] = [];
  let letGo = () => {};
  const { origin } = await serve((request, response) => {
    paths.push(request.url);
    if (request.url === '/slow') letGo = () => response.end();
    else response.end();
  });
  await client.close();
  client = undiciClient({ connectionsPerOrigin: 1 });
  const slow = get(`${origin}/slow`);
  expect(await get(`${origin}/late`, { timeoutMs: 80 })).toEqual({ kind: 'notSent', why: 'timeout' });
  letGo();
  expect((await slow).kind).toBe('answered');
  expect((await get(`${origin}/next`)).kind).toBe('answered');
  expect(paths).toEqual(['/slow', '/next']);
});

test('an answer longer than allowed is given up', async () => {
  const { origin } = await serve((_request, response) => response.end('x'.repeat(5_000)));
  expect(await get(origin, { maxBytes: 4_999 })).toEqual({ kind: 'unclear', why: 'tooLong' });
  expect((await get(origin, { maxBytes: 5_000 })).kind).toBe('answered');
});

test('after close nothing is sent any more', async () => {
  const { origin } = await serve((_request, response) => response.end());
  await client.close();
  expect(await get(origin)).toEqual({ kind: 'notSent', why: 'closed' });
});
