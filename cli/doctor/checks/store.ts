import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openStore } from '../../../src/compose/open-store.ts';
import { Fault } from '../../../src/core/call/fault.ts';
import type { Settings } from '../../../src/edge/settings.ts';
import { silentLog } from '../../../src/ports/log.ts';
import type { Check, Fix, Verdict } from '../check.ts';
import type { Setup } from '../setup.ts';

/** Whether calls can be kept: the embedded folder is writable, or Cosmos DB and the storage account answer. */
export const store: Check = {
  id: 'store',
  title: 'Store',
  needs: ['settings'],
  run: async (setup) => {
    const settings = setup.settings();
    if (settings.store.kind === 'embedded') {
      const { stateDir } = settings.store;
      // Nothing is made by looking: the bot makes the folder when it starts.
      if (!(await isThere(stateDir))) return folderToCome(stateDir);
    }
    return askTheStore(setup, settings);
  },
};

async function folderToCome(stateDir: string): Promise<Verdict> {
  let above = dirname(stateDir);
  while (!(await isThere(above)) && dirname(above) !== above) above = dirname(above);
  if (await isWritableFolder(above)) return { kind: 'good', says: `${stateDir} will be made when the bot starts.` };
  return {
    kind: 'bad',
    says: `${stateDir} cannot be made: ${above} is not a folder that this user may write to.`,
    fix: fixFor(stateDir),
  };
}

async function askTheStore(setup: Setup, settings: Settings): Promise<Verdict> {
  const { http } = setup;
  const what = settings.store.kind === 'embedded' ? settings.store.stateDir : 'Cosmos DB and the storage account';
  try {
    const { store: opened } = await openStore(settings, silentLog, { ...http, close: async () => {} });
    try {
      if (!(await opened.calls.ping())) return unreachableStore(settings, what, 'it takes no call');
      await opened.media.has('0'.repeat(64));
      const { poisoned } = await opened.queue.counts();
      if (poisoned === 0) return { kind: 'good', says: `${what}: reachable.` };
      return {
        kind: 'warning',
        says: `${what}: reachable, but ${poisoned} pieces of slow work were given up after their last try.`,
        fix: { words: 'Look for "job.poisoned" in the log: it says what could not be done, and why.' },
      };
    } finally {
      await opened.close();
    }
  } catch (error) {
    return unreachableStore(settings, what, error instanceof Fault ? error.code : 'the service refuses or does not answer');
  }
}

function unreachableStore({ store }: Settings, what: string, why: string): Verdict {
  if (store.kind === 'embedded') {
    return { kind: 'bad', says: `${what} cannot be used (${why}).`, fix: fixFor(store.stateDir) };
  }
  return {
    kind: 'bad',
    says: `${what} cannot be used (${why}).`,
    why: 'A wrong address, a firewall, or the identity of this process has no role there.',
    fix: {
      words:
        'Compare COSMOS_ENDPOINT, COSMOS_DATABASE and STORAGE_ACCOUNT with the Azure portal. The roles are given by infra/modules/roles.bicep; on your own machine, log in with an account that has them.',
      commands: [
        'az login',
        `az cosmosdb sql role assignment list --account-name ${accountIn(store.endpoint)} --resource-group <group>`,
      ],
    },
  };
}

const accountIn = (endpoint: string): string => new URL(endpoint).hostname.split('.')[0] ?? '<account>';

function fixFor(stateDir: string): Fix {
  return {
    words: 'Give the user that runs the bot the right to write there, or set STATE_DIR to another folder on a local disk.',
    commands: [`ls -ld ${stateDir}`],
  };
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function isWritableFolder(path: string): Promise<boolean> {
  if ((await stat(path).catch(() => undefined))?.isDirectory() !== true) return false;
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
