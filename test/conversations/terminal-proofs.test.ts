import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { callIn } from '../../cli/commands/call.ts';
import { callsIn } from '../../cli/commands/calls.ts';
import { openRehearsal, type Rehearsal } from '../../cli/rehearsal.ts';
import type { HttpClient } from '../../src/ports/http-client.ts';
import { aCommandLine } from '../support/a-terminal.ts';

// Who may use `teams-ivr call` and `teams-ivr calls` against a bot that is not on this machine.

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
  const admin = { issuers: [issuer], audience: [audience], openIdConfigurationUrl: configuration, hostChecksKeys: true };
  rehearsal = await openRehearsal({ flowsDir: 'flows', admin, outside: () => entra });
});
afterAll(() => rehearsal.close());

async function tokenWith(...roles: readonly string[]): Promise<string> {
  const now = Math.floor(rehearsal.clock.now() / 1_000);
  return new SignJWT({ oid: '0a1b2c3d-0009-4567-89ab-cdef01234567', roles })
    .setProtectedHeader({ alg: 'RS256', kid: 'first' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + 300)
    .sign(keys.privateKey);
}

const calling = ['reception', '--not-before', '1h', '--no-wait'];

test('without a proof nobody comes in, and it is said what proves it', async () => {
  await using line = await aCommandLine(rehearsal, { isFarAway: true });
  expect(await line.run(callsIn)).toMatchObject({ code: 1, error: expect.stringContaining('TEAMS_IVR_TOKEN or TEAMS_IVR_KEY') });
});

test('a reader of calls looks, and is told which role calling needs', async () => {
  const env = { TEAMS_IVR_TOKEN: await tokenWith('Calls.Read') };
  await using line = await aCommandLine(rehearsal, { isFarAway: true, env });
  expect(await line.run(callsIn)).toMatchObject({ code: 0, out: 'No call is going on.\n' });
  expect(await line.run(callIn, ...calling)).toMatchObject({
    code: 1,
    error: expect.stringContaining('needs the app role Calls.Place'),
  });
});

test('whoever may place calls does, by a token or by a key of the app', async () => {
  await using withToken = await aCommandLine(rehearsal, {
    isFarAway: true,
    env: { TEAMS_IVR_TOKEN: await tokenWith('Calls.Place') },
  });
  expect(await withToken.run(callIn, ...calling)).toMatchObject({ code: 0 });
  await using withKey = await aCommandLine(rehearsal, { isFarAway: true, env: { TEAMS_IVR_KEY: 'a-key' } });
  expect(await withKey.run(callIn, ...calling)).toMatchObject({ code: 0 });
  expect(withKey.addresses.every((url) => url.includes('/api/key/'))).toBe(true);
});
