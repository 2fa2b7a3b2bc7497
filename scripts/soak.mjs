/** `npm run soak`: bundles bench/soak for this Node and runs it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './prepare.mjs';

export async function soak(args) {
  const esbuild = await import('esbuild');
  const outdir = join(root, '.tools/soak');
  mkdirSync(outdir, { recursive: true });
  const outfile = join(outdir, 'soak.mjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['bench/soak/soak.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    packages: 'external',
    logLevel: 'error',
  });
  process.argv = [process.argv[0], outfile, ...args];
  await import(pathToFileURL(outfile).href);
  return process.exitCode ?? 0;
}
