import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { openRehearsal, type Rehearsal } from '../../cli/rehearsal.ts';
import { automationRoutes } from '../../src/edge/automation/routes.ts';
import type { HttpClient } from '../../src/ports/http-client.ts';
import { sendToAutomation } from '../support/an-automation-api.ts';

// Who may do what, by tokens that an issuer has signed, at every door of the automation API there is.

/** What `Calls.Read` is enough for. Whatever is not named here changes something, or shows who somebody is: `Calls.Place`. */
const readable = [
  'GET outbound-calls/{id}',
  'GET live-calls',
  'GET live-calls/{id}',
  'GET live-calls/{id}/wishes/{wish}',
  'GET live-calls/{id}/state',
  'GET ended-calls',
  'GET campaigns',
  'GET campaigns/{id}',
  'GET campaigns/{id}/results',
  'GET do-not-call',
  'GET lines',
];

const issuer = 'https://login.example/v2.0';
const audience = 'api://ivr';
const configuration = 'https://login.example/v2.0/.well-known/openid-configuration';
let rehearsal: Rehearsal;
let keys: CryptoKeyPair;

beforeAll(async () => {
  keys = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'first', use: 'sig', alg: 'RS256' };
  const pages = new Map<string, object>([
    [configuration, { jwks_uri: 'https://login.example/keys' }],
    ['https://login.example/keys', { keys: [jwk] }],
  ]);
  const entra: HttpClient = {
    send: async ({ url }) => {
      const body = new TextEncoder().encode(JSON.stringify(pages.get(url) ?? {}));
      return { kind: 'answered', status: pages.has(url) ? 200 : 404, headers: {}, body };
    },
    close: async () => {},
  };
  const admin = { issuers: [issuer], audience: [audience], openIdConfigurationUrl: configuration, hostChecksKeys: false };
  rehearsal = await openRehearsal({ flowsDir: 'flows', admin, outside: () => entra });
});
afterAll(() => rehearsal.close());

async function tokenWith(roles: readonly string[]): Promise<string> {
  const now = Math.floor(rehearsal.clock.now() / 1_000);
  return new SignJWT({ oid: '0a1b2c3d-0009-4567-89ab-cdef01234567', roles })
    .setProtectedHeader({ alg: 'RS256', kid: 'first' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + 300)
    .sign(keys.privateKey);
}

/** `let in` is whatever the route itself answers: there is no such call, the body is empty, or all is well. */
async function knock(method: string, path: string, roles: readonly string[] | undefined): Promise<'let in' | number> {
  const authorization = roles === undefined ? {} : { authorization: `Bearer ${await tokenWith(roles)}` };
  const headers = { host: 'ivr.contoso.example', 'content-type': 'application/json', ...authorization };
  const url = `https://ivr.contoso.example/api/${path.replace(/\{\w+\}/g, '0a1b2c3d-0001-4567-89ab-cdef01234567')}`;
  const { status } = await sendToAutomation(rehearsal.bot, method, url, headers, method === 'POST' ? {} : undefined);
  await rehearsal.clock.advance(1_000); // Nobody is slowed down.
  return status === 401 || status === 403 || status >= 500 ? status : 'let in';
}

const routes = automationRoutes.map(({ method, path }) => [`${method} ${path}`, method, path] as const);

describe.each(routes)('%s', (route, method, path) => {
  const mayRead = readable.includes(route);

  test.each<[string, readonly string[] | undefined, 'let in' | number]>([
    ['nobody without a token', undefined, 401],
    ['no account without a role', [], 403],
    ['nobody who only handles flows', ['Flows.Read', 'Flows.Publish'], 403],
    [mayRead ? 'a reader of calls' : 'no reader of calls', ['Calls.Read'], mayRead ? 'let in' : 403],
    ['whoever may place calls', ['Calls.Place'], 'let in'],
  ])('lets in %s', async (_who, roles, answer) => {
    expect(await knock(method, path, roles)).toBe(answer);
  });
});

test('what may be read exists, and a reader sees the list of calls', async () => {
  expect(readable.filter((route) => !routes.some(([known]) => known === route))).toEqual([]);
  const headers = { authorization: `Bearer ${await tokenWith(['Calls.Read'])}` };
  const reply = await sendToAutomation(rehearsal.bot, 'GET', 'https://ivr.contoso.example/api/live-calls', headers);
  expect([reply.status, reply.text]).toEqual([200, '{"calls":[]}']);
});

test('behind the door of keys nobody is let in where no host has asked for the key', async () => {
  for (const [, method, path] of routes) {
    const url = `https://ivr.contoso.example/api/key/${path}`;
    expect([path, (await sendToAutomation(rehearsal.bot, method, url, {})).status]).toEqual([path, 401]);
  }
});
