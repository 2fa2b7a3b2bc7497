import { openCosmosStore } from '../../src/adapters/cosmos/open-cosmos-store.ts';
import { undiciClient } from '../../src/adapters/http/undici-client.ts';
import { silentLog } from '../../src/ports/log.ts';
import { callHistoryContract } from './call-history-contract.ts';
import { callStoreContract } from './call-store-contract.ts';
import { type CosmosServer, emulatorKey, startCosmosServer } from './cosmos-server.ts';
import { ledgerContract } from './ledger-contract.ts';
import { flowVersionContract } from './media-and-version-contract.ts';
import { publishingContract } from './publishing-contract.ts';
import type { StoreKind } from './store-under-test.ts';
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

const cosmos: StoreKind<'calls' | 'versions' | 'workspace' | 'history' | 'ledger'> = {
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

callStoreContract(cosmos);
flowVersionContract(cosmos);
callHistoryContract(cosmos);
ledgerContract(cosmos);
workspaceStoreContract(cosmos);
publishingContract(cosmos);
