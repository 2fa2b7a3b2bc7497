import dns, { type LookupAddress, type LookupOptions } from 'node:dns';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulatedEnvironment, simulatedRegistration } from '../cli/simulated-environment.ts';
import { triggers } from '../functions/table.ts';
import { type RunningSimulator, startSimulator } from '../simulator/start-simulator.ts';
import { bot } from '../src/compose.ts';
import { type LocalHost, startLocalHost } from '../src/edge/local-host.ts';
import { silentLog } from '../src/ports/log.ts';
import { meets } from './support/two-sides.ts';

// The bot as production makes it, from its environment. Microsoft's side is the simulator, whose token endpoint takes the
// secret of a real registration as well; nothing tells the bot that it is not the real one.

const crm = 'crm.corp.example';
const hooks = 'hooks.corp.example';

jest.setTimeout(60_000); // A real server, a real bot, real time.

let inside: Server;
let connections = 0;
const lookedUp: string[] = [];
const lookup = dns.lookup;
let folder: string;
let simulator: RunningSimulator;
let host: LocalHost;
const env = { ...process.env };

beforeAll(async () => {
  inside = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  // The name server of whoever means us harm: both names lead to this machine.
  const poisoned = (name: string, options: LookupOptions, callback: (...answer: readonly unknown[]) => void): void => {
    if (name !== crm && name !== hooks) return lookup(name, options, callback);
    lookedUp.push(name);
    const found: LookupAddress = { address: '127.0.0.1', family: 4 };
    if (options.all === true) callback(null, [found]);
    else callback(null, found.address, found.family);
  };
  Object.assign(dns, { lookup: poisoned });
  folder = mkdtempSync(join(tmpdir(), 'teams-ivr-private-'));
  writeFlows((inside.address() as AddressInfo).port); // A server that listens on a port has such an address.
  let botUrl = '';
  simulator = await startSimulator({
    ...simulatedRegistration,
    port: 0,
    botCallsUrl: () => `${botUrl}/api/calls`,
    people: { callers: [], lines: [] },
  });
  host = await startLocalHost({ triggers: triggers.filter(({ kind }) => kind === 'http'), log: silentLog, port: 0 });
  botUrl = host.url;
  const where = { botPort: 0, simulatorUrl: simulator.url, stateDir: join(folder, 'state'), flowsDir: join(folder, 'flows') };
  const production = { BOT_CREDENTIAL: 'secret', BOT_BASE_URL: botUrl, LOG_LEVEL: 'silent' };
  process.env = { ...simulatedEnvironment(env, where), ...production };
});

afterAll(async () => {
  await (await bot()).close();
  await host.close();
  await simulator.close();
  await new Promise((resolve) => inside.close(resolve));
  rmSync(folder, { recursive: true, force: true });
  Object.assign(dns, { lookup });
  process.env = env;
});

function writeFlows(port: number): void {
  const flow = {
    specVersion: 1,
    name: 'Asks inside',
    languages: ['en-US'],
    start: 'ask',
    steps: {
      ask: { type: 'request', url: `https://${crm}:${port}/`, retry: 0, next: 'got', on: { error: 'tell', timeout: 'got' } },
      tell: { type: 'notify', to: ['desk'], title: 'A call', template: 'Somebody calls.', next: 'bye' },
      got: { type: 'hangup', prompt: 'Something was there.' },
      bye: { type: 'reject', reason: 'busy' },
    },
  };
  const files = {
    'line/flow.jsonc': flow,
    'lines.jsonc': { lines: { line: { flow: 'line' } }, default: 'line' },
    'contacts.jsonc': { contacts: { desk: { notify: { webhook: `https://${hooks}:${port}/` } } } },
    'environment.jsonc': { hosts: [crm, hooks] },
  };
  mkdirSync(join(folder, 'flows/line'), { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'flows', name), JSON.stringify(content));
}

test('a name that leads into our own network is looked up and not connected to: neither by a request nor by a message', async () => {
  const dialled = simulator.graph.dial({ from: { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567' }, to: 'bot' });
  if (dialled.kind === 'impossible') throw new Error(dialled.why);
  await meets(dialled.call, (happening) => happening.kind === 'botActed' && happening.act === 'rejects');
  await (await bot()).work();
  expect(new Set(lookedUp)).toEqual(new Set([crm, hooks]));
  expect(connections).toBe(0);
});
