/**
 * Bundles the console: `index.html`, `console.js`, `console.css`, the icon. Everything is served below `/console`, from the
 * same origin as the API that it asks; `src/edge/handle-console.ts` has the policy under which it runs.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePage } from '../shared/bundle-page.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * Writes the page to a folder.
 * @param {{ outDir: string, minify?: boolean }} options `outDir` is created when it is missing.
 * @returns {Promise<void>} rejects with esbuild's own message, which names file and line.
 */
export function bundleConsole({ outDir, minify = true }) {
  return bundlePage({ from: here, name: 'console', outDir, minify });
}
