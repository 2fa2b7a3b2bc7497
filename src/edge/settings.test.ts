import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sampleSettings } from './sample-settings.ts';
import { type SettingName, settingTable } from './setting-table.ts';
import { type Environment, explainProblem, readSettings, type SettingProblem } from './settings.ts';

const appId = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1';
const tenantId = 'c0ffee00-1111-4222-8333-444455556666';
let flowsDir = '';

beforeAll(() => {
  flowsDir = mkdtempSync(join(tmpdir(), 'flows-'));
});
afterAll(() => rmSync(flowsDir, { recursive: true }));

function anEnvironment(changes: Environment = {}): Environment {
  return {
    BOT_APP_ID: appId,
    BOT_TENANT_ID: tenantId,
    BOT_BASE_URL: 'https://ivr.contoso.example',
    BOT_CREDENTIAL: 'managedIdentity',
    FLOWS_DIR: flowsDir,
    ...changes,
  };
}

function settingsFrom(changes?: Environment) {
  const reading = readSettings(anEnvironment(changes));
  if (reading.kind === 'invalid') throw new Error(reading.problems.map(explainProblem).join('\n'));
  return reading.settings;
}

function problemsFrom(changes: Environment): readonly SettingProblem[] {
  const reading = readSettings(anEnvironment(changes));
  return reading.kind === 'invalid' ? reading.problems : [];
}

const namesOf = (problems: readonly SettingProblem[]) => problems.map(({ name }) => name);

test('the few settings that have no default are enough, and the rest speaks to the public cloud', () => {
  expect(settingsFrom()).toEqual({
    appId,
    tenantId,
    baseUrl: 'https://ivr.contoso.example',
    credential: { kind: 'managedIdentity' },
    graphBaseUrl: 'https://graph.microsoft.com/v1.0',
    loginAuthority: 'https://login.microsoftonline.com',
    openIdConfigurationUrl: 'https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration',
    notificationIssuers: ['https://api.botframework.com', 'https://graph.microsoft.com'],
    store: { kind: 'embedded', stateDir: resolve('.state/bot') },
    flowsDir,
    flows: 'folder',
    admin: {
      audience: [`api://${appId}`, appId],
      issuers: [`https://login.microsoftonline.com/${tenantId}/v2.0`, `https://sts.windows.net/${tenantId}/`],
      openIdConfigurationUrl: `https://login.microsoftonline.com/${tenantId}/v2.0/.well-known/openid-configuration`,
      hostChecksKeys: false,
    },
    logLevel: 'info',
    voicemailShape: 'endpointType',
  });
});

test('every problem is listed at once, with its name and an example', () => {
  const reading = readSettings({ STORE: 'floppy', GRAPH_BASE_URL: 'graph', FLOWS_DIR: join(flowsDir, 'gone') });
  const problems = reading.kind === 'invalid' ? reading.problems : [];
  expect(namesOf(problems).toSorted()).toEqual([
    'BOT_APP_ID',
    'BOT_BASE_URL',
    'BOT_CREDENTIAL',
    'BOT_TENANT_ID',
    'FLOWS_DIR',
    'GRAPH_BASE_URL',
    'STORE',
  ]);
  for (const { name, fix } of problems) expect(fix).toContain(`${name}=`);
});

test.each([
  ['a missing app id', { BOT_APP_ID: undefined }, 'BOT_APP_ID', 'is missing'],
  ['an empty variable, as some hosts spell a missing one', { BOT_APP_ID: '  ' }, 'BOT_APP_ID', 'is missing'],
  ['an app id that is not a GUID', { BOT_APP_ID: 'my-bot' }, 'BOT_APP_ID', 'is not a GUID'],
  ['a base address with a path', { BOT_BASE_URL: 'https://a.example/bot' }, 'BOT_BASE_URL', 'must be an origin only'],
  ['a base address that is none', { BOT_BASE_URL: 'ivr.contoso' }, 'BOT_BASE_URL', 'is not an absolute address'],
  ['a password in an address', { GRAPH_BASE_URL: 'https://u:p@a.example' }, 'GRAPH_BASE_URL', 'user name or password'],
  ['a credential of another kind', { BOT_CREDENTIAL: 'password' }, 'BOT_CREDENTIAL', 'is none of managedIdentity'],
  ['a secret that is not there', { BOT_CREDENTIAL: 'secret' }, 'BOT_CLIENT_SECRET', 'is missing'],
  ['a certificate that is not named', { BOT_CREDENTIAL: 'certificate' }, 'BOT_CERTIFICATE_PATH', 'is missing'],
  [
    'a certificate that does not exist',
    { BOT_CREDENTIAL: 'certificate', BOT_CERTIFICATE_PATH: '/nowhere/bot.pem' },
    'BOT_CERTIFICATE_PATH',
    'does not exist',
  ],
  ['issuers that are no addresses', { NOTIFICATION_ISSUERS: 'me,you' }, 'NOTIFICATION_ISSUERS', 'not an address'],
  [
    'Cosmos without its database',
    { STORE: 'cosmos', COSMOS_ENDPOINT: 'https://db.example', STORAGE_ACCOUNT: 'contosoivr' },
    'COSMOS_DATABASE',
    'is missing',
  ],
  ['an unknown log level', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL', 'is none of'],
  ['the simulator without an authority', { BOT_CREDENTIAL: 'simulator' }, 'LOGIN_AUTHORITY', 'Microsoft itself'],
])('%s is one problem, named and explained', (_what, changes, name, wrong) => {
  const problems = problemsFrom(changes);
  expect(namesOf(problems)).toEqual([name]);
  expect(problems[0]?.wrong).toContain(wrong);
});

describe.each(['BOT_BASE_URL', 'GRAPH_BASE_URL', 'LOGIN_AUTHORITY', 'NOTIFICATION_OPENID_CONFIGURATION'])('%s', (name) => {
  test.each(['http://localhost:7072', 'http://127.0.0.1:7072', 'http://[::1]:7072'])('may be %s on this machine', (value) => {
    expect(problemsFrom({ [name]: value })).toEqual([]);
  });
  test.each(['http://10.0.0.4', 'http://127.0.0.1.contoso.example', 'http://localhost.contoso.example'])(
    'may not be %s, where others could listen in',
    (value) => {
      expect(problemsFrom({ [name]: value })).toMatchObject([{ name, wrong: expect.stringContaining('http://') }]);
    },
  );
});

test('a secret in the wrong place is not repeated to anybody', () => {
  const secret = 'Zq8~very.secret_value';
  const everywhere = Object.fromEntries(Object.keys(settingTable).map((name) => [name, secret]));
  const told = problemsFrom(everywhere).map(explainProblem).join('\n');
  expect(told).toContain('BOT_APP_ID');
  expect(told).not.toContain(secret);
});

test('each credential carries what it needs and nothing else', () => {
  const pem = join(flowsDir, 'bot.pem');
  writeFileSync(pem, '');
  const BOT_CLIENT_SECRET = 'hidden';
  expect(settingsFrom({ BOT_CREDENTIAL: 'secret', BOT_CLIENT_SECRET }).credential).toEqual({ kind: 'secret', secret: 'hidden' });
  expect(settingsFrom({ BOT_CLIENT_SECRET }).credential).toEqual({ kind: 'managedIdentity' });
  const certificate = { BOT_CREDENTIAL: 'certificate', BOT_CERTIFICATE_PATH: pem };
  expect(settingsFrom(certificate).credential).toEqual({ kind: 'certificate', path: pem });
  const simulator = { BOT_CREDENTIAL: 'simulator', LOGIN_AUTHORITY: 'http://127.0.0.1:7072' };
  expect(settingsFrom(simulator).credential).toEqual({ kind: 'simulator', secret: 'simulator' });
});

test('addresses lose their trailing slash, so that paths can be appended', () => {
  const settings = settingsFrom({ BOT_BASE_URL: 'https://ivr.contoso.example/', GRAPH_BASE_URL: 'https://g.example/v1.0/' });
  expect([settings.baseUrl, settings.graphBaseUrl]).toEqual(['https://ivr.contoso.example', 'https://g.example/v1.0']);
});

const cosmos = {
  STORE: 'cosmos',
  COSMOS_ENDPOINT: 'https://db.example',
  COSMOS_DATABASE: 'ivr',
  STORAGE_ACCOUNT: 'contosoivr',
};

test('Cosmos and the storage account are reached by identity unless there is a key for an emulator', () => {
  const endpoints = { blobs: 'https://contosoivr.blob.core.windows.net', queues: 'https://contosoivr.queue.core.windows.net' };
  expect(settingsFrom(cosmos).store).toEqual({
    kind: 'cosmos',
    endpoint: 'https://db.example',
    database: 'ivr',
    storage: { kind: 'account', endpoints },
    identity: appId,
  });
  expect(settingsFrom({ ...cosmos, COSMOS_KEY: 'k' }).store).toMatchObject({ key: 'k' });
});

test('the identity towards Cosmos and the storage account is the bot itself, the named one, or the system-assigned one', () => {
  const AZURE_CLIENT_ID = '22222222-3333-4444-8555-666666666666';
  expect(settingsFrom({ ...cosmos, AZURE_CLIENT_ID }).store).toMatchObject({ identity: AZURE_CLIENT_ID });
  const withSecret = { ...cosmos, BOT_CREDENTIAL: 'secret', BOT_CLIENT_SECRET: 'hidden' };
  expect(settingsFrom({ ...withSecret, AZURE_CLIENT_ID }).store).toMatchObject({ identity: AZURE_CLIENT_ID });
  expect(settingsFrom(withSecret).store).not.toHaveProperty('identity');
});

test('the account that the Functions host watches, by name or by address, is no problem', () => {
  const AzureWebJobsStorage__queueServiceUri = 'https://contosoivr.queue.core.windows.net/';
  expect(problemsFrom({ ...cosmos, AzureWebJobsStorage__queueServiceUri })).toEqual([]);
  expect(problemsFrom({ ...cosmos, AzureWebJobsStorage__accountName: 'contosoivr' })).toEqual([]);
});

test('a storage account outside the public cloud goes by its two addresses', () => {
  const STORAGE_ACCOUNT = 'https://ivr.blob.core.usgovcloudapi.net/, https://ivr.queue.core.usgovcloudapi.net';
  const endpoints = { blobs: 'https://ivr.blob.core.usgovcloudapi.net', queues: 'https://ivr.queue.core.usgovcloudapi.net' };
  expect(settingsFrom({ ...cosmos, STORAGE_ACCOUNT }).store).toMatchObject({ storage: { kind: 'account', endpoints } });
});

const azurite =
  'DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=aGk=;BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;QueueEndpoint=http://localhost:2/devstoreaccount1;';

test.each(['UseDevelopmentStorage=true', azurite])('an emulator on this machine may be given by %s', (connectionString) => {
  const emulated = { ...cosmos, STORAGE_ACCOUNT: undefined, STORAGE_CONNECTION_STRING: connectionString };
  expect(settingsFrom(emulated).store).toMatchObject({ storage: { kind: 'emulator', connectionString } });
});

test.each([
  ['a key of a real account', 'AccountName=contosoivr;AccountKey=aGk=;EndpointSuffix=core.windows.net'],
  ['an emulator elsewhere', azurite.replace('localhost', '10.0.0.4')],
  ['a proxy to elsewhere', 'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://10.0.0.4'],
])('a connection string that is %s is refused', (_what, STORAGE_CONNECTION_STRING) => {
  expect(problemsFrom({ STORAGE_CONNECTION_STRING })).toMatchObject([
    { name: 'STORAGE_CONNECTION_STRING', wrong: expect.stringContaining('emulator on this machine') },
  ]);
});

test.each([
  ['no storage account', { STORAGE_ACCOUNT: undefined }, 'STORAGE_ACCOUNT', 'is missing'],
  ['an account name that cannot be one', { STORAGE_ACCOUNT: 'Contoso IVR' }, 'STORAGE_ACCOUNT', 'neither an account name'],
  ['plain http', { STORAGE_ACCOUNT: 'http://127.0.0.1:1,http://127.0.0.1:2' }, 'STORAGE_ACCOUNT', 'https://'],
  ['both an account and an emulator', { STORAGE_CONNECTION_STRING: azurite }, 'STORAGE_CONNECTION_STRING', 'only one'],
  [
    'another account than the Functions host watches by address',
    { AzureWebJobsStorage__queueServiceUri: 'https://another.queue.core.windows.net/' },
    'STORAGE_ACCOUNT',
    'nobody would do the work',
  ],
  [
    'another account than the Functions host watches by name',
    { AzureWebJobsStorage__accountName: 'another' },
    'STORAGE_ACCOUNT',
    'nobody would do the work',
  ],
])('Cosmos with %s is one problem', (_what, changes, name, wrong) => {
  const problems = problemsFrom({ ...cosmos, ...changes });
  expect(namesOf(problems)).toEqual([name]);
  expect(problems[0]?.wrong).toContain(wrong);
});

test('relative folders start at the app, whatever the working directory of the Functions host', () => {
  const root = resolve(flowsDir, '..');
  const FLOWS_DIR = flowsDir.slice(root.length + 1);
  expect(settingsFrom({ AzureWebJobsScriptRoot: root, FLOWS_DIR }).flowsDir).toBe(flowsDir);
});

test('the sample file lists every setting and would be accepted', () => {
  const text = readFileSync('local.settings.sample.json', 'utf8');
  expect(text).toBe(sampleSettings()); // When this fails: the table changed, and the file has to follow.
  const { Values } = JSON.parse(text);
  expect(Object.keys(Values)).toEqual(expect.arrayContaining(Object.keys(settingTable)));
  expect(problemsFrom({ ...Values, FLOWS_DIR: flowsDir })).toEqual([]);
});

test('every example would be accepted as it stands', () => {
  for (const [name, { schema, example }] of Object.entries(settingTable)) {
    expect([name as SettingName, schema.safeParse(example).success]).toEqual([name, true]);
  }
});

describe('what answers calls, and who may publish', () => {
  const cosmos = {
    STORE: 'cosmos',
    COSMOS_ENDPOINT: 'https://ivr.documents.azure.com',
    COSMOS_DATABASE: 'teams-ivr',
    STORAGE_ACCOUNT: 'contosoivr',
  };

  test.each([
    [{}, 'folder'],
    [cosmos, 'published'],
    [{ ...cosmos, FLOWS: 'folder' }, 'folder'],
    [{ FLOWS: 'published' }, 'published'],
  ])('%j: %s', (env, flows) => {
    expect(settingsFrom(env).flows).toBe(flows);
  });

  test('a tenant that is named by its domain names no issuer, so no token is taken by mistake', () => {
    expect(settingsFrom({ BOT_TENANT_ID: 'contoso.example' }).admin.issuers).toEqual([]);
    const ADMIN_ISSUERS = 'https://login.microsoftonline.com/contoso/v2.0';
    expect(settingsFrom({ BOT_TENANT_ID: 'contoso.example', ADMIN_ISSUERS }).admin.issuers).toEqual([ADMIN_ISSUERS]);
  });
});
