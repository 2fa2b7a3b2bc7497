import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../src/adapters/embedded/open-embedded-store.ts';
import { silentLog } from '../../src/ports/log.ts';
import { callHistoryContract } from './call-history-contract.ts';
import { callStoreContract } from './call-store-contract.ts';
import { ledgerContract } from './ledger-contract.ts';
import { flowVersionContract, mediaStoreContract } from './media-and-version-contract.ts';
import { publishingContract } from './publishing-contract.ts';
import { maxTries, type StoreKind } from './store-under-test.ts';
import { workQueueContract } from './work-queue-contract.ts';
import { workspaceStoreContract } from './workspace-contract.ts';

const embedded: StoreKind = {
  name: 'the embedded store',
  open: async (clock) => {
    const dir = mkdtempSync(join(tmpdir(), 'teams-ivr-store-'));
    const open = () => openEmbeddedStore({ dir, log: silentLog, clock, maxTries });
    const store = open();
    const others: { close(): Promise<void> }[] = [];
    return {
      ...store,
      another: async () => {
        const other = open();
        others.push(other);
        return other;
      },
      dispose: async () => {
        for (const one of [store, ...others]) await one.close();
        rmSync(dir, { recursive: true });
      },
    };
  },
};

callStoreContract(embedded);
mediaStoreContract(embedded);
flowVersionContract(embedded);
workQueueContract(embedded);
callHistoryContract(embedded);
ledgerContract(embedded);
workspaceStoreContract(embedded);
publishingContract(embedded);
