import { verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../core/call/fault.ts';
import { undiciClient } from '../http/undici-client.ts';
import { accessTokens } from './access-tokens.ts';
import type { BotCredential } from './bot-credential.ts';
import { selfSigned } from './test-certificate.ts';

const appId = 'c0ffee00-1111-4222-8333-444455556666';
const contoso = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';
const fabrikam = '6c2f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';
const http = undiciClient();
let server: Server;
let origin: string;
let seen: { readonly path: string; readonly form: URLSearchParams; readonly headers: NodeJS.Dict<string | string[]> }[];
let answer: { readonly status: number; readonly body: object } | undefined;
let expiresIn: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      seen.push({ path: request.url ?? '', form: new URLSearchParams(body), headers: request.headers });
      const given = answer ?? {
        status: 200,
        body: { token_type: 'Bearer', expires_in: expiresIn, access_token: `token-${seen.length}` },
      };
      response.writeHead(given.status, { 'content-type': 'application/json' }).end(JSON.stringify(given.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(async () => {
  await http.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  seen = [];
  answer = undefined;
  expiresIn = 3_600;
});

const pathOf = (index: number) => new URL(seen[index]?.path ?? '', origin).pathname;

function someTokens(credential: BotCredential = { kind: 'secret', secret: 's3cret' }) {
  const time = { now: 1_700_000_000_000 };
  // Sleeping never ends here: tests that wait for a deadline say so.
  const clock = { now: () => time.now, sleep: () => new Promise<void>(() => {}) };
  return Object.assign(time, accessTokens({ appId, credential, authority: `${origin}/`, http, clock }));
}

test("a token is one POST to the tenant's address at the configured authority, and nothing else", async () => {
  const tokens = someTokens();
  expect(await tokens.forTenant(contoso)).toBe('token-1');
  expect(seen).toHaveLength(1);
  expect(pathOf(0)).toBe(`/${contoso}/oauth2/v2.0/token`);
  expect(Object.fromEntries(seen[0]?.form ?? [])).toMatchObject({
    client_id: appId,
    client_secret: 's3cret',
    grant_type: 'client_credentials',
    scope: expect.stringContaining('https://graph.microsoft.com/.default'),
  });
});

test('each tenant has its own token, and it is kept', async () => {
  const tokens = someTokens();
  expect([await tokens.forTenant(contoso), await tokens.forTenant(fabrikam)]).toEqual(['token-1', 'token-2']);
  expect([await tokens.forTenant(contoso), await tokens.forTenant(contoso.toUpperCase())]).toEqual(['token-1', 'token-1']);
  expect(seen).toHaveLength(2);
});

test('ten calls at once make one request', async () => {
  const tokens = someTokens();
  expect(new Set(await Promise.all(Array.from({ length: 10 }, () => tokens.forTenant(contoso))))).toEqual(new Set(['token-1']));
  expect(seen).toHaveLength(1);
});

test('a token is renewed five minutes before it expires', async () => {
  const tokens = someTokens();
  await tokens.forTenant(contoso);
  tokens.now += 3_299_000;
  expect(await tokens.forTenant(contoso)).toBe('token-1');
  tokens.now += 2_000;
  expect(await tokens.forTenant(contoso)).toBe('token-2');
});

test('a token that lives shorter than that still serves half its life', async () => {
  expiresIn = 60;
  const tokens = someTokens();
  await tokens.forTenant(contoso);
  tokens.now += 29_000;
  expect(await tokens.forTenant(contoso)).toBe('token-1');
  tokens.now += 2_000;
  expect(await tokens.forTenant(contoso)).toBe('token-2');
});

test('a refused token is replaced once for all who held it', async () => {
  const tokens = someTokens();
  const stale = await tokens.forTenant(contoso);
  expect(await tokens.refresh(contoso, stale)).toBe('token-2');
  expect(await tokens.refresh(contoso, stale)).toBe('token-2');
  expect(seen).toHaveLength(2);
});

test.each(['../other', 'a/b', 'a?b', 'a#b', '', '.', 'a..b', 'x'.repeat(300)])(
  'a tenant named %j never becomes part of an address',
  async (tenant) => {
    await expect(someTokens().forTenant(tenant)).rejects.toMatchObject({ code: 'TOKEN_UNAVAILABLE', retryable: false });
    expect(seen).toEqual([]);
  },
);

test("a wrong secret is a lasting fault that says the authority's word and no more", async () => {
  answer = {
    status: 401,
    body: {
      error: 'invalid_client',
      error_codes: [7000215],
      error_description: 'AADSTS7000215: Invalid client secret s3cret',
    },
  };
  const error: unknown = await someTokens()
    .forTenant(contoso)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Fault);
  expect(error).toMatchObject({
    code: 'TOKEN_UNAVAILABLE',
    retryable: false,
    message: 'The authority gave no token (invalid_client).',
    reason: 'AADSTS7000215',
  });
});

test('an authority that is unwell may come back, and then does', async () => {
  const tokens = someTokens();
  answer = { status: 503, body: {} };
  await expect(tokens.forTenant(contoso)).rejects.toMatchObject({ code: 'TOKEN_UNAVAILABLE', retryable: true });
  answer = undefined;
  expect(await tokens.forTenant(contoso)).toMatch(/^token-/);
});

test('whoever waits goes on at the deadline, and the token serves the next one', async () => {
  const clock = { now: () => 1_000, sleep: async () => {} };
  const tokens = accessTokens({ appId, credential: { kind: 'simulator' }, authority: origin, http, clock });
  await expect(tokens.forTenant(contoso, 1_000)).rejects.toMatchObject({ code: 'TOKEN_UNAVAILABLE', retryable: true });
  expect(await tokens.forTenant(contoso)).toBe('token-1');
  expect(seen).toHaveLength(1);
});

describe('a certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'teams-ivr-certificate-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('signs what is sent instead of a secret', async () => {
    const pair = selfSigned();
    const path = join(folder, 'bot.pem');
    writeFileSync(path, pair.privateKey + pair.certificate);
    expect(await someTokens({ kind: 'certificate', path }).forTenant(contoso)).toBe('token-1');
    const assertion = seen[0]?.form.get('client_assertion') ?? '';
    const [head = '', claims = '', signature = ''] = assertion.split('.');
    const header: unknown = JSON.parse(Buffer.from(head, 'base64url').toString());
    expect(header).toHaveProperty('x5t#S256');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ iss: appId, sub: appId });
    const padding = { key: pair.certificate, padding: 6, saltLength: 32 }; // RSA-PSS, which MSAL uses with SHA-256 thumbprints.
    expect(verify('sha256', Buffer.from(`${head}.${claims}`), padding, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  test('that is missing is said so by the name of its setting', async () => {
    const tokens = someTokens({ kind: 'certificate', path: join(folder, 'none.pem') });
    await expect(tokens.forTenant(contoso)).rejects.toThrow(/BOT_CERTIFICATE_PATH/);
  });
});

describe('a managed identity', () => {
  const before = { ...process.env };
  beforeEach(() => {
    process.env.IDENTITY_ENDPOINT = `${origin}/msi/token`;
    process.env.IDENTITY_HEADER = 'local-secret';
  });
  afterEach(() => {
    process.env = { ...before };
  });

  test('that is the bot itself gets its token from the host', async () => {
    answer = {
      status: 200,
      body: {
        access_token: 'from-the-host',
        expires_on: '1700003600',
        resource: 'https://graph.microsoft.com',
        token_type: 'Bearer',
      },
    };
    const tokens = someTokens({ kind: 'managedIdentity' });
    expect(await tokens.forTenant(contoso)).toBe('from-the-host');
    const asked = new URL(seen[0]?.path ?? '', origin);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({ resource: 'https://graph.microsoft.com', client_id: appId });
    expect(seen[0]?.headers).toMatchObject({ 'x-identity-header': 'local-secret' });
    tokens.now += 3_200_000;
    await tokens.forTenant(contoso);
    expect(seen).toHaveLength(1);
  });

  test('that vouches for the app is asked for an assertion first', async () => {
    const tokens = someTokens({ kind: 'managedIdentity', clientId: fabrikam });
    expect(await tokens.forTenant(contoso)).toBe('token-2');
    expect(new URL(seen[0]?.path ?? '', origin).searchParams.get('resource')).toBe('api://AzureADTokenExchange');
    expect(pathOf(1)).toBe(`/${contoso}/oauth2/v2.0/token`);
    expect(seen[1]?.form.get('client_assertion')).toBe('token-1');
  });
});
