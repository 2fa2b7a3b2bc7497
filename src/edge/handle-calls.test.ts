import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { senderVerifier } from '../adapters/identity/sender-verifier.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import { Fault } from '../core/call/fault.ts';
import { silentLog } from '../ports/log.ts';
import type { SenderVerifier } from '../ports/sender-verifier.ts';
import { type CallsDoor, handleCalls, type Turns } from './handle-calls.ts';
import type { IncomingRequest } from './http-types.ts';

const id = '3a1f5c00-7c1e-4f5b-9a52-0d6f1b2c3d4e';
const trace = '2f6b9c1d-8e3a-4b7c-9d0e-1f2a3b4c5d6e';
const established = { resourceUrl: `/communications/calls/${id}`, changeType: 'updated', resourceData: { state: 'established' } };
const known: SenderVerifier = { verify: async () => ({ kind: 'known', tenantId: 'tenant-of-token' }) };

interface Door extends CallsDoor {
  readonly taken: { readonly events: readonly CallEvent[]; readonly tenantId: string }[];
  readonly logged: string[];
}
function aDoor(options: { verifier?: SenderVerifier; take?: Turns['take']; limits?: { readonly bodyBytes: number } } = {}): Door {
  const taken: { events: readonly CallEvent[]; tenantId: string }[] = [];
  const logged: string[] = [];
  const write = (event: string, fields?: object) => void logged.push(JSON.stringify({ event, ...fields }));
  const take: Turns['take'] = async (events, { tenantId }) => {
    taken.push({ events, tenantId });
    return (await options.take?.(events, { tenantId })) ?? { kind: 'settled' };
  };
  const log = { ...silentLog, debug: write, info: write, warn: write, error: write };
  const limits = options.limits === undefined ? {} : { limits: options.limits };
  return { taken, logged, verifier: options.verifier ?? known, turns: { take }, log, ...limits };
}

function aRequest(body: unknown, options: { headers?: Record<string, string>; method?: string } = {}): IncomingRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = new Request('http://127.0.0.1/api/calls', { method: 'POST', body: text, headers: options.headers ?? {} });
  return { method: options.method ?? 'POST', url: request.url, headers: request.headers, body: request.body, params: {} };
}

/** A request whose body fails the test when it is read. */
function anUnreadRequest(headers: Record<string, string>, method = 'POST') {
  const seen = { reads: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        seen.reads += 1;
        controller.close();
      },
    },
    { highWaterMark: 0 }, // Not even the first chunk is fetched ahead.
  );
  const request: IncomingRequest = { method, url: 'http://127.0.0.1/api/calls', headers: new Headers(headers), body, params: {} };
  return { request, seen };
}

describe('what is accepted', () => {
  test('notifications are played in order and answered 202 when their turns are settled', async () => {
    let settled = false;
    const door = aDoor({
      take: async () => {
        await Promise.resolve();
        settled = true;
        return { kind: 'settled' };
      },
    });
    const tone = { ...established, resourceData: { toneInfo: { sequenceId: 1, tone: 'tone1' } } };
    expect(await handleCalls(aRequest({ value: [established, tone] }), door)).toEqual({ status: 202, headers: {} });
    expect(settled).toBe(true);
    expect(door.taken).toMatchObject([
      { tenantId: 'tenant-of-token', events: [{ kind: 'callStateChanged' }, { kind: 'tonePressed' }] },
    ]);
  });

  test('an incoming call without a tenant gets the one of the token, and its own is kept', async () => {
    const incoming = (tenantId?: string) => ({
      ...established,
      changeType: 'created',
      resourceData: { state: 'incoming', tenantId },
    });
    const door = aDoor();
    await handleCalls(aRequest({ value: [incoming(), incoming('its-own')] }), door);
    expect(door.taken[0]?.events).toMatchObject([{ tenantId: 'tenant-of-token' }, { tenantId: 'its-own' }]);
  });

  test('the ids that Microsoft traces by come back, but only if they are GUIDs', async () => {
    const headers = { 'Scenario-Id': trace, 'X-Microsoft-Skype-Message-ID': trace };
    expect((await handleCalls(aRequest({ value: [] }, { headers }), aDoor())).headers).toEqual({
      'scenario-id': trace,
      'client-request-id': trace,
    });
    const odd = { 'Scenario-Id': 'Ada Example', 'Client-Request-Id': '<script>' };
    expect((await handleCalls(aRequest({ value: [] }, { headers: odd }), aDoor())).headers).toEqual({});
  });

  test('a repeated delivery can be told by its name', async () => {
    const door = aDoor();
    await handleCalls(
      aRequest({ value: [established, established] }, { headers: { 'X-Microsoft-Skype-Message-ID': trace } }),
      door,
    );
    expect(door.taken[0]?.events).toMatchObject([{ delivery: `${trace}#0` }, { delivery: `${trace}#1` }]);
  });

  test("the legacy form is answered 204, so that the call comes again in Graph's form", async () => {
    const door = aDoor();
    expect((await handleCalls(aRequest({ id: 'x', participants: [], callState: 'incoming' }), door)).status).toBe(204);
    expect(door.taken).toEqual([]);
  });

  test.each(['', '{}'])('the empty body %j is accepted and logged, and nothing else', async (body) => {
    const door = aDoor();
    expect((await handleCalls(aRequest(body), door)).status).toBe(202);
    expect(door.taken).toEqual([]);
    expect(door.logged.join()).toContain('calls.empty');
  });

  test('what was odd is counted in the log, without its content', async () => {
    const door = aDoor();
    await handleCalls(aRequest({ value: [{ resourceUrl: '/people/Ada' }, established] }), door);
    expect(door.logged).toEqual([JSON.stringify({ event: 'calls.survived', survived: ['noCall:1'] })]);
    expect(door.taken[0]?.events).toHaveLength(1);
  });
});

describe('what is not', () => {
  test('a body that is no JSON is answered 400', async () => {
    expect((await handleCalls(aRequest('{"value": ['), aDoor())).status).toBe(400);
  });

  test.each(['GET', 'PUT', 'OPTIONS'])('%s is answered 405', async (method) => {
    const { request, seen } = anUnreadRequest({}, method);
    expect((await handleCalls(request, aDoor())).status).toBe(405);
    expect(seen.reads).toBe(0);
  });

  test('a body that says it is too long is answered 413 unread', async () => {
    const { request, seen } = anUnreadRequest({ 'content-length': '1048577' });
    expect((await handleCalls(request, aDoor())).status).toBe(413);
    expect(seen.reads).toBe(0);
  });

  test('a body that is too long without saying so is answered 413, and the rest is not read', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(1_000));
      },
    });
    const door = aDoor({ limits: { bodyBytes: 5_000 } });
    expect((await handleCalls({ ...aRequest(''), headers: new Headers(), body }, door)).status).toBe(413);
    expect(sent).toBeLessThan(10);
    expect(door.taken).toEqual([]);
  });

  test('a sender that breaks off is answered 400', async () => {
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('gone')) });
    expect((await handleCalls({ ...aRequest(''), body }, aDoor())).status).toBe(400);
  });

  test('when the store cannot be reached the sender may come again: 503', async () => {
    const unavailable = aDoor({ take: async () => ({ kind: 'unavailable' }) });
    const faulty = aDoor({ take: () => Promise.reject(new Fault('STORE_UNAVAILABLE', 'no', { retryable: true })) });
    for (const door of [unavailable, faulty])
      expect((await handleCalls(aRequest({ value: [established] }), door)).status).toBe(503);
  });

  test('any other fault is answered 500 and logged by its code', async () => {
    const door = aDoor({ take: () => Promise.reject(new Fault('STORE_CORRUPT', 'Ada Example')) });
    expect((await handleCalls(aRequest({ value: [established] }), door)).status).toBe(500);
    expect(door.logged.join()).toContain('STORE_CORRUPT');
    expect(door.logged.join()).not.toContain('Ada');
  });
});

describe('a bad token is refused before anything of the body is read', () => {
  const microsoft = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const now = 1_700_000_000_000;
  const bot = 'c0ffee00-1111-4222-8333-444455556666';
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'https://api.botframework.com', aud: bot, tid: 'contoso', exp: now / 1_000 + 600 };
  const token = (changes: object = {}, key: KeyObject = microsoft.privateKey, header: object = {}) => {
    const input = `${encode({ alg: 'RS256', kid: 'first', ...header })}.${encode({ ...claims, ...changes })}`;
    return `Bearer ${input}.${sign('RSA-SHA256', Buffer.from(input), key).toString('base64url')}`;
  };
  const keys = {
    jwks_uri: 'https://keys.example/keys',
    keys: [{ ...microsoft.publicKey.export({ format: 'jwk' }), kid: 'first' }],
  };
  const realVerifier = (up = true) =>
    senderVerifier({
      openIdConfiguration: 'https://keys.example/configuration',
      issuers: [claims.iss],
      audience: bot,
      clock: { now: () => now, sleep: async () => {} },
      log: silentLog,
      http: {
        send: async () =>
          up
            ? { kind: 'answered', status: 200, headers: {}, body: Buffer.from(JSON.stringify(keys)) }
            : { kind: 'notSent', why: 'ECONNREFUSED' },
        close: async () => {},
      },
    });

  const bad: readonly (readonly [string, string | undefined, number])[] = [
    ['no token', undefined, 401],
    ['a forged one', token({}, stranger.privateKey), 401],
    ['an expired one', token({ exp: now / 1_000 - 600 }), 401],
    ['one for another audience', token({ aud: 'another-bot' }), 403],
    ['one of another issuer', token({ iss: 'https://evil.example' }), 403],
    ['one without a signature', `Bearer ${encode({ alg: 'none' })}.${encode(claims)}.`, 401],
    ['one with HS256', token({}, microsoft.privateKey, { alg: 'HS256' }), 401],
    ['one with an unknown key id', token({}, microsoft.privateKey, { kid: 'other' }), 401],
    ['one without a tenant', token({ tid: undefined }), 403],
  ];
  test.each(bad)('%s', async (_what, authorization, status) => {
    const { request, seen } = anUnreadRequest(authorization === undefined ? {} : { authorization });
    const door = aDoor({ verifier: realVerifier() });
    expect((await handleCalls(request, door)).status).toBe(status);
    expect(seen.reads).toBe(0);
    expect(door.taken).toEqual([]);
    expect(door.logged.join()).not.toContain('Bearer');
  });

  test('and while the keys cannot be had nobody is let in: 503', async () => {
    const { request, seen } = anUnreadRequest({ authorization: token() });
    expect((await handleCalls(request, aDoor({ verifier: realVerifier(false) }))).status).toBe(503);
    expect(seen.reads).toBe(0);
  });

  test('while a good one opens the door', async () => {
    const door = aDoor({ verifier: realVerifier() });
    const request = aRequest({ value: [established] }, { headers: { authorization: token() } });
    expect((await handleCalls(request, door)).status).toBe(202);
    expect(door.taken).toMatchObject([{ tenantId: 'contoso' }]);
  });
});
