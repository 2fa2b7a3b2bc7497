import { randomUUID } from 'node:crypto';
import { blobMedia } from '../../src/adapters/blob/blob-media.ts';
import { openMemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { storageWorkQueue } from '../../src/adapters/queue/storage-work-queue.ts';
import type { StorageConnection } from '../../src/adapters/storage-connection.ts';
import type { QueueConsumer, WorkQueue } from '../../src/ports/work-queue.ts';
import { mediaStoreContract } from '../stores/media-and-version-contract.ts';
import { maxTries, type StoreKind, type TestClock } from '../stores/store-under-test.ts';
import { workQueueContract } from '../stores/work-queue-contract.ts';
import { type Azurite, startAzurite } from './azurite.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
}, 30_000);
afterAll(() => azurite.close());

/** The suites that every store passes, over a real HTTP endpoint and with the libraries that run in Azure. */
const storageAccount: StoreKind = {
  name: 'the storage account',
  open: async (clock) => {
    const unique = randomUUID();
    const connection: StorageConnection = { kind: 'emulator', connectionString: azurite.connectionString };
    const open = () => ({
      ...openMemoryStore({ clock }), // Calls and flow versions are not kept in a storage account.
      media: blobMedia(connection, `media-${unique}`),
      queue: inTestTime(
        clock,
        storageWorkQueue({
          connection,
          clock,
          maxTries,
          names: { work: `work-${unique}`, poison: `work-${unique}-poison` },
          onUnreadable: () => {},
        }),
      ),
    });
    return { ...open(), another: async () => open(), dispose: async () => {} };
  },
};

/** The service has a clock of its own, so before each request the emulator's is put where the test says it is. */
function inTestTime(clock: TestClock, queue: WorkQueue & QueueConsumer): WorkQueue & QueueConsumer {
  const at = async <Result>(now: number, work: () => Promise<Result>): Promise<Result> => {
    await azurite.setTime(now);
    return work();
  };
  return {
    add: (job) => at(clock.now(), () => queue.add(job)),
    claim: (now, visibilityMs) => at(now, () => queue.claim(now, visibilityMs)),
    complete: (claimed) => at(clock.now(), () => queue.complete(claimed)),
    retry: (claimed, notBefore) => at(clock.now(), () => queue.retry(claimed, notBefore)),
    counts: () => queue.counts(),
  };
}

mediaStoreContract(storageAccount);
workQueueContract(storageAccount);
