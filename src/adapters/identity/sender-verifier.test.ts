import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { Fault } from '../../core/call/fault.ts';
import type { HttpClient, HttpResult } from '../../ports/http-client.ts';
import { type Log, silentLog } from '../../ports/log.ts';
import { senderVerifier } from './sender-verifier.ts';

const configurationUrl = 'https://keys.example/.well-known/OpenIdConfiguration';
const jwksUrl = 'https://keys.example/keys';
const bot = 'c0ffee00-1111-4222-8333-444455556666';
const tenant = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';
const start = 1_700_000_000_000;

const microsoft = generateKeyPairSync('rsa', { modulusLength: 2048 });
const renewed = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const good = () => ({
  iss: 'https://api.botframework.com',
  aud: bot,
  tid: tenant,
  nbf: start / 1_000 - 60,
  exp: start / 1_000 + 3_600,
});

/** A token by hand, so that it can be wrong in every way. */
function token(changes: { claims?: object; header?: object; key?: KeyObject } = {}): string {
  const head = encode({ alg: 'RS256', typ: 'JWT', kid: 'first', ...changes.header });
  const input = `${head}.${encode({ ...good(), ...changes.claims })}`;
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), changes.key ?? microsoft.privateKey).toString('base64url')}`;
}

/** Microsoft's key endpoint and the time, both in the test's hand. */
function aWorld(options: { log?: Log } = {}) {
  const world = {
    now: start,
    up: true,
    jwksUri: jwksUrl,
    keys: [jwk(microsoft.publicKey, 'first')] as object[],
    fetches: 0,
  };
  const http: HttpClient = {
    async send({ url }): Promise<HttpResult> {
      world.fetches += 1;
      if (!world.up) return { kind: 'notSent', why: 'ECONNREFUSED' };
      const body = url === configurationUrl ? { jwks_uri: world.jwksUri } : url === jwksUrl ? { keys: world.keys } : {};
      return { kind: 'answered', status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) };
    },
    close: async () => {},
  };
  const verifier = senderVerifier({
    openIdConfiguration: configurationUrl,
    issuers: ['https://api.botframework.com', 'https://graph.microsoft.com'],
    audience: bot,
    http,
    clock: { now: () => world.now, sleep: async () => {} },
    log: options.log ?? silentLog,
  });
  return Object.assign(world, {
    verify: (jwt: string) => verifier.verify(`Bearer ${jwt}`),
    verifyHeader: (header: string | null) => verifier.verify(header),
  });
}
function jwk(key: KeyObject, kid: string): object {
  return { ...key.export({ format: 'jwk' }), kid, use: 'sig' };
}
const known = { kind: 'known', tenantId: tenant };

test('a good token of either issuer is known by its tenant', async () => {
  const world = aWorld();
  expect(await world.verify(token())).toEqual(known);
  expect(await world.verify(token({ claims: { iss: 'https://graph.microsoft.com' } }))).toEqual(known);
});

describe('a token is refused that', () => {
  test('is forged: signed by somebody else under a known key id', async () => {
    expect(await aWorld().verify(token({ key: stranger.privateKey }))).toEqual({ kind: 'unknown', why: 'signature' });
  });
  test('was changed after signing', async () => {
    const [head, , signature] = token().split('.');
    const changed = `${head}.${encode({ ...good(), tid: 'another-tenant' })}.${signature}`;
    expect(await aWorld().verify(changed)).toEqual({ kind: 'unknown', why: 'signature' });
  });
  test('has expired', async () => {
    expect(await aWorld().verify(token({ claims: { exp: start / 1_000 - 300 } }))).toEqual({ kind: 'unknown', why: 'expired' });
  });
  test('never expires', async () => {
    expect(await aWorld().verify(token({ claims: { exp: undefined } }))).toEqual({ kind: 'unknown', why: 'malformed' });
  });
  test('is not valid yet', async () => {
    expect(await aWorld().verify(token({ claims: { nbf: start / 1_000 + 300 } }))).toEqual({
      kind: 'unknown',
      why: 'notYetValid',
    });
  });
  test('is for another audience', async () => {
    expect(await aWorld().verify(token({ claims: { aud: 'another-bot' } }))).toEqual({ kind: 'forbidden', why: 'audience' });
    expect(await aWorld().verify(token({ claims: { aud: undefined } }))).toEqual({ kind: 'forbidden', why: 'audience' });
  });
  test('is from another issuer', async () => {
    expect(await aWorld().verify(token({ claims: { iss: 'https://sts.windows.net/x/' } }))).toEqual({
      kind: 'forbidden',
      why: 'issuer',
    });
    expect(await aWorld().verify(token({ claims: { iss: undefined } }))).toEqual({ kind: 'forbidden', why: 'issuer' });
  });
  test('names no tenant', async () => {
    for (const tid of [undefined, '', 7, 'a/../b']) {
      expect(await aWorld().verify(token({ claims: { tid } }))).toEqual({ kind: 'forbidden', why: 'tenant' });
    }
  });
  test('says alg none', async () => {
    const none = (alg: string) => `${encode({ alg, kid: 'first' })}.${encode(good())}.`;
    for (const alg of ['none', 'None', 'NONE'])
      expect(await aWorld().verify(none(alg))).toEqual({ kind: 'unknown', why: 'algorithm' });
  });
  test('is HS256 with the public key as the secret', async () => {
    const input = `${encode({ alg: 'HS256', kid: 'first' })}.${encode(good())}`;
    for (const format of ['spki', 'pkcs1'] as const) {
      const secret = microsoft.publicKey.export({ format: 'pem', type: format });
      const signature = createHmac('sha256', secret).update(input).digest('base64url');
      expect(await aWorld().verify(`${input}.${signature}`)).toEqual({ kind: 'unknown', why: 'algorithm' });
    }
  });
  test('says RS512, although the key would do', async () => {
    expect(await aWorld().verify(token({ header: { alg: 'RS512' } }))).toEqual({ kind: 'unknown', why: 'algorithm' });
  });
  test('brings its own key', async () => {
    const header = { kid: 'mine', jwk: stranger.publicKey.export({ format: 'jwk' }), jku: 'https://evil.example/keys' };
    expect(await aWorld().verify(token({ header, key: stranger.privateKey }))).toEqual({ kind: 'unknown', why: 'unknownKey' });
  });
  test('has an unknown key id, or none', async () => {
    expect(await aWorld().verify(token({ header: { kid: 'other' } }))).toEqual({ kind: 'unknown', why: 'unknownKey' });
    expect(await aWorld().verify(token({ header: { kid: undefined } }))).toEqual({ kind: 'unknown', why: 'unknownKey' });
  });
  test('demands an extension that we do not know', async () => {
    expect(await aWorld().verify(token({ header: { crit: ['exotic'], exotic: true } }))).toEqual({
      kind: 'unknown',
      why: 'malformed',
    });
  });
  test('is too long to be one', async () => {
    const world = aWorld();
    expect(await world.verify(token({ claims: { padding: 'x'.repeat(9_000) } }))).toEqual({ kind: 'unknown', why: 'malformed' });
    expect(world.fetches).toBe(0);
  });
});

test.each([
  [null, 'noToken'],
  ['', 'noToken'],
  ['   ', 'noToken'],
  ['Basic YWRhOmV4YW1wbGU=', 'malformed'],
  ['Bearer', 'malformed'],
  ['Bearer a b', 'malformed'],
  ['Bearer not.a.token', 'malformed'],
] as const)('the header %j proves nothing', async (header, why) => {
  expect(await aWorld().verifyHeader(header)).toEqual({ kind: 'unknown', why });
});

test('clocks may differ by a minute', async () => {
  expect(await aWorld().verify(token({ claims: { exp: start / 1_000 - 60 } }))).toEqual(known);
  expect(await aWorld().verify(token({ claims: { nbf: start / 1_000 + 60 } }))).toEqual(known);
});

describe('keys', () => {
  test('are fetched once for many tokens, and the same token is verified once', async () => {
    const world = aWorld();
    for (let n = 0; n < 5; n += 1) await world.verify(token({ claims: { n } }));
    expect(world.fetches).toBe(2); // The configuration, then the keys.
  });

  test('a verified token stops being known when it expires', async () => {
    const world = aWorld();
    const jwt = token({ claims: { exp: start / 1_000 + 600 } });
    expect(await world.verify(jwt)).toEqual(known);
    world.now += 599_000;
    expect(await world.verify(jwt)).toEqual(known);
    world.now += 200_000;
    expect(await world.verify(jwt)).toEqual({ kind: 'unknown', why: 'expired' });
  });

  test('a rotated key is found by fetching anew', async () => {
    const world = aWorld();
    await world.verify(token());
    world.keys = [jwk(renewed.publicKey, 'second')];
    world.now += 61_000;
    expect(await world.verify(token({ header: { kid: 'second' }, key: renewed.privateKey }))).toEqual(known);
  });

  test('made-up key ids do not make us ask again and again', async () => {
    const world = aWorld();
    await world.verify(token());
    for (let n = 0; n < 50; n += 1) await world.verify(token({ header: { kid: `made-up-${n}` } }));
    expect(world.fetches).toBe(2);
    world.now += 61_000;
    for (let n = 0; n < 50; n += 1) await world.verify(token({ header: { kid: `made-up-${n}` } }));
    expect(world.fetches).toBe(4);
  });

  test('many first senders at once cause one fetch', async () => {
    const world = aWorld();
    const senders = await Promise.all([1, 2, 3, 4].map((n) => world.verify(token({ claims: { n } }))));
    expect(senders).toEqual([known, known, known, known]);
    expect(world.fetches).toBe(2);
  });

  test('that were good stay good while the endpoint is down', async () => {
    const world = aWorld();
    await world.verify(token());
    world.up = false;
    world.now += 5 * 3_600_000;
    const later = { nbf: world.now / 1_000, exp: world.now / 1_000 + 600 };
    expect(await world.verify(token({ claims: later }))).toEqual(known);
    expect(world.fetches).toBe(3);
  });

  test('are asked for again after some hours, so that a withdrawn one is forgotten', async () => {
    const world = aWorld();
    await world.verify(token());
    world.keys = [jwk(renewed.publicKey, 'second')];
    world.now += 5 * 3_600_000;
    const later = { nbf: world.now / 1_000, exp: world.now / 1_000 + 600 };
    await world.verify(token({ claims: { ...later, n: 1 } }));
    world.now += 61_000;
    let sender = await world.verify(token({ claims: { ...later, n: 2 } }));
    // Nobody waits for the routine fetch, so the old key may serve a few turns of the event loop longer.
    for (let n = 3; n < 100 && sender.kind === 'known'; n += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      sender = await world.verify(token({ claims: { ...later, n } }));
    }
    expect(sender).toEqual({ kind: 'unknown', why: 'unknownKey' });
  });

  test('that cannot be had leave it undecided, until the endpoint is back', async () => {
    const world = aWorld();
    world.up = false;
    expect(await world.verify(token())).toEqual({ kind: 'undecided' });
    world.up = true;
    world.now += 2_000;
    expect(await world.verify(token())).toEqual(known);
  });

  test('over plain http beyond loopback are not fetched', async () => {
    const world = aWorld();
    world.jwksUri = 'http://keys.example/keys';
    expect(await world.verify(token())).toEqual({ kind: 'undecided' });
    expect(world.fetches).toBe(1);
  });

  test('of other kinds in the set do not get in the way', async () => {
    const world = aWorld();
    world.keys = [
      { kty: 'EC', kid: 'ec' },
      { kty: 'RSA', kid: 'broken', n: '!', e: '!' },
      null as never,
      { ...jwk(stranger.publicKey, 'enc'), use: 'enc' },
      ...world.keys,
    ];
    expect(await world.verify(token())).toEqual(known);
    expect(await world.verify(token({ header: { kid: 'enc' }, key: stranger.privateKey }))).toEqual({
      kind: 'unknown',
      why: 'unknownKey',
    });
  });
});

test('settings that would let anybody in stop the start', () => {
  const base = {
    openIdConfiguration: configurationUrl,
    issuers: ['x'],
    audience: bot,
    http: { send: () => Promise.reject(), close: async () => {} },
    clock: { now: () => 0, sleep: async () => {} },
    log: silentLog,
  };
  expect(() => senderVerifier({ ...base, audience: '' })).toThrow(Fault);
  expect(() => senderVerifier({ ...base, issuers: [] })).toThrow(Fault);
  expect(() => senderVerifier({ ...base, openIdConfiguration: 'http://keys.example/' })).toThrow(Fault);
  expect(() => senderVerifier({ ...base, openIdConfiguration: 'http://127.0.0.1:7071/x' })).not.toThrow();
});

test('a token never reaches the log', async () => {
  const lines: string[] = [];
  const write = (event: string, fields?: object) => void lines.push(JSON.stringify({ event, fields }));
  const world = aWorld({ log: { debug: write, info: write, warn: write, error: write } });
  world.up = false;
  const jwt = token();
  await world.verify(jwt);
  expect(lines).not.toEqual([]);
  expect(lines.join()).not.toContain(jwt.slice(-20));
});
