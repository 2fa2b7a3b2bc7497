import type { HttpClient, HttpRequestOut, HttpResult } from '../../ports/http-client.ts';
import { type AzureCredentialOptions, azureCredential } from './azure-credential.ts';
import { tenantTokens } from './tenant-tokens.ts';

const clientId = '22222222-3333-4444-8555-666666666666';
const scope = 'https://storage.azure.com/.default';
const before = { ...process.env };
beforeEach(() => {
  jest.resetModules(); // MSAL keeps the first client's network for the whole process.
  // What Azure tells an app about its identity's endpoint.
  process.env.IDENTITY_ENDPOINT = 'http://169.254.129.1:42356/msi/token';
  process.env.IDENTITY_HEADER = 'header-of-the-app';
});
afterEach(() => {
  process.env = { ...before };
});

/** An app with an identity; its endpoint answers as the test says. */
function anApp(options: Partial<AzureCredentialOptions> = {}) {
  const asked: HttpRequestOut[] = [];
  const app = { now: Date.now(), status: 200, lifetimeSeconds: 86_400 };
  const http: HttpClient = {
    send: async (request): Promise<HttpResult> => {
      asked.push(request);
      const until = Math.floor(app.now / 1_000) + app.lifetimeSeconds;
      const body = { access_token: `token-${asked.length}`, expires_on: String(until), resource: 'r', token_type: 'Bearer' };
      const answer = app.status === 200 ? body : { statusCode: app.status, message: 's3cret' };
      return { kind: 'answered', status: app.status, headers: {}, body: new TextEncoder().encode(JSON.stringify(answer)) };
    },
    close: async () => {},
  };
  const clock = { now: () => app.now, sleep: async () => {} };
  return { app, asked, credential: azureCredential({ http, clock, ...options }) };
}

test("the app's identity endpoint is asked for a token of the service, by the named identity", async () => {
  const { asked, credential, app } = anApp({ clientId });
  const { token, expiresOnTimestamp } = await credential.getToken([scope]);
  expect(token).toBe('token-1');
  expect(Math.abs(expiresOnTimestamp - app.now - 86_400_000)).toBeLessThan(5_000); // MSAL reckons in seconds of its own.
  const url = new URL(asked[0]?.url ?? '');
  expect(`${url.origin}${url.pathname}`).toBe('http://169.254.129.1:42356/msi/token');
  expect([url.searchParams.get('resource'), url.searchParams.get('client_id')]).toEqual(['https://storage.azure.com', clientId]);
  expect(asked[0]?.headers).toMatchObject({ 'X-IDENTITY-HEADER': 'header-of-the-app' });
});

test('without a name the system-assigned identity is meant', async () => {
  const { asked, credential } = anApp();
  await credential.getToken(scope);
  expect(new URL(asked[0]?.url ?? '').searchParams.has('client_id')).toBe(false);
});

test('ten requests of the same moment need one token, and later ones use it until shortly before its end', async () => {
  const { app, asked, credential } = anApp({ clientId });
  await Promise.all(Array.from({ length: 10 }, () => credential.getToken(scope)));
  expect(asked).toHaveLength(1);
  app.now += 86_400_000 - 6 * 60_000;
  expect((await credential.getToken(scope)).token).toBe('token-1');
  app.now += 2 * 60_000;
  expect((await credential.getToken(scope)).token).toBe('token-2');
});

test('each service has a token of its own', async () => {
  const { asked, credential } = anApp({ clientId });
  await credential.getToken(scope);
  await credential.getToken('https://ivr.documents.azure.com/.default');
  expect(asked.map(({ url }) => new URL(url).searchParams.get('resource'))).toEqual([
    'https://storage.azure.com',
    'https://ivr.documents.azure.com',
  ]);
});

test('a refused token is a fault without the words of the refusal, and the next who asks tries again', async () => {
  const { app, asked, credential } = anApp({ clientId });
  app.status = 500;
  const fault: unknown = await credential.getToken(scope).catch((error: unknown) => error);
  expect(fault).toMatchObject({ code: 'TOKEN_UNAVAILABLE', retryable: true });
  expect(String(fault)).not.toContain('s3cret');
  app.status = 200;
  const failed = asked.length;
  expect((await credential.getToken(scope)).token).toBe(`token-${failed + 1}`);
});

test("the bot's own token for Graph, asked for beside it, is believed for as long as it lives", async () => {
  const { app, credential } = anApp({ clientId });
  await credential.getToken(scope); // The first client's network serves the second as well.
  app.lifetimeSeconds = 600;
  const http: HttpClient = { send: async () => ({ kind: 'notSent', why: 'closed' }), close: async () => {} };
  const clock = { now: () => app.now, sleep: async () => {} };
  const identity = { appId: clientId, credential: { kind: 'managedIdentity' }, authority: 'https://login.invalid' } as const;
  const { lifetimeMs } = await (await tenantTokens({ ...identity, http, clock }, 'contoso.example'))();
  expect(Math.abs(lifetimeMs - 600_000)).toBeLessThan(5_000);
});
