import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterTheTest } from './after-the-test.ts';

/** Path to what stands in the file: texts and bytes as they are, anything else as JSON. */
export type Files = { readonly [path: string]: string | object };

/** A folder of these files for the running test; it is gone when the test is over. */
export function aFolder(files: Files = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'teams-ivr-test-'));
  afterTheTest(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, files);
  return folder;
}

/** The shipped flows, with these files over them. */
export function aCopyOfTheFlows(files: Files = {}): string {
  const folder = aFolder();
  cpSync('flows', folder, { recursive: true });
  writeFiles(folder, files);
  return folder;
}

/** Writes over what is there, and makes the folders that are missing. */
export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const isWhole = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(join(folder, path), isWhole ? content : JSON.stringify(content));
  }
}
