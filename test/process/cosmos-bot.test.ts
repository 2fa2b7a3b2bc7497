import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCosmosStore } from '../../src/adapters/cosmos/open-cosmos-store.ts';
import { undiciClient } from '../../src/adapters/http/undici-client.ts';
import { silentLog } from '../../src/ports/log.ts';
import { type Azurite, startAzurite } from '../azurite/azurite.ts';
import { type CosmosServer, emulatorKey, startCosmosServer } from '../stores/cosmos-server.ts';
import { buildIfStale } from '../support/run-built.ts';
import { meets, prompt, TwoSides } from '../support/two-sides.ts';

jest.setTimeout(60_000);

/** The built bot with STORE=cosmos: two processes, the service's endpoint, Azurite, and the simulator. */
const flow = {
  specVersion: 1,
  name: 'Cosmos test',
  languages: ['en-US'],
  start: 'main',
  steps: {
    main: { type: 'menu', prompt: 'Press 1 or 2.', timeout: '30s', options: { '1': 'bye', '2': 'other' } },
    other: { type: 'menu', prompt: 'This is the other menu.', timeout: '30s', options: { '1': 'bye' } },
    bye: { type: 'hangup', prompt: 'Goodbye now.' },
  },
};

let flowsDir: string;
let cosmos: CosmosServer;
let azurite: Azurite;
let sides: TwoSides;

beforeAll(async () => {
  buildIfStale();
  [cosmos, azurite] = await Promise.all([startCosmosServer(), startAzurite()]);
  flowsDir = mkdtempSync(join(tmpdir(), 'teams-ivr-flows-'));
  mkdirSync(join(flowsDir, 'line'));
  writeFileSync(join(flowsDir, 'line/flow.jsonc'), JSON.stringify(flow));
  writeFileSync(join(flowsDir, 'lines.jsonc'), JSON.stringify({ lines: { line: { flow: 'line' } }, default: 'line' }));
  writeFileSync(join(flowsDir, 'contacts.jsonc'), JSON.stringify({ contacts: {} }));
  sides = await TwoSides.open(flowsDir, {
    settings: {
      STORE: 'cosmos',
      COSMOS_ENDPOINT: cosmos.endpoint,
      COSMOS_DATABASE: 'teams-ivr',
      COSMOS_KEY: emulatorKey,
      STORAGE_CONNECTION_STRING: azurite.connectionString,
    },
  });
});
afterAll(async () => {
  await sides?.close();
  await azurite?.close();
  await cosmos?.stop();
  rmSync(flowsDir, { recursive: true, force: true });
});

test('over Cosmos DB a call outlives the bot that answered it, and has one record when it is over', async () => {
  const first = await sides.startBot();
  await sides.startBot();
  const call = sides.dial();
  await meets(call, prompt('Press 1 or 2'));
  await sides.kill(first);
  call.press('2');
  await meets(call, prompt('the other menu'));
  call.press('1');
  await meets(call, prompt('Goodbye now'));
  const records = await recordsOf();
  expect(records).toMatchObject([{ callId: call.id, line: 'line', flow: 'line', path: ['main', 'other', 'bye'] }]);
  expect(call.caller.happenings().filter(prompt('the other menu'))).toHaveLength(1);
});

/** The work queue is served by a timer, so the record comes a moment after the end. */
async function recordsOf(): Promise<readonly unknown[]> {
  const http = undiciClient();
  const access = { kind: 'emulatorKey', key: emulatorKey } as const;
  const store = openCosmosStore({ endpoint: cosmos.endpoint, database: 'teams-ivr', access, http, log: silentLog });
  try {
    for (let tries = 0; tries < 150; tries += 1) {
      const records = await store.history.latest(10);
      if (records.length > 0) return records;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return [];
  } finally {
    await store.close();
    await http.close();
  }
}
