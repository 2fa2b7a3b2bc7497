import { memoryKeys } from '../../src/adapters/memory/memory-keys.ts';
import { openMemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { keyRing } from '../../src/adapters/sealed/key-ring.ts';
import { sealedStore } from '../../src/adapters/sealed/sealed-store.ts';
import { callHistoryContract } from './call-history-contract.ts';
import { callStoreContract } from './call-store-contract.ts';
import { ledgerContract } from './ledger-contract.ts';
import { flowVersionContract, mediaStoreContract } from './media-and-version-contract.ts';
import { publishingContract } from './publishing-contract.ts';
import { registerContract } from './register-contract.ts';
import { maxTries, type StoreKind } from './store-under-test.ts';
import { workQueueContract } from './work-queue-contract.ts';
import { workspaceStoreContract } from './workspace-contract.ts';

const memory: StoreKind = {
  name: 'memory',
  open: async (clock) => {
    const store = openMemoryStore({ clock, maxTries });
    return { ...store, another: async () => store, dispose: () => store.close() };
  },
};

/** The same, sealed, with one ring for all: what rehearsals and tests may open instead. */
const sealed: StoreKind = {
  name: 'memory, sealed',
  open: async (clock) => {
    const store = openMemoryStore({ clock, maxTries });
    const both = { ...store, ...sealedStore(store, keyRing(memoryKeys(), clock)) };
    return { ...both, another: async () => both, dispose: () => store.close() };
  },
};

callStoreContract(memory);
callStoreContract(sealed);
mediaStoreContract(memory);
flowVersionContract(memory);
workQueueContract(memory);
callHistoryContract(memory);
ledgerContract(memory);
ledgerContract(sealed);
registerContract(memory);
registerContract(sealed);
workspaceStoreContract(memory);
publishingContract(memory);
