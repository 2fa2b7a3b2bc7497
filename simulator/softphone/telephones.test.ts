import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SoftphoneEvent, TelephoneEvent } from '../softphone-api.ts';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';
import { adaId, appId, frontDeskId, tenantId } from '../testing/toy-bot.ts';

const benId = 'be000000-0000-4000-8000-000000000002';
const cleoId = 'c1e00000-0000-4000-8000-000000000003';
const ben = { kind: 'user', id: benId } as const;

let simulator: RunningSimulator;
/** A bot whose automation API says what a test wants it to say. */
let bot: Server;
let botSays: { readonly status: number; readonly body: unknown } = { status: 202, body: {} };
const asked: unknown[] = [];

beforeAll(async () => {
  bot = createServer((incoming, response) => {
    void (async () => {
      const pieces: Uint8Array[] = [];
      for await (const piece of incoming) pieces.push(piece as Uint8Array);
      asked.push({ path: incoming.url, body: JSON.parse(Buffer.concat(pieces).toString()) as unknown });
      response.writeHead(botSays.status, { 'content-type': 'application/json' }).end(JSON.stringify(botSays.body));
    })();
  });
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  simulator = await startSimulator({
    port: 0,
    appId,
    appSecret: 'open sesame',
    tenantId,
    botCallsUrl: `http://127.0.0.1:${(bot.address() as AddressInfo).port}/api/calls`,
    people: {
      callers: [
        { kind: 'user', id: adaId, displayName: 'Ada Example' },
        { kind: 'user', id: benId, displayName: 'Ben Sample' },
        { kind: 'user', id: cleoId, displayName: 'Cleo Pattern' },
      ],
      lines: [
        { id: 'bot', displayName: 'The bot itself' },
        { id: frontDeskId, displayName: 'frontDesk', number: '+441632960999' },
      ],
    },
    latencies: { destinationMs: 20 },
  });
});
const streams: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const stream of streams.splice(0)) await stream.close();
});
afterAll(async () => {
  bot.close();
  await simulator.close();
});

test('a window rings when its person is called, and both ends see who they are with', async () => {
  const window = await watch(`/telephones/${benId}/events`);
  expect((await window.telephone()).ringing).toEqual([]);
  const ada = await meeting();
  const adas = await watch(`/calls/${ada}/events`);
  await wish('POST', `/calls/${ada}/invitations`, { to: ben });
  const { callId } = await window.rings();
  expect(await wish('POST', `/calls/${callId}/accept`)).toBe(204);
  const bens = await watch(`/calls/${callId}/events`);
  expect((await bens.others((others) => others.length === 1)).others).toMatchObject([{ name: 'Ada Example', kind: 'person' }]);
  expect((await adas.others((others) => others.length === 1)).others).toMatchObject([{ name: 'Ben Sample' }]);
  await window.until(({ event, data }) => event === 'telephone' && data.endsWith('[]}'));
  expect(await wish('POST', `/calls/${callId}/accept`)).toBe(409);
  await wish('DELETE', `/calls/${callId}`);
  await adas.others((others) => others.length === 0);
});

test('whoever declines rings no longer, and the one who invited is told', async () => {
  const window = await watch(`/telephones/${benId.toUpperCase()}/events`);
  const ada = await meeting();
  const adas = await watch(`/calls/${ada}/events`);
  await wish('POST', `/calls/${ada}/invitations`, { to: ben });
  const { callId, from } = await window.rings();
  expect(from).toBe('Ada Example');
  expect(await wish('DELETE', `/calls/${callId}`)).toBe(204);
  await adas.call((event) => event.kind === 'invitation' && event.outcome === 'declined');
});

test('people without a window behave by themselves', async () => {
  const ada = await meeting();
  const adas = await watch(`/calls/${ada}/events`);
  await wish('POST', `/calls/${ada}/invitations`, { to: { kind: 'user', id: cleoId } });
  await adas.call((event) => event.kind === 'invitation' && event.outcome === 'joined');
});

test('the telephone rings on the stream of a call, too, and voices come on it', async () => {
  const first = await meeting(benId);
  const bens = await watch(`/calls/${first}/events?voices&telephone=${benId}`);
  const ada = await meeting();
  await wish('POST', `/calls/${ada}/invitations`, { to: ben });
  const { callId } = await bens.rings();
  await wish('POST', `/calls/${callId}/accept`);
  const adas = await watch(`/calls/${ada}/events?voices`);
  await adas.others((others) => others.length === 1);
  const pcm = Buffer.alloc(3_200, 7);
  const speak = () =>
    fetch(api(`/calls/${callId}/voice`), { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: pcm });
  await speak();
  const voice = await adas.until(({ event }) => event === 'voice');
  expect(Buffer.from(voice.data, 'base64').equals(pcm)).toBe(true);
});

test('whoever mutes is shown as muted, to everybody and to themselves', async () => {
  const ada = await meeting();
  const adas = await watch(`/calls/${ada}/events`);
  expect(await wish('PUT', `/calls/${ada}/muted`, { muted: true })).toBe(204);
  await adas.call((event) => event.kind === 'others' && event.isMuted);
  expect(await wish('PUT', `/calls/${ada}/muted`, { muted: 'yes' })).toBe(400);
});

test('the bot is asked into a meeting, and only into a meeting', async () => {
  const ada = await meeting();
  expect(await wish('POST', `/calls/${ada}/bots`, { to: 'nobody' })).toBe(409);
  expect(await wish('POST', `/calls/${ada}/bots`, { to: frontDeskId })).toBe(204);
  const adas = await watch(`/calls/${ada}/events`);
  await adas.call((event) => event.kind === 'traffic' && event.exchange.title === 'incoming call');
  expect(JSON.stringify(asked.at(-1))).toContain('organizerMeetingInfo');
});

test('the bot is asked to call somebody in the name of a line, and its refusal is told in its own words', async () => {
  const body = { to: ben, line: 'bot' };
  expect(await wish('POST', '/outbound-calls', body)).toBe(202);
  expect(asked.at(-1)).toEqual({ path: '/api/outbound-calls', body: { to: { user: benId }, line: 'frontDesk' } });
  botSays = { status: 422, body: { title: 'No such line.', detail: 'line: name one of lines.jsonc' } };
  const refusal = await fetch(api('/outbound-calls'), json(body));
  expect([refusal.status, await refusal.json()]).toEqual([
    409,
    { error: { code: 'refused', message: 'No such line. line: name one of lines.jsonc' } },
  ]);
});

const api = (path: string): string => `${simulator.url}/softphone/api${path}`;
const json = (body: unknown, method = 'POST'): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
async function wish(method: string, path: string, body?: unknown): Promise<number> {
  const response = await fetch(api(path), body === undefined ? { method } : json(body, method));
  await response.arrayBuffer();
  return response.status;
}
/** @returns the call's id at the organizer's end. */
async function meeting(organizer = adaId): Promise<string> {
  const response = await fetch(api('/meetings'), json({ from: { kind: 'user', id: organizer } }));
  return ((await response.json()) as { callId: string }).callId;
}

interface Told {
  readonly event: string | undefined;
  readonly data: string;
}
type Others = Extract<SoftphoneEvent, { kind: 'others' }>;

async function watch(path: string) {
  const stop = new AbortController();
  const response = await fetch(api(path), { signal: stop.signal });
  const seen: Told[] = [];
  let wake = (): void => {};
  const reading = (async () => {
    let text = '';
    for await (const piece of response.body ?? []) {
      text += new TextDecoder().decode(piece);
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) seen.push({ event: /^event: (.*)$/m.exec(block)?.[1], data });
      }
      wake();
    }
  })().catch(() => undefined); // Closed by us.
  const until = async (isSo: (told: Told) => boolean): Promise<Told> => {
    for (;;) {
      const found = seen.find(isSo);
      if (found) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const call = async (isSo: (event: SoftphoneEvent) => boolean): Promise<SoftphoneEvent> => {
    const { data } = await until((told) => told.event === undefined && isSo(JSON.parse(told.data) as SoftphoneEvent));
    return JSON.parse(data) as SoftphoneEvent;
  };
  const stream = {
    until,
    call,
    others: async (isSo: (others: Others['others']) => boolean) => {
      const people = await call((event) => event.kind === 'others' && isSo(event.others));
      return people as Others; // As has been looked for.
    },
    telephone: async () => JSON.parse((await until(({ event }) => event === 'telephone')).data) as TelephoneEvent,
    rings: async () => {
      const { data } = await until(({ event, data: text }) => event === 'telephone' && text.includes('callId'));
      const [ringing] = (JSON.parse(data) as TelephoneEvent).ringing;
      if (!ringing) throw new Error('Nothing rings.');
      return ringing;
    },
    close: async () => {
      stop.abort();
      await reading;
    },
  };
  streams.push(stream);
  return stream;
}
