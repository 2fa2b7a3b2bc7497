import { join } from 'node:path';
import { azureCredential } from '../adapters/identity/azure-credential.ts';
import { fileRecordings } from '../adapters/recordings/file-recordings.ts';
import { keyRing } from '../adapters/sealed/key-ring.ts';
import { keyedHash } from '../adapters/sealed/keyed-hash.ts';
import { sealedStore } from '../adapters/sealed/sealed-store.ts';
import type { StorageConnection } from '../adapters/storage-connection.ts';
import type { Settings } from '../edge/settings.ts';
import { systemClock } from '../ports/clock.ts';
import type { HttpClient } from '../ports/http-client.ts';
import type { Log } from '../ports/log.ts';
import type { Outside } from './bot.ts';
import { isServedByHost } from './queue-host.ts';

/** Opens what the settings name: the store, and where recordings and slow work go. Nothing is asked before it is needed. */
export async function openStore(
  settings: Pick<Settings, 'store'>,
  log: Log,
  http: HttpClient,
): Promise<Pick<Outside, 'store' | 'recordings' | 'names' | 'workArrives'>> {
  if (settings.store.kind === 'cosmos') return openCloudStore(settings.store, log, http);
  const { stateDir } = settings.store;
  const [{ openEmbeddedStore }, { fileKeys }] = await Promise.all([
    import('../adapters/embedded/open-embedded-store.ts'),
    import('../adapters/sealed/file-keys.ts'),
  ]);
  const store = openEmbeddedStore({ dir: stateDir, log });
  const keys = fileKeys(join(stateDir, 'keys'));
  return {
    store: { ...store, ...sealedStore(store, keyRing(keys, systemClock)) },
    recordings: fileRecordings(join(stateDir, 'recordings')),
    names: keyedHash(keys),
  };
}

/** Calls in Cosmos DB; prompts, recordings and slow work in a storage account. Nothing is asked before it is needed. */
async function openCloudStore(
  settings: Extract<Settings['store'], { kind: 'cosmos' }>,
  log: Log,
  http: HttpClient,
): Promise<Pick<Outside, 'store' | 'recordings' | 'names' | 'workArrives'>> {
  const { endpoint, database, key, identity, storage } = settings;
  const [{ openCosmosStore }, { blobKeys }, { blobMedia }, { blobRecordings }, { storageWorkQueue }] = await Promise.all([
    import('../adapters/cosmos/open-cosmos-store.ts'),
    import('../adapters/blob/blob-keys.ts'),
    import('../adapters/blob/blob-media.ts'),
    import('../adapters/blob/blob-recordings.ts'),
    import('../adapters/queue/storage-work-queue.ts'),
  ]);
  const credential = azureCredential({ http, clock: systemClock, ...(identity === undefined ? {} : { clientId: identity }) });
  const access = key === undefined ? ({ kind: 'identity', credential } as const) : ({ kind: 'emulatorKey', key } as const);
  const cosmos = openCosmosStore({ endpoint, database, access, http, log });
  if (key !== undefined) await cosmos.createContainers(); // An emulator begins empty.
  const reach = (service: 'blobs' | 'queues'): StorageConnection =>
    storage.kind === 'emulator' ? storage : { kind: 'account', endpoint: storage.endpoints[service], credential };
  const queue = storageWorkQueue({
    connection: reach('queues'),
    clock: systemClock,
    onUnreadable: () => log.error('queue.unreadableJob'),
  });
  const { versions, workspace, history } = cosmos;
  const keys = blobKeys(reach('blobs'));
  return {
    store: {
      ...sealedStore(cosmos, keyRing(keys, systemClock)),
      versions,
      workspace,
      history,
      media: blobMedia(reach('blobs')),
      queue,
      close: () => cosmos.close(),
    },
    recordings: blobRecordings(reach('blobs')),
    names: keyedHash(keys),
    workArrives: isServedByHost() ? 'byTrigger' : 'byTimer',
  };
}
