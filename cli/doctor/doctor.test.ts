import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from '../../src/adapters/identity/test-certificate.ts';
import {
  allRoles,
  type FrontFaults,
  fakeFront,
  fakeSignature,
  fakeTenant,
  type Listening,
  listenOn,
  type TenantFaults,
} from '../../test/support/fake-tenant.ts';
import { doctor } from '../commands/doctor.ts';

const appId = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1';
const tenantId = 'c0ffee00-1111-4222-8333-444455556666';
const secret = 'Zq8~very.secret_value';
const account = '0acc0001-1111-4bbb-8ccc-ddddeeeeffff';

let folder = '';
let open: Listening[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  cpSync(join(process.cwd(), 'flows'), join(folder, 'flows'), { recursive: true });
  edit('lines.jsonc', (text) => text.replaceAll('7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff', account));
});
afterEach(async () => {
  await Promise.all(open.map((one) => one.close()));
  open = [];
  rmSync(folder, { recursive: true, force: true });
});

function edit(file: string, change: (text: string) => string): void {
  const path = join(folder, 'flows', file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

interface Faults extends TenantFaults, FrontFaults {
  readonly settings?: { readonly [name: string]: string | undefined };
  readonly args?: readonly string[];
}

/** A set-up in which all is well but for the faults that are planted, looked at through the command, over real HTTP. */
async function examine(faults: Faults = {}) {
  const [tenant, front] = [await fakeTenant(faults), await fakeFront(faults)];
  open.push(tenant, front);
  const settings = {
    BOT_APP_ID: appId,
    BOT_TENANT_ID: tenantId,
    BOT_BASE_URL: front.url,
    BOT_CREDENTIAL: 'simulator', // Allows a bot on this machine; everything else is as with a secret.
    BOT_CLIENT_SECRET: secret,
    GRAPH_BASE_URL: `${tenant.url}/v1.0`,
    LOGIN_AUTHORITY: tenant.url,
    NOTIFICATION_OPENID_CONFIGURATION: `${tenant.url}/v1/.well-known/OpenIdConfiguration`,
    STATE_DIR: join(folder, 'state'),
    FLOWS_DIR: join(folder, 'flows'),
    ...faults.settings,
  };
  const file = join(folder, 'local.settings.json');
  writeFileSync(file, JSON.stringify({ IsEncrypted: false, Values: settings }));
  const said = { out: '', error: '' };
  const code = await doctor.run(['--settings', file, ...(faults.args ?? [])], {
    out: (text) => {
      said.out += `${text}\n`;
    },
    error: (text) => {
      said.error += `${text}\n`;
    },
  });
  for (const hidden of [secret, fakeSignature, 'words of Entra']) expect(said.out + said.error).not.toContain(hidden);
  return { code, ...said, tenant, front };
}

/** What is said of one check: its line and those below it. */
function sectionOf(out: string, title: string): string {
  const sections = out.split(/\n(?= {2}\S)/);
  return sections.find((section) => section.trimStart().slice(2).startsWith(`${title}:`)) ?? '';
}

test('a set-up that is right is said to be right', async () => {
  const { code, out } = await examine();
  expect(out).not.toMatch(/^ {2}[✗!]/m);
  expect(out).toContain('✓ Permissions and consent: Granted, all that the flows need.');
  expect(out).toContain('Nothing that can be seen from here keeps callers from being served.');
  expect(code).toBe(0);
});

describe('the token', () => {
  test('a wrong secret is told with what to do for this very application, and what needs a token is skipped', async () => {
    const { code, out } = await examine({ tokenError: 7000215 });
    expect(sectionOf(out, 'Token')).toContain('✗ Token: The client secret is wrong (AADSTS7000215).');
    expect(sectionOf(out, 'Token')).toContain(`az ad app credential reset --id ${appId} --append`);
    expect(out).toContain('- Microsoft Graph: Not looked at, because of: Token.');
    expect(out).toContain('✓ Webhook');
    expect(code).toBe(1);
  });

  test.each([
    [7000222, 'The client secret has expired'],
    [700016, 'The application does not exist in the tenant'],
    [90002, 'The tenant does not exist'],
  ])('AADSTS%i is said in words', async (tokenError, words) => {
    const { code, out } = await examine({ tokenError, args: ['--only', 'token'] });
    expect(sectionOf(out, 'Token')).toContain(words);
    expect(code).toBe(1);
  });

  test('an authority that does not answer is named', async () => {
    const { code, out } = await examine({ settings: { LOGIN_AUTHORITY: 'http://127.0.0.1:1' }, args: ['--only', 'token'] });
    expect(sectionOf(out, 'Token')).toContain('127.0.0.1:1 gave no token');
    expect(code).toBe(1);
  });
});

describe('consent', () => {
  test('a missing permission is named with the steps that need it, its role, and the address where to consent', async () => {
    const roles = allRoles.filter((role) => role !== 'Calls.AccessMedia.All');
    const { code, out, tenant } = await examine({ roles });
    const section = sectionOf(out, 'Permissions and consent');
    expect(section).toContain('✗ Permissions and consent: A permission is missing');
    expect(section).toMatch(/Calls\.AccessMedia\.All: for listening for keys and recording \(appointment-reminder\/choice/);
    expect(section).toContain(`az ad app permission add --id ${appId} --api 00000003-0000-0000-c000-000000000000`);
    expect(section).toContain('a7a681dc-756e-4909-b988-f160edc6655f=Role');
    expect(section).toContain(`${tenant.url}/${tenantId}/adminconsent?client_id=${appId}`);
    expect(code).toBe(1);
  });

  test('a token without any permission says that nobody has consented yet', async () => {
    const { out } = await examine({ roles: [], args: ['--only', 'consent'] });
    expect(sectionOf(out, 'Permissions and consent')).toContain('nobody has consented yet');
  });

  test('a number whose calls could not be answered is a failure', async () => {
    const { code, out } = await examine({ roles: ['Calls.Initiate.All', 'Calls.AccessMedia.All'], args: ['--only', 'consent'] });
    expect(sectionOf(out, 'Permissions and consent')).toContain('for answering calls from the telephone network');
    expect(code).toBe(1);
  });

  test('what Microsoft only recommends is no failure, unless somebody is strict', async () => {
    const roles = ['Calls.Initiate.All', 'Calls.AccessMedia.All', 'Calls.JoinGroupCallAsGuest.All'];
    const faults = { roles, args: ['--only', 'consent'] };
    const { code, out } = await examine(faults);
    expect(sectionOf(out, 'Permissions and consent')).toContain(
      '! Permissions and consent: A permission that Microsoft recommends is not granted.',
    );
    expect(code).toBe(0);
    expect((await examine({ ...faults, args: [...faults.args, '--strict'] })).code).toBe(1);
  });
});

describe('Microsoft Graph', () => {
  const wrapped = (errorCode: string) => ({
    error: { code: 'UnknownError', message: JSON.stringify({ errorCode, message: '' }) },
  });

  test.each([
    [
      'calling is not enabled',
      403,
      wrapped('7503'),
      'does not know the application as a calling bot (7503)',
      '--calling-web-hook http://127.0.0.1',
    ],
    ['consent is missing', 403, { error: { code: '7504' } }, 'A permission or its consent is missing', 'doctor --only consent'],
    ['the tenant is another one', 403, wrapped('7505'), 'The token is of another tenant than the call', 'applicationInstance'],
    [
      'the token is not taken',
      401,
      { error: { code: 'InvalidAuthenticationToken' } },
      'Graph does not accept the token',
      'clock',
    ],
    ['the service is unwell', 503, {}, 'Graph is briefly unavailable (http503)', 'status.cloud.microsoft'],
  ])('its answer is explained when %s', async (_what, status, body, words, fix) => {
    const { code, out } = await examine({ graph: { status, body }, args: ['--only', 'graph'] });
    expect(sectionOf(out, 'Microsoft Graph')).toContain(words);
    expect(sectionOf(out, 'Microsoft Graph')).toContain(fix);
    expect(code).toBe(1);
  });

  test('a clock that is ten minutes fast is told before tokens are blamed', async () => {
    const { code, out } = await examine({ skewMs: -600_000, args: ['--only', 'clock'] });
    expect(sectionOf(out, 'Clock')).toMatch(/✗ Clock: This machine's clock is (599|60[01]) seconds fast\./);
    expect(sectionOf(out, 'Clock')).toContain('timedatectl set-ntp true');
    expect(code).toBe(1);
  });

  test('half a minute is worth a look, not a failure', async () => {
    const { code, out } = await examine({ skewMs: 30_000, args: ['--only', 'clock'] });
    expect(sectionOf(out, 'Clock')).toMatch(/! Clock: .* seconds slow/);
    expect(code).toBe(0);
  });

  test('a key set without keys means that no call is taken', async () => {
    const { code, out } = await examine({ keys: { keys: [] }, args: ['--only', 'keys'] });
    expect(sectionOf(out, 'Signing keys')).toContain('leads to no set of RSA keys');
    expect(code).toBe(1);
  });
});

describe('the way to the bot', () => {
  test('nobody at its address', async () => {
    const { code, out } = await examine({ settings: { BOT_BASE_URL: 'http://127.0.0.1:1' } });
    expect(sectionOf(out, 'Bot')).toContain('No answer from http://127.0.0.1:1/api/health: nobody listens there.');
    expect(out).toContain('- Prompts: Not looked at, because of: Bot.');
    expect(code).toBe(1);
  });

  test('a name that does not exist', async () => {
    const settings = { BOT_BASE_URL: 'https://bot.invalid', BOT_CREDENTIAL: 'secret' };
    const { code, out } = await examine({ settings, args: ['--only', 'address'] });
    expect(sectionOf(out, 'Public address')).toContain('The name bot.invalid does not exist in the DNS');
    expect(code).toBe(1);
  });

  test('a bot with a real credential that only this machine can reach', async () => {
    const { code, out } = await examine({ settings: { BOT_CREDENTIAL: 'secret' }, args: ['--only', 'address,certificate'] });
    expect(sectionOf(out, 'Public address')).toContain('an address that only this network can reach');
    expect(sectionOf(out, 'Certificate')).toContain('Microsoft calls only https://');
    expect(code).toBe(1);
  });

  test('a login page in front of it', async () => {
    const { code, out } = await examine({ health: { status: 403, body: '<html>Sign in</html>' } });
    expect(sectionOf(out, 'Bot')).toContain('A login or an address filter stands in front of the bot');
    expect(code).toBe(1);
  });

  test('a bot that lost its store', async () => {
    const body = JSON.stringify({ status: 'failing', checks: { store: 'failing', flows: 'ok' } });
    const { out } = await examine({ health: { status: 503, body }, args: ['--only', 'health'] });
    expect(sectionOf(out, 'Bot')).toContain('says that something fails: store.');
  });

  test.each([
    [202, 'takes notifications from strangers'],
    [404, 'answers with status 404'],
  ])('something that answers %i at the webhook', async (webhook, words) => {
    const { code, out } = await examine({ webhook, args: ['--only', 'webhook'] });
    expect(sectionOf(out, 'Webhook')).toContain(words);
    expect(code).toBe(1);
  });

  test.each([
    ['a page instead of a prompt', Buffer.from('<html></html>'), 'It is not a WAV file'],
    ['a prompt at the rate of a CD', atRate(44_100), 'It has 44100 Hz, 16 bit, one channel'],
  ])('%s', async (_what, body, words) => {
    const { code, out } = await examine({ prompt: { status: 200, body }, args: ['--only', 'prompt'] });
    expect(sectionOf(out, 'Prompts')).toContain(words);
    expect(sectionOf(out, 'Prompts')).toContain('ffmpeg');
    expect(code).toBe(1);
  });

  test.each([
    ['an expired certificate', { until: '260101000000Z' }, 'expired on 2026-01-01'],
    ['a self-signed certificate', {}, 'Nobody outside trusts the certificate of 127.0.0.1: its certificate is self-signed'],
  ])('%s', async (_what, validity, words) => {
    const { privateKey, certificate } = selfSigned(validity);
    const server = createServer({ key: privateKey, cert: certificate }, (_request, response) => void response.end());
    const secure = await listenOn(server, 'https');
    open.push(secure);
    const { code, out } = await examine({ settings: { BOT_BASE_URL: secure.url }, args: ['--only', 'certificate'] });
    expect(sectionOf(out, 'Certificate')).toContain(words);
    expect(code).toBe(1);
  });
});

describe('this machine', () => {
  test('every wrong setting is listed at once, and what needs them is skipped', async () => {
    const { code, out } = await examine({ settings: { BOT_APP_ID: 'my-bot', STORE: 'floppy', BOT_TENANT_ID: undefined } });
    expect(sectionOf(out, 'Settings')).toMatch(/3 settings are not right[\s\S]*BOT_APP_ID is not a GUID[\s\S]*STORE is none of/);
    expect(out).toContain('- Token: Not looked at, because of: Settings.');
    expect(code).toBe(1);
  });

  test('a folder for calls that cannot be made', async () => {
    writeFileSync(join(folder, 'occupied'), '');
    const { code, out } = await examine({
      settings: { STATE_DIR: join(folder, 'occupied', 'state') },
      args: ['--only', 'store'],
    });
    expect(sectionOf(out, 'Store')).toContain('cannot be made');
    expect(sectionOf(out, 'Store')).toContain('STATE_DIR');
    expect(code).toBe(1);
  });

  test('looking does not make the folder', async () => {
    const { out } = await examine({ args: ['--only', 'store'] });
    expect(sectionOf(out, 'Store')).toContain('will be made when the bot starts');
    expect(() => readFileSync(join(folder, 'state'))).toThrow('ENOENT');
  });

  test('a flow with an error', async () => {
    edit('main-line/flow.jsonc', (text) => text.replace('"to": "reception"', '"to": "recepton"'));
    const { code, out } = await examine({ args: ['--only', 'flows'] });
    expect(sectionOf(out, 'Flows')).toMatch(/✗ Flows: One error[\s\S]*flow\.jsonc:\d+:\d+ IVR206/);
    expect(code).toBe(1);
  });

  test('a line without a resource account gets the command that makes one', async () => {
    edit('lines.jsonc', () => '{ "lines": { "main": { "flow": "main-line" } }, "default": "main" }');
    const { code, out } = await examine({ args: ['--only', 'lines'] });
    const section = sectionOf(out, 'Lines');
    expect(section).toContain('Line "main" has no operator');
    expect(section).toContain(
      `New-CsOnlineApplicationInstance -UserPrincipalName 'ivr-main@<your domain>' -ApplicationId ${appId}`,
    );
    expect(code).toBe(0);
  });
});

describe('what only people can see', () => {
  const real = { BOT_CREDENTIAL: 'secret', BOT_BASE_URL: 'https://ivr.contoso.example' };

  test('comes as commands with the ids of this set-up', async () => {
    const { out } = await examine({ settings: real, args: ['--only', 'botChannel,resourceAccounts,meetings,teamsApp'] });
    expect(sectionOf(out, 'Azure Bot')).toContain(
      '--enable-calling true --calling-web-hook https://ivr.contoso.example/api/calls',
    );
    expect(sectionOf(out, 'Resource accounts and numbers')).toContain(`Get-CsOnlineApplicationInstance -Identity ${account}`);
    expect(sectionOf(out, 'Resource accounts and numbers')).toContain(
      `Set-CsPhoneNumberAssignment -Identity ${account} -PhoneNumber '+441632960999'`,
    );
    expect(sectionOf(out, 'Teams app')).toContain('"supportsCalling": true');
  });

  test('goes into a script that can be run again', async () => {
    const file = join(folder, 'admin.ps1');
    const { code, error } = await examine({ settings: real, args: ['--only', 'settings', '--script', file] });
    expect({ code, error }).toEqual({ code: 0, error: expect.stringContaining(file) });
    const script = readFileSync(file, 'utf8');
    expect(script).toContain(`$appId = '${appId}'`);
    expect(script).toContain('284383ee-7f6e-4e40-a2a8-e85dcb029101=Role');
    expect(script).toContain(`if (-not (Get-CsPhoneNumberAssignment -AssignedPstnTargetId ${account}))`);
    expect(script).not.toContain(secret);
  });
});

describe('the command', () => {
  test('--only runs the named checks and what they need', async () => {
    const { out } = await examine({ args: ['--only', 'token'] });
    expect([...out.matchAll(/^ {2}✓ ([^:]+):/gm)].map(([, title]) => title)).toEqual(['Settings', 'Token']);
  });

  test('programs get everything as JSON, and nothing else on standard output', async () => {
    const { out, code } = await examine({ tokenError: 7000215, args: ['--json', '--only', 'consent'] });
    expect(JSON.parse(out)).toMatchObject({
      isGood: false,
      checks: [
        { id: 'settings', verdict: 'good' },
        { id: 'token', verdict: 'bad', fix: { words: expect.stringContaining('az ad app credential reset') } },
        { id: 'consent', verdict: 'skipped' },
      ],
    });
    expect(code).toBe(1);
  });

  test.each([
    [['--only', 'teeth']],
    [['--what']],
    [['--port', 'x']],
    [['--local', '--settings', 'x']],
    [['--settings', '/nowhere']],
  ])('wrong usage is told apart from what is wrong: %j', async (args) => {
    const told: string[] = [];
    expect(await doctor.run(args, { out: () => {}, error: (text) => told.push(text) })).toBe(2);
    expect(told).toHaveLength(1);
  });
});

/** A tenth of a second of silence at another rate. */
function atRate(hertz: number): Uint8Array {
  const bytes = Buffer.alloc(44 + 3_200);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + 3_200, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(hertz, 24);
  bytes.writeUInt32LE(hertz * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(3_200, 40);
  return bytes;
}
