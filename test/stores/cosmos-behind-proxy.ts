import { type CosmosStore, openCosmosStore } from '../../src/adapters/cosmos/open-cosmos-store.ts';
import { undiciClient } from '../../src/adapters/http/undici-client.ts';
import { type Log, silentLog } from '../../src/ports/log.ts';
import { type CosmosServer, emulatorKey, startCosmosServer } from './cosmos-server.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { TestClock } from './store-under-test.ts';

/** One bot's store, whose connection can be spoiled, and another's over the same data, whose connection is sound. */
export interface Spoilable {
  readonly proxy: FaultProxy;
  readonly store: CosmosStore;
  readonly other: CosmosStore;
  readonly clock: TestClock;
  readonly database: string;
}

/** Starts one Cosmos endpoint for a test file; every test gets a database of its own behind a proxy of its own. */
export function cosmosBehindProxy(): (test: (spoilable: Spoilable) => Promise<void>, log?: Log) => Promise<void> {
  let server: CosmosServer;
  let databases = 0;
  beforeAll(async () => {
    server = await startCosmosServer();
  }, 30_000);
  afterAll(() => server.stop());

  return async (test, log = silentLog) => {
    const clock = new TestClock();
    const proxy = await startFaultProxy(server.endpoint);
    const http = undiciClient();
    const database = `test-${++databases}`;
    const open = (endpoint: string, itsLog: Log) =>
      openCosmosStore({ endpoint, database, access: { kind: 'emulatorKey', key: emulatorKey }, http, log: itsLog, clock });
    const [store, other] = [open(proxy.endpoint, log), open(server.endpoint, silentLog)];
    try {
      await other.createContainers();
      await store.calls.ping();
      proxy.seen.length = 0;
      await test({ proxy, store, other, clock, database });
    } finally {
      await store.close();
      await other.close();
      await http.close();
      await proxy.close();
    }
  };
}
