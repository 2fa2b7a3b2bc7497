import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApplicationPermission, applicationPermissions } from '../../simulator/graph/directory/directory-options.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import { doctor } from '../commands/doctor.ts';

// What an administrator has consented to stands in the simulator's tokens, as it does in Microsoft's.

const appId = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1';
const tenantId = 'c0ffee00-1111-4222-8333-444455556666';
const appSecret = 'simulator';

let folder = '';
let simulator: RunningSimulator;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-consent-'));
  cpSync(join(process.cwd(), 'flows'), join(folder, 'flows'), { recursive: true });
});
afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the doctor says of consent where this is what was consented to. */
async function examine(permissions: readonly ApplicationPermission[], ...args: readonly string[]) {
  simulator = await startSimulator({
    port: 0,
    appId,
    appSecret,
    tenantId,
    botCallsUrl: 'http://127.0.0.1:9/api/calls',
    people: { callers: [], lines: [] },
    directory: { tenants: [{ id: tenantId, permissions }] },
  });
  const settings = {
    BOT_APP_ID: appId,
    BOT_TENANT_ID: tenantId,
    BOT_BASE_URL: 'http://127.0.0.1:9',
    BOT_CREDENTIAL: 'simulator',
    BOT_CLIENT_SECRET: appSecret,
    GRAPH_BASE_URL: `${simulator.url}/v1.0`,
    LOGIN_AUTHORITY: simulator.url,
    NOTIFICATION_OPENID_CONFIGURATION: `${simulator.url}/v1/.well-known/OpenIdConfiguration`,
    STATE_DIR: join(folder, 'state'),
    FLOWS_DIR: join(folder, 'flows'),
  };
  const file = join(folder, 'local.settings.json');
  writeFileSync(file, JSON.stringify({ IsEncrypted: false, Values: settings }));
  let out = '';
  const say = (text: string): void => {
    out += `${text}\n`;
  };
  const code = await doctor.run(['--settings', file, '--only', 'consent', ...args], { out: say, error: say });
  return { code, out };
}

test('with all permissions consent is good', async () => {
  const { code, out } = await examine(applicationPermissions);
  expect(out).toContain('✓ Permissions and consent: Granted, all that the flows need.');
  expect(code).toBe(0);
});

test('what only the automation API would need is said, and is no fault', async () => {
  const { code, out } = await examine([
    'Calls.Initiate.All',
    'Calls.AccessMedia.All',
    'Calls.JoinGroupCall.All',
    'Calls.JoinGroupCallAsGuest.All',
  ]);
  expect(out).toContain('✓ Permissions and consent');
  expect(out).toMatch(
    /inviting people into a call \(Calls\.InitiateGroupCall\.All\); making meetings.*automation API are refused/,
  );
  expect(code).toBe(0);
});

const roleIds = {
  'Calls.AccessMedia.All': 'a7a681dc-756e-4909-b988-f160edc6655f',
  'Calls.Initiate.All': '284383ee-7f6e-4e40-a2a8-e85dcb029101',
} as const;

test.each(Object.entries(roleIds))(
  'without %s it is named, with its role, the address to consent, and PowerShell',
  async (name, id) => {
    const { code, out } = await examine(applicationPermissions.filter((one) => one !== name));
    expect(out).toContain('✗ Permissions and consent: A permission is missing or not consented to.');
    expect(out).toContain(`${name}: for `);
    expect(out).toContain(`--api-permissions ${id}=Role`);
    expect(out).toContain(`${simulator.url}/${tenantId}/adminconsent?client_id=${appId}`);
    expect(out).toContain(`-AppRoleId ${id} # ${name}`);
    expect(out.match(/-AppRoleId/g)).toHaveLength(1);
    expect(code).toBe(1);
  },
);

test('with none nobody has consented yet, and everything that the flows need can be granted', async () => {
  const { code, out } = await examine([]);
  expect(out).toContain('The token holds no permission at all: nobody has consented yet.');
  for (const [name, id] of Object.entries(roleIds)) {
    expect(out).toContain(`${id}=Role`);
    expect(out).toContain(`-AppRoleId ${id} # ${name}`);
  }
  expect(code).toBe(1);
});
