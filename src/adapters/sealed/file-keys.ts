import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../core/call/fault.ts';
import type { KeyFiles } from '../../ports/key-ring.ts';

/** Keys in a folder that nobody but the bot's own user may read. Several processes may share it. */
export function fileKeys(dir: string): KeyFiles {
  return {
    names: () => guarded('listed', async () => ((await orUndefined(() => readdir(dir))) ?? []).toSorted()),
    read: (name) => guarded('read', async () => orUndefined(() => readFile(join(dir, name), 'utf8'))),
    create: (name, text) =>
      guarded('written', async () => {
        await mkdir(dir, { recursive: true, mode: 0o700 });
        const draft = join(dir, `.${randomUUID()}`);
        try {
          await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
          await link(draft, join(dir, name)); // Whole, and only if nobody else's is there.
        } catch (error) {
          if (codeOf(error) !== 'EEXIST') throw error;
        } finally {
          await rm(draft, { force: true });
        }
      }),
  };
}

async function orUndefined<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function guarded<Value>(done: 'listed' | 'read' | 'written', work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const message = `The sealing keys could not be ${done} (${codeOf(error)}).`;
    throw new Fault('STORE_UNAVAILABLE', message, { retryable: true });
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
