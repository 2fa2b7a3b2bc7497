import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { expectAccessible } from './softphone-window.ts';

// The door of the console where the bot does not know by itself who asks: as in the cloud, with a bot of its own and an issuer
// whose tokens it takes.

jest.setTimeout(60_000);

const tenant = '99999999-8888-4777-8666-555555555555';
const audience = 'api://ivr';
let stateDir = '';
let entra: Server;
let issuer = '';
let keys: CryptoKeyPair;
let bot: ChildProcess | undefined;
let url = '';
let browser: Browser;

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'teams-ivr-door-'));
  keys = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'first', use: 'sig', alg: 'RS256' };
  entra = createServer((request, response) => {
    const page = request.url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
  });
  await new Promise<void>((resolve) => entra.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(entra.address() as AddressInfo).port}`; // It listens on TCP.
  bot = spawn(process.execPath, [join(process.cwd(), 'dist/cli/bot.js')], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      BOT_APP_ID: '11111111-2222-4333-8444-555555555555',
      BOT_TENANT_ID: tenant,
      BOT_BASE_URL: 'https://ivr.contoso.example',
      BOT_CREDENTIAL: 'managedIdentity',
      STATE_DIR: stateDir,
      ADMIN_ISSUERS: issuer,
      ADMIN_AUDIENCE: audience,
      ADMIN_OPENID_CONFIGURATION: `${issuer}/configuration`,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  url = await readyAt(bot);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  const ended = new Promise((resolve) => bot?.once('exit', resolve));
  bot?.kill('SIGINT');
  await ended;
  entra.close();
  rmSync(stateDir, { recursive: true, force: true });
});

function readyAt(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const note = (chunk: unknown): void => {
      said += String(chunk);
      const address = /ready on (http:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', note);
    child.stderr?.on('data', note);
    child.once('exit', () => reject(new Error(`It ended before it was ready:\n${said}`)));
  });
}

async function tokenWith(roles: readonly string[], lastsSeconds = 300): Promise<string> {
  return new SignJWT({ oid: '0a1b2c3d-0009-4567-89ab-cdef01234567', tid: tenant, roles })
    .setProtectedHeader({ alg: 'RS256', kid: 'first' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1_000) + lastsSeconds)
    .sign(keys.privateKey);
}

async function atTheDoor(dark = false): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme: dark ? 'dark' : 'light' });
  const page = await context.newPage();
  await page.goto(`${url}/console`);
  await page.getByRole('heading', { name: 'Come in' }).waitFor();
  return page;
}

async function comesInWith(page: Page, token: string): Promise<void> {
  await page.getByRole('radio', { name: 'Access token' }).click();
  await page.getByLabel('Access token').last().fill(token);
  await page.keyboard.press('Enter');
}

test('a token with the role opens the door for this tab only, is forgotten by signing out, and is in no address', async () => {
  const page = await atTheDoor(true);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await expectAccessible(page);
  const token = await tokenWith(['Calls.Read']);
  await comesInWith(page, token);
  await page.getByText('Nobody is in a call').waitFor();
  await page.reload();
  await page.getByText('Nobody is in a call').waitFor();

  const [signature = 'none'] = token.split('.').slice(-1);
  expect(asked.some((address) => address.includes(signature))).toBe(false);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(signature);
  expect(await page.context().cookies()).toEqual([]);
  const other = await page.context().newPage();
  await other.goto(`${url}/console`);
  await other.getByRole('heading', { name: 'Come in' }).waitFor();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Come in' }).waitFor();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await page.context().close();
});

test('whoever may only look is told, when they want to act, which role they need', async () => {
  const page = await atTheDoor();
  await comesInWith(page, await tokenWith(['Calls.Read']));
  await page.getByText('Nobody is in a call').waitFor();
  await page.getByRole('link', { name: 'Outbound' }).click();
  await page.getByRole('combobox', { name: 'Contact', exact: true }).fill('reception');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByText('Your account needs the app role Calls.Place.').waitFor();
  await page.context().close();
});

test('a token that is not taken, a token without a role and a key where none is taken are each told apart', async () => {
  const page = await atTheDoor();
  await comesInWith(page, 'rubbish');
  await page.getByText('This token is not taken.').waitFor();
  await comesInWith(page, await tokenWith([]));
  await page.getByText('Your account needs the app role Calls.Read.').waitFor();
  await page.getByRole('radio', { name: 'Key of the app' }).click();
  await page.getByLabel('Key of the app').last().fill('c2VjcmV0');
  await page.keyboard.press('Enter');
  await page.getByText('No keys are taken here.').waitFor();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await page.context().close();
});

test('a token that ends while somebody looks leads back to the door', async () => {
  const page = await atTheDoor();
  await comesInWith(page, await tokenWith(['Calls.Place']));
  await page.getByText('Nobody is in a call').waitFor();
  await page.evaluate(() => sessionStorage.clear()); // The bot would take the token for some minutes more.
  await page.route('**/api/live-calls**', (route) =>
    route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"title":"Nobody knows who you are."}' }),
  );
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('heading', { name: 'Come in' }).waitFor();
  await page.context().close();
});
