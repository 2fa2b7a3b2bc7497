/** Bundles one page with esbuild, as all pages here are bundled. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Writes `{name}.js` of `main.tsx`, `{name}.css` of `styles/{name}.css`, `index.html` and the icon to a folder, which is
 * created when it is missing.
 * @param {{ from: string, name: string, outDir: string, minify: boolean, icon?: string, more?: { in: string, out: string }[] }} page
 *   `from`: the page's folder. `more`: files that are loaded by address, such as worklets.
 * @returns {Promise<void>} rejects with esbuild's own message, which names file and line.
 */
export async function bundlePage({ from, name, outDir, minify, icon = join(from, 'icon.svg'), more = [] }) {
  await mkdir(outDir, { recursive: true });
  await build({
    entryPoints: [{ in: join(from, 'main.tsx'), out: name }, { in: join(from, `styles/${name}.css`), out: name }, ...more],
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
  await Promise.all([copyFile(join(from, 'index.html'), join(outDir, 'index.html')), copyFile(icon, join(outDir, 'icon.svg'))]);
}
