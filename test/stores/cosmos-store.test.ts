import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCosmosStore } from '../../src/adapters/cosmos/open-cosmos-store.ts';
import { undiciClient } from '../../src/adapters/http/undici-client.ts';
import { fileKeys } from '../../src/adapters/sealed/file-keys.ts';
import { keyRing } from '../../src/adapters/sealed/key-ring.ts';
import { sealedStore } from '../../src/adapters/sealed/sealed-store.ts';
import { silentLog } from '../../src/ports/log.ts';
import { aCallDocument, aCallId } from './a-call-document.ts';
import { callHistoryContract } from './call-history-contract.ts';
import { callStoreContract } from './call-store-contract.ts';
import { type CosmosServer, emulatorKey, startCosmosServer } from './cosmos-server.ts';
import { ledgerContract } from './ledger-contract.ts';
import { flowVersionContract } from './media-and-version-contract.ts';
import { publishingContract } from './publishing-contract.ts';
import { registerContract } from './register-contract.ts';
import { type StoreKind, type Stores, TestClock } from './store-under-test.ts';
import { workspaceStoreContract } from './workspace-contract.ts';

/**
 * The contract suite against a real HTTP endpoint with `@azure/cosmos`. What `@vercel/cosmosdb-server` cannot show, and
 * where it is shown instead:
 *
 * - TTL: it removes nothing. "Expired means absent" is our own code's, so the whole suite runs all the same; that an
 *   ended call carries its `ttl` is looked at in cosmos-documents.test.ts.
 * - 429, 449, 408, 503, lost answers, torn and slow connections, forced 412: cosmos-faults.test.ts, behind our proxy.
 * - The size limit, consistency, session tokens, RU, a wrong key: it knows none; answers of ours stand in for the first
 *   three in cosmos-faults.test.ts, and the refusal of a key is our own code's.
 */
let server: CosmosServer;
let databases = 0;
beforeAll(async () => {
  server = await startCosmosServer();
}, 30_000);
afterAll(() => server.stop());

const cosmos: StoreKind<'calls' | 'versions' | 'workspace' | 'history' | 'ledger' | 'register'> = {
  name: 'Cosmos DB',
  open: async (clock) => {
    const http = undiciClient();
    const database = `test-${++databases}`;
    const open = () =>
      openCosmosStore({
        endpoint: server.endpoint,
        database,
        access: { kind: 'emulatorKey', key: emulatorKey },
        http,
        log: silentLog,
        clock,
      });
    const stores = [open()];
    await stores[0]?.createContainers();
    const another = async () => {
      const other = open();
      stores.push(other);
      return other;
    };
    return {
      ...(await another()),
      another,
      dispose: async () => {
        for (const store of stores) await store.close();
        await http.close();
      },
    };
  },
};

/** The same, sealed, as the bot opens it. */
const sealed: StoreKind<'calls' | 'ledger' | 'register'> = {
  name: 'Cosmos DB, sealed',
  open: async (clock) => {
    const dir = mkdtempSync(join(tmpdir(), 'teams-ivr-keys-'));
    const store = await cosmos.open(clock);
    const seal = (open: Pick<Stores, 'calls' | 'ledger' | 'register'>) => sealedStore(open, keyRing(fileKeys(dir), clock));
    return {
      ...seal(store),
      another: async () => seal(await store.another()),
      dispose: async () => {
        await store.dispose();
        rmSync(dir, { recursive: true });
      },
    };
  },
};

test('whoever reads the items of a sealed store finds no digit, name or number of a caller, or of somebody who is to be called', async () => {
  const store = await cosmos.open(new TestClock());
  const dir = mkdtempSync(join(tmpdir(), 'teams-ivr-keys-'));
  try {
    const id = aCallId('7e57ab1e-5555-4000-8000-000000000001');
    const caller = { kind: 'user', id: 'c0ffee11-aaaa-4bbb-8ccc-ddddeeeeffff', displayName: 'Ada Lovelace' } as const;
    const document = aCallDocument(id, { call: { caller, vars: { account: '472915' } } });
    const { calls, ledger } = sealedStore(store, keyRing(fileKeys(dir), new TestClock()));
    await calls.create(document);
    const item = JSON.stringify(await store.calls.load(id)); // Unsealed by nobody: what lies in the container.
    expect(item).toContain('sealed');
    expect(item).not.toMatch(/Lovelace|c0ffee11|472915|account|960001|"tone"/);
    const value = { status: 'queued', to: { kind: 'phone', number: '+441632960123' }, vars: { account: '472915' } };
    await ledger.put('outbound-1', { value, expiresAt: new TestClock().now() + 60_000 });
    const entry = await store.ledger.get('outbound-1');
    expect(entry?.value).toEqual({ status: 'queued', sealed: expect.any(String) });
    expect(JSON.stringify(entry)).not.toMatch(/960123|472915|account|phone/);
  } finally {
    await store.dispose();
    rmSync(dir, { recursive: true });
  }
});

callStoreContract(cosmos);
callStoreContract(sealed);
flowVersionContract(cosmos);
callHistoryContract(cosmos);
ledgerContract(cosmos);
ledgerContract(sealed);
registerContract(cosmos);
registerContract(sealed);
workspaceStoreContract(cosmos);
publishingContract(cosmos);
