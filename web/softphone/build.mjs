/**
 * Bundles the softphone page with esbuild: `index.html`, `softphone.js`, `softphone.css`, the icon, and the capture
 * worklet, which must be a file of its own because an AudioWorklet is loaded by address.
 * Everything is served below `/softphone/`, from the same origin as its API; nothing is loaded from elsewhere.
 */
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

/** The policy under which the page is made to run; a server should send it with `index.html`. */
export const contentSecurityPolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; media-src 'self' blob:; worker-src 'self' blob:";

/**
 * Writes the page to a folder.
 * @param {{ outDir: string, minify?: boolean }} options `outDir` is created when it is missing.
 * @returns {Promise<void>} rejects with esbuild's own message, which names file and line.
 */
export async function bundleSoftphone({ outDir, minify = true }) {
  await mkdir(outDir, { recursive: true });
  await build({
    entryPoints: [
      { in: join(here, 'main.tsx'), out: 'softphone' },
      { in: join(here, 'styles/softphone.css'), out: 'softphone' },
      { in: join(here, 'sound/capture-worklet.ts'), out: 'capture-worklet' },
    ],
    outdir: outDir,
    bundle: true,
    minify,
    format: 'iife',
    target: ['es2022'],
    jsx: 'automatic',
    sourcemap: minify ? false : 'linked',
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': minify ? '"production"' : '"development"' },
  });
  await Promise.all(['index.html', 'icon.svg'].map((name) => copyFile(join(here, name), join(outDir, name))));
}
