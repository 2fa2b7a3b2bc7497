import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../src/adapters/embedded/open-embedded-store.ts';
import { fileKeys } from '../../src/adapters/sealed/file-keys.ts';
import { keyRing } from '../../src/adapters/sealed/key-ring.ts';
import { sealedStore } from '../../src/adapters/sealed/sealed-store.ts';
import { silentLog } from '../../src/ports/log.ts';
import { callHistoryContract } from './call-history-contract.ts';
import { callStoreContract } from './call-store-contract.ts';
import { ledgerContract } from './ledger-contract.ts';
import { flowVersionContract, mediaStoreContract } from './media-and-version-contract.ts';
import { publishingContract } from './publishing-contract.ts';
import { registerContract } from './register-contract.ts';
import { maxTries, type StoreKind, type Stores } from './store-under-test.ts';
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

/** The same, sealed, as the bot opens it: two instances share their keys, not their rings. */
const sealed: StoreKind = {
  name: 'the embedded store, sealed',
  open: async (clock) => {
    const dir = mkdtempSync(join(tmpdir(), 'teams-ivr-keys-'));
    const store = await embedded.open(clock);
    const seal = (open: Pick<Stores, 'calls' | 'ledger' | 'register'>) => sealedStore(open, keyRing(fileKeys(dir), clock));
    return {
      ...store,
      ...seal(store),
      another: async () => {
        const other = await store.another();
        return { ...other, ...seal(other) };
      },
      dispose: async () => {
        await store.dispose();
        rmSync(dir, { recursive: true });
      },
    };
  },
};

callStoreContract(embedded);
callStoreContract(sealed);
mediaStoreContract(embedded);
flowVersionContract(embedded);
workQueueContract(embedded);
callHistoryContract(embedded);
ledgerContract(embedded);
ledgerContract(sealed);
registerContract(embedded);
registerContract(sealed);
workspaceStoreContract(embedded);
publishingContract(embedded);
