/** `npm run bench [NAME]`: bundles the files beside `bench/soak` for this Node and runs them, each a question of its own. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, Unprepared } from './prepare.mjs';

export async function bench([name]) {
  const questions = readdirSync(join(root, 'bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3));
  if (name !== undefined && !questions.includes(name)) throw new Unprepared(`Usage: npm run bench -- [${questions.join(' | ')}]`);
  const esbuild = await import('esbuild');
  const outdir = join(root, '.tools/bench');
  mkdirSync(outdir, { recursive: true });
  for (const question of questions.filter((one) => name === undefined || one === name)) {
    const outfile = join(outdir, `${question}.mjs`);
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: [`bench/${question}.ts`],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      logLevel: 'error',
    });
    console.log(`\n${question}`);
    await import(pathToFileURL(outfile).href);
  }
  return process.exitCode ?? 0;
}
