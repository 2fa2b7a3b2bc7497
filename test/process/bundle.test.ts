import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { triggers } from '../../functions/table.ts';
import { buildIfStale, type Env, runToEnd } from '../support/run-built.ts';

let stateDir = '';
beforeAll(() => {
  buildIfStale();
  stateDir = mkdtempSync(join(tmpdir(), 'bundle-'));
}, 60_000);
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

/** What `functions-host.cjs` prints. */
const loaded = z.object({
  model: z.string(),
  functions: z.array(z.object({ name: z.string(), bindings: z.array(z.unknown()) })),
  response: z.object({ statusCode: z.string(), headers: z.record(z.string(), z.string()) }).optional(),
  failure: z.string().optional(),
});
type Loaded = z.infer<typeof loaded>;

/** Loads the built app as the Functions worker does, and calls one function when a request is given. */
async function load(name?: string, request?: unknown, changes: Env = {}): Promise<Loaded> {
  const env: Env = {
    BOT_APP_ID: '11111111-2222-4333-8444-555555555555',
    BOT_TENANT_ID: '99999999-8888-4777-8666-555555555555',
    BOT_BASE_URL: 'https://ivr.contoso.example',
    BOT_CREDENTIAL: 'managedIdentity',
    STATE_DIR: stateDir,
    LOG_LEVEL: 'silent',
    ...changes,
  };
  const args = name === undefined ? [] : [name, JSON.stringify(request)];
  const { code, out, err } = await runToEnd('test/process/functions-host.cjs', ['dist/functions/main.js', ...args], env);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return loaded.parse(JSON.parse(out));
}

test('package.json leads the Functions host to the bundle, and host.json leaves the addresses as they are written', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  const host = JSON.parse(readFileSync('host.json', 'utf8'));
  expect([manifest.main, host.version, host.extensions.http.routePrefix]).toEqual(['dist/functions/main.js', '2.0', '']);
});

test('the built app registers exactly the triggers of the table with the Functions worker', async () => {
  const { model, functions } = await load();
  expect(model).toBe('@azure/functions');
  expect(functions).toHaveLength(triggers.length);
  for (const trigger of triggers) {
    const registered = functions.find(({ name }) => name === trigger.name);
    expect(registered?.bindings).toContainEqual(expect.objectContaining(bindingOf(trigger)));
  }
});

function bindingOf(trigger: (typeof triggers)[number]) {
  switch (trigger.kind) {
    case 'http':
      return { type: 'httpTrigger', route: trigger.route, authLevel: trigger.authLevel, methods: trigger.methods };
    case 'timer':
      return { type: 'timerTrigger', schedule: trigger.schedule };
    case 'queue':
      return { type: 'queueTrigger', queueName: trigger.queueName, connection: trigger.connection };
  }
}

const url = 'https://ivr.contoso.example';

test('a notification without a token is refused in the Functions worker, too', async () => {
  const { response } = await load('calls', { method: 'POST', url: `${url}/api/calls`, body: { string: '{}' } });
  expect(response?.statusCode).toBe('401');
});

test('a notification whose body the host has dropped is asked for again, not taken for an empty one', async () => {
  const headers = { 'transfer-encoding': 'chunked' };
  const { response } = await load('calls', { method: 'POST', url: `${url}/api/calls`, headers });
  expect(response?.statusCode).toBe('411');
});

test('health answers in the Functions worker with the flows that are deployed', async () => {
  const { response } = await load('health', { method: 'GET', url: `${url}/api/health` });
  expect([response?.statusCode, response?.headers['content-type']]).toEqual(['200', 'application/json']);
});

test('the console is served in the Functions worker, also while the settings are wrong', async () => {
  const wrong = { BOT_BASE_URL: 'nowhere' };
  const { response } = await load('console', { method: 'GET', url: `${url}/console` }, wrong);
  expect([response?.statusCode, response?.headers['content-type']]).toEqual(['200', 'text/html; charset=utf-8']);
  expect(response?.headers['content-security-policy']).toContain("script-src 'self';");
});

test('what is loaded late is whole: the keys of a sender are fetched by the built app', async () => {
  const asked: (string | undefined)[] = [];
  const keys = createServer((incoming, answer) => {
    asked.push(incoming.url);
    answer.end('{}');
  });
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
  const { port } = keys.address() as AddressInfo; // It listens on TCP.
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const authorization = `Bearer ${part({ alg: 'RS256', kid: 'somebody' })}.${part({})}.AAAA`;
  const NOTIFICATION_OPENID_CONFIGURATION = `http://127.0.0.1:${port}/keys`;
  const request = { method: 'POST', url: `${url}/api/calls`, headers: { authorization }, body: { string: '{}' } };
  const { response } = await load('calls', request, { NOTIFICATION_OPENID_CONFIGURATION });
  keys.close();
  expect({ asked, status: response?.statusCode }).toEqual({ asked: ['/keys'], status: '503' });
});

test.each(['12345', 'null', '"text"', 'rubbish {', '{"kind":"storeRecording","recordingId":"../up"}'])(
  'a message that is %s ends in the poison queue and not in a crash: the host is told that it was not done',
  async (text) => {
    const { failure } = await load('work-queue', { text, dequeueCount: 1 });
    expect(failure).toBe('Fault: A job of the work queue was not done (unreadable).');
  },
);
