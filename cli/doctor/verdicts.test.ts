import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../src/core/call/fault.ts';
import type { Settings } from '../../src/edge/settings.ts';
import { type AdminTask, adminScript } from './admin-script.ts';
import type { Check } from './check.ts';
import { judgeCertificate } from './checks/certificate.ts';
import { judgeSkew } from './checks/clock.ts';
import { consentFix } from './checks/consent.ts';
import { judgeLines } from './checks/lines.ts';
import { judgeNode } from './checks/node-version.ts';
import { judgeFault } from './checks/token.ts';
import { readSettingsFile } from './read-settings-file.ts';
import { checks } from './registry.ts';
import { exitCodeOf, renderSummary } from './report.ts';
import { runChecks, selectChecks } from './run-checks.ts';
import { openSetup } from './setup.ts';

const day = 86_400_000;
const now = Date.parse('2026-06-01T00:00:00Z');

test.each([
  ['far from its end', now + 90 * day, 'good', 'good until 2026-08-30'],
  ['in its last weeks', now + 10 * day, 'warning', 'expires in 10 days'],
  ['past its end', now - day, 'bad', 'expired on 2026-05-31'],
])('a certificate %s', (_what, validUntil, kind, words) => {
  const verdict = judgeCertificate({ kind: 'seen', validUntil }, { host: 'a.example', now });
  expect([verdict.kind, verdict.says]).toEqual([kind, expect.stringContaining(words)]);
});

test('a certificate for another name, or without its chain, is described', () => {
  const seen = (refusal: string) =>
    judgeCertificate({ kind: 'seen', validUntil: now + 90 * day, refusal }, { host: 'a.example', now }).says;
  expect(seen('ERR_TLS_CERT_ALTNAME_INVALID')).toContain('its certificate is for another name');
  expect(seen('UNABLE_TO_VERIFY_LEAF_SIGNATURE')).toContain('without the intermediate ones');
});

test.each([
  [900, 'good'],
  [-4_000, 'good'],
  [20_000, 'warning'],
  [-239_000, 'warning'],
  [300_000, 'bad'],
])('a clock that is %i ms off', (ms, kind) => expect(judgeSkew(ms).kind).toBe(kind));

test.each([
  ['18.20.0', false, 'bad'],
  ['20.11.0', false, 'good'],
  ['20.11.0', true, 'bad'],
  ['22.12.0', true, 'bad'],
  ['22.13.0', true, 'good'],
  ['24.1.0', true, 'good'],
])('Node %s, with the embedded store: %s', (version, embedded, kind) => expect(judgeNode(version, embedded).kind).toBe(kind));

const settings: Settings = {
  appId: '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1',
  tenantId: 'c0ffee00-1111-4222-8333-444455556666',
  baseUrl: 'https://ivr.contoso.example',
  credential: { kind: 'managedIdentity' },
  graphBaseUrl: 'https://graph.microsoft.com/v1.0',
  loginAuthority: 'https://login.microsoftonline.com',
  openIdConfigurationUrl: 'https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration',
  notificationIssuers: [],
  store: { kind: 'embedded', stateDir: '/state' },
  flowsDir: '/flows',
  flows: 'folder',
  admin: { audience: [], issuers: [], openIdConfigurationUrl: '', hostChecksKeys: false },
  logLevel: 'info',
  voicemailShape: 'endpointType',
};

test('a managed identity that is looked at from outside Azure is not blamed', () => {
  expect(judgeFault(new Fault('TOKEN_UNAVAILABLE', 'no'), settings)).toMatchObject({
    kind: 'skipped',
    says: expect.stringContaining('only inside Azure'),
  });
});

test('a managed identity gets its roles without a consent page', () => {
  const { commands = [] } = consentFix(['Calls.Initiate.All'], settings);
  expect(commands.join('\n')).toContain('-AppRoleId 284383ee-7f6e-4e40-a2a8-e85dcb029101 # Calls.Initiate.All');
  expect(commands.join('\n')).not.toContain('adminconsent');
});

test('the resource account of the sample is no account of anybody', () => {
  const sample = [
    ['main', { flow: 'main-line', operator: 'reception', applicationInstance: '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff' }],
  ] as const;
  expect(judgeLines(sample, { appId: settings.appId, isSimulated: false }).kind).toBe('bad');
  expect(judgeLines(sample, { appId: settings.appId, isSimulated: true }).kind).toBe('good');
  expect(judgeLines([], { appId: settings.appId, isSimulated: true }).kind).toBe('bad');
});

describe('running', () => {
  const check = (id: string, needs: readonly string[], run: Check['run']): Check => ({ id, title: id, needs, run });
  const good = check('good', [], async () => ({ kind: 'good', says: 'Well.' }));
  const broken = check('broken', [], async () => {
    throw new Error('the token is eyJ');
  });

  test('a check that breaks is wrong itself, says nothing of what it held, and stops nobody else', async () => {
    const setup = openSetup({});
    const results = await runChecks([broken, check('after', ['broken'], good.run), good], setup);
    await setup.close();
    expect(results.map(({ verdict }) => verdict.kind)).toEqual(['bad', 'skipped', 'good']);
    expect(JSON.stringify(results)).not.toContain('eyJ');
    expect(exitCodeOf(results, { strict: false })).toBe(1);
    expect(renderSummary(results)).toContain('Begin with "broken"');
  });

  test('every need is a check that comes before', () => {
    const wrong = checks.flatMap((one, index) =>
      one.needs.filter((need) => checks.findIndex(({ id }) => id === need) >= index || !checks.some(({ id }) => id === need)),
    );
    expect(wrong).toEqual([]);
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  });

  test('choosing a check chooses its needs and theirs', () => {
    expect(selectChecks(checks, ['graph'])?.map(({ id }) => id)).toEqual(['settings', 'token', 'graph']);
    expect(selectChecks(checks, ['nothing'])).toBeUndefined();
  });
});

describe("the administrator's script", () => {
  const task: AdminTask = {
    ...settings,
    isManagedIdentity: false,
    permissions: ['Calls.Initiate.All', 'Calls.AccessMedia.All'],
    lines: [
      ['main', { flow: 'main-line', applicationInstance: '0acc0001-1111-4bbb-8ccc-ddddeeeeffff', number: '+441632960999' }],
      ['Night', { flow: 'night' }],
    ],
    hasMeetings: true,
  };

  test('makes the account of a line that has none, in the domain that is filled in at the top', () => {
    const script = adminScript(task);
    expect(script).toContain('New-CsOnlineApplicationInstance -UserPrincipalName "ivr-night@$domain" -ApplicationId');
    expect(script).toContain("-DisplayName 'IVR Night'");
    expect(script).toContain('"Line Night: applicationInstance $($account.ObjectId)"');
  });

  test('logs in before anything else, and does nothing before the names are filled in', () => {
    const lines = adminScript(task).split('\n');
    const at = (words: string) => lines.findIndex((line) => line.includes(words));
    expect(at('throw')).toBeLessThan(at('az login'));
    expect(at('az login')).toBeLessThan(at('az ad app'));
  });

  test('takes the account of a sample for none', () => {
    const sample = { flow: 'main-line', applicationInstance: '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff' };
    const script = adminScript({ ...task, lines: [['main', sample]] });
    expect(script).not.toContain('7e57ab1e');
    expect(script).toContain('New-CsOnlineApplicationInstance');
  });

  test('knows meetings only where they are used', () => {
    expect(adminScript(task)).toContain(`-AllowRemoveParticipantAppIds @{Add='${settings.appId}'}`);
    expect(adminScript({ ...task, hasMeetings: false })).not.toContain('ApplicationAccessPolicy');
  });

  test('assigns roles one by one to a managed identity, those that it has left out', () => {
    const script = adminScript({ ...task, isManagedIdentity: true });
    expect(script).toMatch(/'284383ee-[^']+', # Calls\.Initiate\.All\n {2}'a7a681dc-[^']+' {2}# Calls\.AccessMedia\.All\n\)\)/);
    expect(script).toContain('if ($role -in $granted) { continue }');
  });

  test('its brackets and quotes are even, line by line', () => {
    for (const line of adminScript(task).split('\n')) {
      const code = line.replace(/(^|\s)#.*$/, '');
      for (const [opening, closing] of ['()', '{}'].map((pair) => [...pair])) {
        if (/^(foreach|\)\))/.test(code)) continue;
        expect(code.split(opening ?? '').length).toBe(code.split(closing ?? '').length);
      }
      expect((code.match(/'/g) ?? []).length % 2).toBe(0);
      expect((code.match(/"/g) ?? []).length % 2).toBe(0);
    }
  });
});

describe('settings from a file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-file-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const read = (text: string) => {
    writeFileSync(join(folder, 'file'), text);
    return readSettingsFile(join(folder, 'file'));
  };

  test.each([
    ['the file of the Functions tools', '// mine\n{ "IsEncrypted": false, "Values": { "A": "1", "B": "x y" } }'],
    ['lines of NAME=value', '# mine\nA=1\nexport B="x y"\n\n'],
  ])('%s', async (_what, text) => expect(await read(text)).toEqual({ A: '1', B: 'x y' }));

  test.each([['{ "A": "1" }'], ['just words'], ['{ broken']])('%j is neither', async (text) => {
    expect(await read(text)).toBeUndefined();
  });
});
