import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IncomingRequest, Reply } from '../edge/http-types.ts';
import { appFolders } from './app-folders.ts';
import { lazily } from './lazily.ts';

/** Serves the console's files. Needs no bot: the page is there while the settings are wrong. */
export const consolePage: (request: IncomingRequest) => Promise<Reply> = lazily(async () => {
  const { consoleDoor } = await import('../edge/handle-console.ts'); // No call needs it.
  const { root, beside } = appFolders();
  const folders = [join(root, 'dist/web/console'), join(beside, '../web/console')];
  return consoleDoor(async (file) => {
    const path = folders.map((folder) => join(folder, file)).find((candidate) => existsSync(candidate));
    return path === undefined ? undefined : readFile(path);
  });
});
