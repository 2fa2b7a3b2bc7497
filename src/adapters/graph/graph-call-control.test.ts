import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Fault } from '../../core/call/fault.ts';
import { clientContext, readCallId } from '../../core/call/ids.ts';
import type { AccessTokens } from '../../ports/access-tokens.ts';
import type { ControlCommand } from '../../ports/call-control.ts';
import type { Clock } from '../../ports/clock.ts';
import { type Log, silentLog } from '../../ports/log.ts';
import type { PromptLibrary } from '../../ports/prompts.ts';
import { undiciClient } from '../http/undici-client.ts';
import { graphCallControl } from './graph-call-control.ts';

const id = readCallId('3a1f5c00-7c1e-4f5b-9a52-0d6f1b2c3d4e');
if (id === undefined) throw new Error('no id');
const call = { id, tenantId: 'contoso.example', callChainId: '2F6B9C1D-8e3a-4b7c-9d0e-1f2a3b4c5d6e' };
const path = `/v1.0/communications/calls/${id}`;
const context = clientContext(3, 7);
const hello = { kind: 'speech', text: 'Hello', language: 'en-US', durationMs: 700 } as const;
const play: ControlCommand = { number: 7, kind: 'playPrompt', context, prompts: [hello] };

interface Seen {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}
type Answer =
  | { readonly status: number; readonly headers?: { readonly [name: string]: string }; readonly body?: object }
  | 'silence';

const http = undiciClient();
let server: Server;
let seen: Seen[];
let answers: Answer[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => answer(request, response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await http.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  seen = [];
  answers = [];
});

/** Answers as scripted, and 200 when the script is over. */
function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
  seen.push({
    method: request.method,
    path: request.url,
    headers: request.headers,
    body: body === '' ? undefined : JSON.parse(body),
  });
  const next = answers.shift() ?? { status: 200 };
  if (next === 'silence') return;
  response.writeHead(next.status, { ...next.headers }).end(next.body === undefined ? undefined : JSON.stringify(next.body));
}

/** Sleeping takes no time, and is written down. */
function manualClock(): Clock & { readonly slept: number[] } {
  let now = 1_700_000_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
  };
}

function aControl(
  options: {
    clock?: Clock;
    tokens?: Partial<AccessTokens>;
    prompts?: Partial<PromptLibrary>;
    log?: Log;
    base?: string;
    callback?: string;
    shape?: 'user';
  } = {},
) {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const clock = options.clock ?? manualClock();
  const control = graphCallControl({
    http,
    graphBaseUrl: options.base ?? `http://127.0.0.1:${port}/v1.0`,
    appId: 'c0ffee00-1111-4222-8333-444455556666',
    callbackUri: options.callback ?? 'https://bot.example.net/api/calls',
    tokens: { forTenant: async (tenant) => `token-of-${tenant}`, refresh: async () => 'fresh', ...options.tokens },
    prompts: {
      playable: async (item) => ({ uri: `https://bot.example.net/media/${item.kind}.wav`, resourceId: item.kind }),
      wav: async () => undefined,
      ...options.prompts,
    },
    clock,
    log: options.log ?? silentLog,
    voicemailShape: options.shape ?? 'endpointType',
  });
  return {
    perform: (command: ControlCommand, withinMs = 5_000) => control.perform(call, command, clock.now() + withinMs),
    observe: () => control.observe(call, clock.now() + 5_000),
  };
}

describe('what is sent', () => {
  test('a prompt goes out with token, tracing ids and the documented body', async () => {
    expect(await aControl().perform(play)).toEqual({ kind: 'accepted' });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      path: `${path}/playPrompt`,
      headers: {
        authorization: 'Bearer token-of-contoso.example',
        'content-type': 'application/json',
        'scenario-id': '2f6b9c1d-8e3a-4b7c-9d0e-1f2a3b4c5d6e',
        'client-request-id': expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      },
      body: {
        prompts: [
          {
            '@odata.type': '#microsoft.graph.mediaPrompt',
            mediaInfo: {
              '@odata.type': '#microsoft.graph.mediaInfo',
              uri: 'https://bot.example.net/media/speech.wav',
              resourceId: 'speech',
            },
          },
        ],
        clientContext: '3.7',
      },
    });
  });

  test('the answer names the callback and fetches each first prompt once', async () => {
    await aControl().perform({ number: 1, kind: 'answer', preFetch: [hello, hello, { kind: 'silence', durationMs: 5_000 }] });
    expect(seen[0]).toMatchObject({
      path: `${path}/answer`,
      body: {
        callbackUri: 'https://bot.example.net/api/calls',
        acceptedModalities: ['audio'],
        mediaConfig: {
          '@odata.type': '#microsoft.graph.serviceHostedMediaConfig',
          preFetchMedia: [{ resourceId: 'speech' }, { resourceId: 'silence' }],
        },
      },
    });
  });

  test('durations become whole seconds, rounded up, within the documented range', async () => {
    const record = { number: 1, kind: 'recordCaller', context, beep: false, stopTones: ['#'] } as const;
    await aControl().perform({ ...record, maxLengthMs: 900_000, initialSilenceMs: 4_001, maxSilenceMs: 0 });
    expect(seen[0]?.body).toEqual({
      bargeInAllowed: false,
      maxRecordDurationInSeconds: 120,
      initialSilenceTimeoutInSeconds: 5,
      maxSilenceTimeoutInSeconds: 1,
      playBeep: false,
      stopTones: ['#'],
      clientContext: '3.7',
    });
  });

  test('voicemail is named by endpointType, or by the person alone when switched', async () => {
    const transfer: ControlCommand = { number: 1, kind: 'transfer', target: { kind: 'voicemail', id: 'ada' } };
    await aControl().perform(transfer);
    await aControl({ shape: 'user' }).perform(transfer);
    const identity = {
      '@odata.type': '#microsoft.graph.identitySet',
      user: { '@odata.type': '#microsoft.graph.identity', id: 'ada' },
    };
    const target = { '@odata.type': '#microsoft.graph.invitationParticipantInfo', identity };
    expect(seen.map(({ body }) => body)).toEqual([
      { transferTarget: { ...target, endpointType: 'voicemail' } },
      { transferTarget: target },
    ]);
  });

  test.each([
    ['keepAlive', 'POST', '/keepAlive'],
    ['hangUp', 'DELETE', ''],
  ] as const)('%s has no body', async (kind, method, action) => {
    await aControl().perform({ number: 1, kind });
    expect(seen[0]).toMatchObject({ method, path: `${path}${action}`, body: undefined });
    expect(seen[0]?.headers).not.toHaveProperty('content-type');
  });

  test('too many targets or prompts, or none, are refused here', async () => {
    const control = aControl();
    expect(await control.perform({ number: 1, kind: 'redirect', targets: [] })).toEqual({ kind: 'refused', code: 'targetCount' });
    expect(await control.perform({ ...play, prompts: Array(21).fill(hello) })).toEqual({ kind: 'refused', code: 'promptCount' });
    expect(seen).toEqual([]);
  });
});

describe('what comes back', () => {
  test.each([
    ['404', { status: 404 }],
    ['410', { status: 410 }],
    ['code 8522', { status: 400, body: { error: { code: '8522', message: 'Call not found' } } }],
  ])('%s: the caller has gone', async (_what, scripted) => {
    answers = [scripted];
    expect(await aControl().perform(play)).toEqual({ kind: 'callGone' });
    answers = [scripted];
    expect(await aControl().perform({ number: 9, kind: 'hangUp' })).toEqual({ kind: 'callGone' });
  });

  test('a refusal brings the code of either error shape and is not tried again', async () => {
    answers = [{ status: 403, body: { error: { code: 'UnknownError', message: '{"errorCode":"7504"}' } } }];
    expect(await aControl().perform(play)).toEqual({ kind: 'refused', code: '7504' });
    answers = [{ status: 500, body: { error: { code: '9999', message: 'Encountered Exception during ToneSubscription' } } }];
    expect(await aControl().perform({ number: 2, kind: 'listenForTones', context })).toEqual({ kind: 'refused', code: '9999' });
    expect(seen).toHaveLength(2);
  });

  test('a throttled request waits as long as Graph says, then goes out again', async () => {
    const clock = manualClock();
    answers = [
      { status: 429, headers: { 'retry-after': '2' } },
      { status: 503, headers: { 'retry-after': new Date(clock.now() + 3_000).toUTCString() } },
    ];
    expect(await aControl({ clock }).perform(play)).toEqual({ kind: 'accepted' });
    expect(seen).toHaveLength(3);
    expect(clock.slept).toEqual([2_000, 1_000]); // The date was one second off by then.
    expect(new Set(seen.map(({ headers }) => headers['scenario-id'])).size).toBe(1);
    expect(new Set(seen.map(({ headers }) => headers['client-request-id'])).size).toBe(3);
  });

  test("a wait that does not fit into the turn is the core's to decide", async () => {
    answers = [{ status: 429, headers: { 'retry-after': '60' } }];
    expect(await aControl().perform(play)).toEqual({ kind: 'busy', retryAfterMs: 60_000 });
    expect(seen).toHaveLength(1);
  });

  test('endless throttling ends after four attempts', async () => {
    answers = Array(9).fill({ status: 503, headers: { 'retry-after': '0' } });
    expect(await aControl().perform(play)).toEqual({ kind: 'busy', retryAfterMs: 0 });
    expect(seen).toHaveLength(4);
  });

  test('a refused token is renewed once', async () => {
    answers = [{ status: 401 }];
    expect(await aControl().perform(play)).toEqual({ kind: 'accepted' });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-of-contoso.example', 'Bearer fresh']);
    answers = [{ status: 401 }, { status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } }];
    expect(await aControl().perform(play)).toEqual({ kind: 'refused', code: 'InvalidAuthenticationToken' });
    expect(seen).toHaveLength(4);
  });

  test('silence beyond the deadline is unclear, and a prompt is never sent twice for it', async () => {
    answers = ['silence'];
    expect(await aControl().perform(play, 1_000)).toEqual({ kind: 'unclear' });
    answers = [{ status: 504 }];
    expect(await aControl().perform(play)).toEqual({ kind: 'unclear' });
    expect(seen).toHaveLength(2);
  });

  test('what does no harm twice is tried again', async () => {
    answers = [{ status: 502 }, { status: 500 }];
    expect(await aControl().perform({ number: 1, kind: 'keepAlive' })).toEqual({ kind: 'accepted' });
    expect(seen).toHaveLength(3);
  });

  test('a host that refuses the connection took nothing: busy, after a few tries', async () => {
    const clock = manualClock();
    expect(await aControl({ clock, base: 'http://127.0.0.1:9/v1.0' }).perform(play)).toEqual({
      kind: 'busy',
      retryAfterMs: 1_000,
    });
    expect(clock.slept).toEqual([100, 200, 400]);
  });

  test('nothing is started after the deadline', async () => {
    expect(await aControl().perform(play, 0)).toEqual({ kind: 'busy', retryAfterMs: 1_000 });
    expect(await aControl().perform(play, -5_000)).toEqual({ kind: 'busy', retryAfterMs: 1_000 });
    expect(seen).toEqual([]);
  });

  test('without a token nothing is sent, and whether it may come back is said', async () => {
    const failing = (retryable: boolean) => ({
      forTenant: () => Promise.reject(new Fault('TOKEN_UNAVAILABLE', 'no', { retryable })),
    });
    expect(await aControl({ tokens: failing(true) }).perform(play)).toEqual({ kind: 'busy', retryAfterMs: 1_000 });
    expect(await aControl({ tokens: failing(false) }).perform(play)).toEqual({ kind: 'refused', code: 'noToken' });
    expect(seen).toEqual([]);
  });

  test('why there is no token is told in words', async () => {
    const tokens = {
      forTenant: () => Promise.reject(new Fault('TOKEN_UNAVAILABLE', 'no', { reason: 'AADSTS7000222' })),
    };
    const told: unknown[] = [];
    await aControl({ tokens, log: { ...silentLog, error: (event, fields) => told.push({ event, ...fields }) } }).perform(play);
    expect(told).toEqual([
      expect.objectContaining({
        event: 'graph.token',
        code: 'TOKEN_UNAVAILABLE',
        reason: 'AADSTS7000222',
        why: 'The client secret has expired (AADSTS7000222).',
      }),
    ]);
  });

  test('a prompt that cannot be had is refused when played, but keeps no phone ringing', async () => {
    const prompts = { playable: () => Promise.reject(new Fault('PROMPT_UNFIT', 'no')) };
    expect(await aControl({ prompts }).perform(play)).toEqual({ kind: 'refused', code: 'PROMPT_UNFIT' });
    expect(await aControl({ prompts }).perform({ number: 1, kind: 'answer', preFetch: [hello] })).toEqual({ kind: 'accepted' });
    expect(seen.map((request) => request.path)).toEqual([`${path}/answer`]);
  });
});

describe('observing a call', () => {
  test.each([
    [
      'alive with its state',
      {
        status: 200,
        body: { '@odata.type': '#microsoft.graph.call', state: 'Established', mediaState: { audio: 'active' }, toneInfo: null },
      },
      { kind: 'alive', state: 'established', audio: 'active' },
    ],
    ['alive in a state that we do not know', { status: 200, body: { state: 'hold' } }, { kind: 'alive' }],
    ['gone when terminated', { status: 200, body: { state: 'terminated' } }, { kind: 'gone' }],
    ['gone when not found', { status: 404 }, { kind: 'gone' }],
    [
      'refused when forbidden, with the code',
      { status: 403, body: { error: { code: '7504', message: 'Insufficient' } } },
      { kind: 'refused', code: '7504' },
    ],
    ['unclear when the answer is no call', { status: 200 }, { kind: 'unclear' }],
  ])('%s', async (_what, scripted, observation) => {
    answers = [scripted];
    expect(await aControl().observe()).toEqual(observation);
    expect(seen[0]).toMatchObject({ method: 'GET', path });
  });
});

test.each([
  ['somebody who is asked away for the first time was never there', {}, { kind: 'refused', code: 'noParticipant' }],
  [
    'asked again, whoever is not there has been removed',
    { again: true },
    { kind: 'accepted', answer: { kind: 'operation', ended: 'completed' } },
  ],
] as const)('%s', async (_what, again, outcome) => {
  answers = [{ status: 404, body: { error: { code: 'NotFound', message: 'There is no such participant.' } } }];
  const remove = { number: 1, kind: 'removeParticipant', context: clientContext(1, 1), participant: 'p-1', ...again } as const;
  expect(await aControl().perform(remove)).toEqual(outcome);
});

test('nothing of the caller reaches the log', async () => {
  const lines: string[] = [];
  const write = (event: string, fields?: object) => void lines.push(JSON.stringify({ event, fields }));
  const log = { debug: write, info: write, warn: write, error: write };
  answers = [{ status: 403, body: { error: { code: '7505', message: '+441632960123 of Ada Example' } } }];
  await aControl({ log }).perform({ number: 1, kind: 'transfer', target: { kind: 'phone', number: '+441632960111' } });
  expect(lines.join()).toContain('telephoneRefused');
  expect(lines.join()).not.toMatch(/4416|Ada|token-of/);
});

test.each([
  ['graph', { base: 'http://graph.example/v1.0' }],
  ['the callback', { callback: 'http://bot.example.net/api/calls' }],
  ['the callback', { callback: 'nonsense' }],
])('plain http for %s beyond loopback stops the start', (_what, options) => {
  expect(() => aControl(options)).toThrow(Fault);
});
