import { connect } from 'node:net';
import { type Log, type LogFields, silentLog } from '../ports/log.ts';
import { type LocalHost, startLocalHost } from './local-host.ts';
import type { HttpTrigger, Trigger } from './trigger.ts';

let host: LocalHost | undefined;
afterEach(() => host?.close());

function aDoor(changes: Partial<HttpTrigger> = {}): HttpTrigger {
  const nothing: HttpTrigger['handler'] = async () => ({ status: 204 });
  return { kind: 'http', name: 'door', methods: ['GET'], route: 'door', authLevel: 'anonymous', handler: nothing, ...changes };
}

async function serve(triggers: readonly Trigger[], log: Log = silentLog): Promise<string> {
  host = await startLocalHost({ triggers, log, port: 0 });
  return host.url;
}

test('a handler gets the request as the Functions library spells it, and its answer goes out whole', async () => {
  const seen: unknown[] = [];
  const url = await serve([
    aDoor({
      methods: ['POST'],
      route: 'api/calls/{id}',
      handler: async (request, context) => {
        seen.push(request.method, new URL(request.url).pathname, request.params, request.headers.get('x-one'));
        seen.push(await request.json(), request.query.get('q'), context.functionName);
        return { status: 202, headers: { 'x-two': 'b' }, body: 'taken' };
      },
    }),
  ]);
  const answer = await fetch(`${url}/api/calls/a%20b?q=1`, { method: 'POST', headers: { 'x-one': 'a' }, body: '{"n":1}' });
  expect(seen).toEqual(['POST', '/api/calls/a%20b', { id: 'a b' }, 'a', { n: 1 }, '1', 'door']);
  expect([answer.status, answer.headers.get('x-two'), await answer.text()]).toEqual([202, 'b', 'taken']);
});

test('below /api both are problems: programs read what is wrong, and which methods there are', async () => {
  const url = await serve([aDoor({ methods: ['POST'], route: 'api/calls' })]);
  const [nowhere, other] = [await fetch(`${url}/api/nothing`), await fetch(`${url}/api/calls`)];
  expect([nowhere, other].map(({ headers }) => headers.get('content-type'))).toEqual(Array(2).fill('application/problem+json'));
  expect(await nowhere.json()).toMatchObject({
    type: 'urn:teams-ivr:notFound',
    status: 404,
    detail: expect.stringContaining('openapi'),
  });
  expect(other.headers.get('allow')).toBe('POST');
  expect(await other.json()).toMatchObject({ type: 'urn:teams-ivr:method', status: 405, detail: 'Ask with POST.' });
});

test('an address that nobody serves is 404, a method that nobody serves there is 405 and says which are', async () => {
  const url = await serve([aDoor({ methods: ['GET', 'HEAD'], route: 'media/{file}' })]);
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
  expect((await fetch(`${url}/media`)).status).toBe(404);
  expect((await fetch(`${url}/media/a/b`)).status).toBe(404);
  expect((await fetch(`${url}/media/%E0%A4%A`)).status).toBe(404);
  const refused = await fetch(`${url}/media/a.wav`, { method: 'DELETE' });
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('an encoded slash does not become a path', async () => {
  const files: (string | undefined)[] = [];
  const url = await serve([
    aDoor({
      route: 'media/{file}',
      handler: async ({ params }) => {
        files.push(params.file);
        return { status: 200 };
      },
    }),
  ]);
  await fetch(`${url}/media/..%2F..%2fsecret`);
  expect(files).toEqual(['..%2F..%2Fsecret']);
});

test('a literal route wins over an open one, whatever their order in the table', async () => {
  const answering = (status: number) => ({ handler: async () => ({ status }) });
  const url = await serve([
    aDoor({ route: 'api/{name}', ...answering(201) }),
    aDoor({ name: 'health', route: 'api/health', ...answering(200) }),
  ]);
  expect((await fetch(`${url}/api/health`)).status).toBe(200);
  expect((await fetch(`${url}/API/Health/`)).status).toBe(200);
  expect((await fetch(`${url}/api/other`)).status).toBe(201);
});

test('HEAD tells the length and carries no body', async () => {
  const url = await serve([aDoor({ methods: ['GET', 'HEAD'], handler: async () => ({ status: 200, body: new Uint8Array(7) }) })]);
  const answer = await fetch(`${url}/door`, { method: 'HEAD' });
  expect([answer.headers.get('content-length'), (await answer.arrayBuffer()).byteLength]).toEqual(['7', 0]);
});

test('a handler that throws is answered with 500, and the log says where but not what it choked on', async () => {
  const lines: [string, LogFields | undefined][] = [];
  const log: Log = { ...silentLog, error: (event, fields) => lines.push([event, fields]) };
  const handler = async () => {
    throw new TypeError('cannot read +44 1632 960999');
  };
  const url = await serve([aDoor({ handler })], log);
  const answer = await fetch(`${url}/door`);
  expect([answer.status, await answer.text()]).toEqual([500, '']);
  expect(lines).toMatchObject([['host.requestFailed', { function: 'door', error: 'TypeError' }]]);
  expect(JSON.stringify(lines)).not.toContain('960999');
});

test('a refused request costs no body: the answer comes before it is sent, and the connection serves on', async () => {
  const url = await serve([aDoor({ methods: ['POST'], handler: async () => ({ status: 401 }) })]);
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const heads = headsOf(socket);
  const head = async () => (await heads.next()).value;
  socket.write('POST /door HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\n');
  expect(await head()).toMatch(/^HTTP\/1.1 401 /);
  socket.write('bodyPOST /door HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n');
  expect(await head()).toMatch(/^HTTP\/1.1 401 /);
  socket.destroy();
});

test('somebody who is refused and sends without end is cut off', async () => {
  const door = aDoor({ methods: ['POST'], handler: async () => ({ status: 401 }) });
  host = await startLocalHost({ triggers: [door], log: silentLog, port: 0, lingerMs: 1 });
  const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {}); // The cut may be seen as a reset.
  socket.write('POST /door HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n');
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const pour = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', pour);
  pour();
  await closed;
});

test('somebody who is refused in the middle of a long body still reads why', async () => {
  const url = await serve([aDoor({ methods: ['POST'], handler: async () => ({ status: 413 }) })]);
  const refused = await fetch(`${url}/door`, { method: 'POST', body: new Uint8Array(20_000_000) });
  expect(refused.status).toBe(413);
});

test('a taken port is a fault that names the setting', async () => {
  const { port } = new URL(await serve([]));
  const second = startLocalHost({ triggers: [], log: silentLog, port: Number(port) });
  await expect(second).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: expect.stringContaining(`Port ${port} is taken. Set PORT`),
  });
});

test('closing lets a running request finish and takes no new one', async () => {
  let finish = () => {};
  const handling = new Promise<void>((begun) => {
    void serve([
      aDoor({
        handler: async () => {
          await new Promise<void>((resolve) => {
            finish = resolve;
            begun();
          });
          return { status: 200, body: 'late but whole' };
        },
      }),
    ]).then((url) => {
      answer = fetch(`${url}/door`);
    });
  });
  await handling;
  const closed = host?.close();
  await expect(fetch(`${host?.url}/door`)).rejects.toThrow();
  finish();
  expect(await (await answer)?.text()).toBe('late but whole');
  await closed;
});
let answer: Promise<Response> | undefined;

test('closing does not wait for ever', async () => {
  let begun = () => {};
  const handling = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const stuck = aDoor({
    handler: () => {
      begun();
      return new Promise(() => {});
    },
  });
  host = await startLocalHost({ triggers: [stuck], log: silentLog, port: 0, graceMs: 1 });
  const hanging = fetch(`${host.url}/door`);
  await handling;
  await Promise.all([host.close(), expect(hanging).rejects.toThrow()]);
});

test('timers of the table run', async () => {
  await new Promise<void>((ran) => {
    void serve([{ kind: 'timer', name: 'tick', schedule: '* * * * * *', handler: async () => ran() }]);
  });
});

/** The answers' heads on a raw connection, one by one. */
async function* headsOf(socket: ReturnType<typeof connect>): AsyncGenerator<string, string> {
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
      yield text.slice(0, end);
      text = text.slice(end + 4);
    }
  }
  return text;
}

test('a door that a key opens is not served here, because nobody here asks for the key', async () => {
  const url = await serve([aDoor({ route: 'locked', authLevel: 'function' }), aDoor({ route: 'open/{*path}' })]);
  expect((await fetch(`${url}/locked`)).status).toBe(404);
  expect((await fetch(`${url}/open/a/b/c`)).status).toBe(204);
});
