import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

export const flowFile = 'flow.jsonc';
export const linesFile = 'lines.jsonc';
export const contactsFile = 'contacts.jsonc';
export const schedulesFile = 'schedules.jsonc';
export const environmentFile = 'environment.jsonc';
export const promptsFolder = 'prompts';
export const directoriesFolder = 'directories';

const mostFlows = 500;

export type FileRead =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  /** `why` ends the sentence "the file ...". */
  | { readonly kind: 'unreadable'; readonly why: string };

/** The names of the folders that hold a flow, sorted. */
export async function listFlows(dir: string): Promise<readonly string[]> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name)).sort();
  const flows = await Promise.all(
    names.slice(0, mostFlows).map(async (name) => ((await isFile(join(dir, name, flowFile))) ? [name] : [])),
  );
  return flows.flat();
}

export async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}

/** Reads a file of bounded size. Never throws. */
export async function readBounded(path: string, maxBytes: number): Promise<FileRead> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return { kind: 'unreadable', why: 'is not a file' };
    if (found.size > maxBytes) return { kind: 'unreadable', why: `has more than ${maxBytes} bytes` };
    return { kind: 'read', bytes: await readFile(path) };
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : { kind: 'unreadable', why: 'cannot be read: check its permissions' };
  }
}

/** Reads a file that must really lie in `folder`, whatever links there are. */
export async function readInside(folder: string, name: string, maxBytes: number): Promise<FileRead> {
  const [home, path] = await Promise.all([realpath(folder), realpath(join(folder, name))]).catch(() => []);
  if (home === undefined || path === undefined) return { kind: 'missing' };
  return path.startsWith(home + sep) ? readBounded(path, maxBytes) : { kind: 'unreadable', why: 'lies outside the folder' };
}

/** Changes whenever one of the files does: cheap, nothing is read. */
export async function stampOf(paths: readonly string[]): Promise<string> {
  const stamps = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path, { bigint: true }).catch(() => undefined);
      return found === undefined ? '-' : `${found.mtimeNs}.${found.ctimeNs}.${found.size}.${found.ino}`;
    }),
  );
  return stamps.join(' ');
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
