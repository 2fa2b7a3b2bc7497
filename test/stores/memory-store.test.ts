import { openMemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
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

callStoreContract(memory);
mediaStoreContract(memory);
flowVersionContract(memory);
workQueueContract(memory);
callHistoryContract(memory);
ledgerContract(memory);
registerContract(memory);
workspaceStoreContract(memory);
publishingContract(memory);
