import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesPerSecond, writeWav } from '../graph/media/wav.ts';
import { bodyText, type Json } from '../graph/messages.ts';
import type { SoftphoneEvent } from '../softphone-api.ts';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';
import { adaId, answerBody, appId, frontDeskId, tenantId, withCaption } from '../testing/toy-bot.ts';

const support = '99999999-8888-4777-8666-555555555555';
let simulator: RunningSimulator;
let bot: { readonly url: string; readonly server: Server };
let webDir: string;

beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'softphone-'));
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Softphone</title>');
  await writeFile(join(webDir, 'secret.txt'), 'secret');
  bot = await listeningBot();
  simulator = await startSimulator({
    port: 0,
    appId,
    appSecret: 'open sesame',
    tenantId,
    webDir,
    botCallsUrl: `${bot.url}/api/calls`,
    people: {
      callers: [{ kind: 'user', id: adaId, displayName: 'Ada Example' }],
      lines: [{ id: frontDeskId, displayName: 'Front Desk', number: '+441632960999' }],
    },
    names: { [support]: 'support' },
  });
});
afterAll(async () => {
  bot.server.close();
  bot.server.closeAllConnections(); // First: nothing may keep the test alive when the simulator did not start.
  await simulator.close();
  await rm(webDir, { recursive: true });
});

test('a call over HTTP: dial, hear, leave a message, be transferred', async () => {
  const { callId } = (await ask('POST', '/calls', { from: { kind: 'phone', number: '+441632960123' }, to: frontDeskId })) as {
    callId: string;
  };
  const events = await follow(callId);
  const started = await events.until('promptStarted');
  expect(started).toMatchObject({ text: 'Welcome.', language: 'en-US', silent: true, durationMs: 200, n: 1 });
  const sound = await fetch(`${simulator.url}${started.url}`);
  expect([sound.status, sound.headers.get('content-type')]).toEqual([200, 'audio/wav']);
  await events.until('recordingStarted');
  await speak(callId);
  await ask('POST', `/calls/${callId}/tones`, { tone: '#' });
  const recorded = await events.until('recordingEnded');
  expect(recorded.why).toBe('stopTone');
  const recording = new Uint8Array(await (await fetch(`${simulator.url}${recorded.url ?? ''}`)).arrayBuffer());
  expect(recording.length).toBeGreaterThan(44);
  expect(await events.until('transferred')).toMatchObject({ to: 'support', destination: 'user' });
  const all = events.all();
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
  expect(all.flatMap((event) => (event.kind === 'traffic' && event.exchange.trouble ? [event.exchange] : []))).toEqual([]);
  expect(all.flatMap((event) => (event.kind === 'traffic' ? [event.exchange.title] : []))).toEqual(
    expect.arrayContaining([
      'incoming call',
      'answer',
      'call established',
      'media active',
      'playPrompt',
      'recordResponse completed',
      'transfer',
    ]),
  );
  await events.close();
  const later = await follow(callId, 3);
  await later.until('transferred');
  expect(later.all()[0]?.seq).toBe(4);
  await later.close();
});

test('hanging up in the browser ends the call for the bot', async () => {
  const { callId } = (await ask('POST', '/calls', { from: { kind: 'user', id: adaId }, to: 'bot' })) as { callId: string };
  const events = await follow(callId);
  expect((await fetch(api(`/calls/${callId}`), { method: 'DELETE' })).status).toBe(204);
  const isEnd = (event: SoftphoneEvent): boolean => event.kind === 'state' && event.state === 'ended';
  await events.untilSo(isEnd);
  expect((await fetch(api(`/calls/${callId}/tones`), jsonPost({ tone: '1' }))).status).toBe(409);
  await events.close();
});

test('a key that is pressed before the call is connected is not taken for one that was heard', async () => {
  const { callId } = (await ask('POST', '/calls', { from: { kind: 'user', id: adaId }, to: 'bot' })) as { callId: string };
  const response = await fetch(api(`/calls/${callId}/tones`), jsonPost({ tone: '1' }));
  expect([response.status, await response.json()]).toMatchObject([409, { error: { code: 'notConnected' } }]);
  await fetch(api(`/calls/${callId}`), { method: 'DELETE' });
});

test.each([
  ['a line that does not exist', '/calls', { from: { kind: 'user', id: adaId }, to: 'nobody' }, 400],
  ['a number that is none', '/calls', { from: { kind: 'phone', number: '12' }, to: frontDeskId }, 400],
  ['a key that no telephone has', '/calls/00000000-0000-4000-8000-000000000000/tones', { tone: '1' }, 404],
])('%s is refused with words', async (_name, path, body, status) => {
  const response = await fetch(api(path), jsonPost(body));
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
});

test('the page is served with its policy, and nothing beside it', async () => {
  const page = await fetch(`${simulator.url}/softphone/`);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  for (const name of ['secret.txt', '..%2fsecret.txt', '%2e%2e/secret.txt', 'softphone.js', '']) {
    const status = name === '' ? 200 : 404;
    expect([name, (await fetch(`${simulator.url}/softphone/${name}`)).status]).toEqual([name, status]);
  }
  expect(await raw('GET', '/softphone/../../../etc/passwd', {})).toBe(404);
});

test.each([
  ['a name that leads to this machine', { host: 'evil.example:80' }, 403],
  ['a page of another site', { origin: 'https://evil.example' }, 403],
  ['a page on another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
  ['a cross-site request without an origin', { 'sec-fetch-site': 'cross-site' }, 403],
  ['the softphone itself', {}, 200],
])('a request from %s is answered with the right status', async (_name, headers, status) => {
  expect(await raw('GET', '/softphone/api/people', headers)).toBe(status);
});

test('a form on another site cannot dial', async () => {
  const response = await fetch(api('/calls'), {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ from: { kind: 'user', id: adaId }, to: 'bot' }),
  });
  expect(response.status).toBe(400);
});

test('a port that is in use is named', async () => {
  const port = Number(new URL(simulator.url).port);
  const second = startSimulator({
    port,
    appId,
    appSecret: 'x',
    tenantId,
    botCallsUrl: bot.url,
    people: { callers: [], lines: [] },
  });
  await expect(second).rejects.toMatchObject({ code: 'PORT_TAKEN', message: expect.stringContaining(String(port)) });
});

function api(path: string): string {
  return `${simulator.url}/softphone/api${path}`;
}
function jsonPost(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
async function ask(method: 'POST', path: string, body: unknown): Promise<unknown> {
  const response = await fetch(api(path), { ...jsonPost(body), method });
  return response.status === 204 ? undefined : response.json();
}
async function speak(callId: string): Promise<void> {
  const body = new Uint8Array(new Int16Array(3_200).fill(9_000).buffer);
  await fetch(api(`/calls/${callId}/voice`), { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body });
}
/** `fetch` sets some headers itself; this sends what it is given. */
function raw(
  method: string,
  path: string,
  headers: { readonly [name: string]: string | undefined },
): Promise<number | undefined> {
  const sent = Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: new URL(simulator.url).port, method, path, headers: sent }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

type EventOf<Kind> = Extract<SoftphoneEvent, { kind: Kind }>;
async function follow(callId: string, lastEventId?: number) {
  const stop = new AbortController();
  const headers: { [name: string]: string } = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) };
  const response = await fetch(api(`/calls/${callId}/events`), { signal: stop.signal, headers });
  const seen: SoftphoneEvent[] = [];
  let wake = (): void => {};
  const reading = (async () => {
    let text = '';
    for await (const piece of response.body ?? []) {
      text += new TextDecoder().decode(piece);
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) seen.push(JSON.parse(data) as SoftphoneEvent);
      }
      wake();
    }
  })().catch(() => undefined); // Closed by us.
  const untilSo = async (isSo: (event: SoftphoneEvent) => boolean): Promise<SoftphoneEvent> => {
    for (;;) {
      const found = seen.find(isSo);
      if (found) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    all: () => seen,
    untilSo,
    until: async <Kind extends SoftphoneEvent['kind']>(kind: Kind) =>
      (await untilSo((event) => event.kind === kind)) as EventOf<Kind>,
    close: async () => {
      stop.abort();
      await reading;
    },
  };
}

/** A bot on the network: welcomes, records until `#`, transfers. */
async function listeningBot(): Promise<{ url: string; server: Server }> {
  const welcome = withCaption(writeWav(new Uint8Array(bytesPerSecond / 5)), 'Welcome.');
  let url = '';
  let token: string | undefined;
  const act = async (callId: string, action: string, body: unknown): Promise<void> => {
    token ??= await (async () => {
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: 'open sesame',
        scope: 'https://graph.microsoft.com/.default',
      });
      const answer = (await (
        await fetch(`${simulator.url}/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body: form })
      ).json()) as Json;
      return String(answer.access_token);
    })();
    const post = jsonPost(body);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    await fetch(`${simulator.url}/v1.0/communications/calls/${callId}/${action}`, { ...post, headers });
  };
  const react = async (data: Json, callId: string): Promise<void> => {
    if (data.state === 'incoming') return act(callId, 'answer', { ...answerBody, callbackUri: `${url}/api/calls` });
    if (data.mediaState && data.state === 'established') {
      const mediaInfo = { uri: `${url}/welcome.wav`, resourceId: 'welcome' };
      await act(callId, 'playPrompt', { prompts: [{ '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo }] });
      return act(callId, 'recordResponse', { stopTones: ['#'], maxRecordDurationInSeconds: 30, playBeep: false });
    }
    if (data.recordingLocation) return act(callId, 'transfer', { transferTarget: { identity: { user: { id: support } } } });
  };
  const server = createServer((incoming, response) => {
    if (incoming.method === 'GET') return void response.end(welcome);
    void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of incoming) pieces.push(Buffer.from(piece as Uint8Array));
      const { value } = JSON.parse(bodyText(Buffer.concat(pieces))) as { value: { resourceUrl: string; resourceData: Json }[] };
      response.writeHead(202).end();
      for (const { resourceUrl, resourceData } of value) await react(resourceData, resourceUrl.split('/')[3] ?? '');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, server };
}
