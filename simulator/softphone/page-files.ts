import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the built page consists of. Nothing else is ever read, whatever a request asks for. */
const fileTypes: { readonly [name: string]: string } = {
  'index.html': 'text/html; charset=utf-8',
  'softphone.js': 'text/javascript; charset=utf-8',
  'softphone.css': 'text/css; charset=utf-8',
  'capture-worklet.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'softphone.js.map': 'application/json',
  'softphone.css.map': 'application/json',
  'capture-worklet.js.map': 'application/json',
};

export interface PageFile {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Reads the page once. Missing files are left out: a minified build has no maps. */
export async function readPageFiles(webDir: string): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>();
  for (const [name, type] of Object.entries(fileTypes)) {
    try {
      files.set(name, { type, bytes: await readFile(join(webDir, name)) });
    } catch (error) {
      if (!(typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return files;
}

/** The page loads nothing from elsewhere; its interface library writes style elements, hence the one exception. */
export const pageHeaders = {
  'content-security-policy': [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
  'cache-control': 'no-cache',
} as const;
