/**
 * Bundles the softphone page: `index.html`, `softphone.js`, `softphone.css`, the icon, and the capture worklet, which must
 * be a file of its own because an AudioWorklet is loaded by address.
 * Everything is served below `/softphone/`, from the same origin as its API; nothing is loaded from elsewhere.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePage } from '../shared/bundle-page.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** The policy under which the page is made to run; a server should send it with `index.html`. */
export const contentSecurityPolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; media-src 'self' blob:; worker-src 'self' blob:";

/**
 * Writes the page to a folder.
 * @param {{ outDir: string, minify?: boolean }} options `outDir` is created when it is missing.
 * @returns {Promise<void>} rejects with esbuild's own message, which names file and line.
 */
export function bundleSoftphone({ outDir, minify = true }) {
  const more = [{ in: join(here, 'sound/capture-worklet.ts'), out: 'capture-worklet' }];
  return bundlePage({ from: here, name: 'softphone', outDir, minify, more });
}
