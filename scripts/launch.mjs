#!/usr/bin/env node
/** Every `npm run` of this repository: `launch.mjs <job> [args]`. Brings its own Node and packages when needed. */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { followParent, installPackages, main, passThrough, rerunUnderFittingNode, root, Unprepared } from './prepare.mjs';

const self = fileURLToPath(import.meta.url);

const jobs = {
  start: (args) => runBuilt('cli/start.js', args),
  bot: (args) => runBuilt('cli/bot.js', args),
  func: async (args) => (await import('./func.mjs')).runUnderCoreTools(args),
  build: async (args) => (await import('./build.mjs')).build({ force: args.includes('--force') }),
  test: async (args) => (await import('./verify.mjs')).test(args),
  verify: async () => (await import('./verify.mjs')).verify(),
  faults: async (args) => (await import('./faults.mjs')).faults(args),
  bench: async (args) => (await import('./bench.mjs')).bench(args),
  soak: async (args) => (await import('./soak.mjs')).soak(args),
  lint: async () => (await tool('biome', ['check'])) || (await tool('oxlint', ['--type-aware'])),
  format: () => tool('biome', ['check', '--write']),
  'new:step': async ([type]) => {
    const files = (await import('./new-step.mjs')).newStep(type, { root });
    console.log(`${files.join('\n')}\n\nNow make them true: CONTRIBUTING.md, "A new step".`);
    return 0;
  },
  typecheck: () => tool('tsc', ['-p', '.']),
};

await main(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  if (!Object.hasOwn(jobs, name)) throw new Unprepared(`Usage: launch.mjs <${Object.keys(jobs).join('|')}> [args]`);
  if (process.env.npm_lifecycle_event === name) followParent();
  const code = await rerunUnderFittingNode(self, process.argv.slice(2));
  if (code !== undefined) return code;
  process.chdir(root);
  await installPackages();
  return jobs[name](args);
});

/** Builds when stale and goes on in this very process, so that signals and exit codes are the command's own. */
async function runBuilt(entry, args) {
  const { build } = await import('./build.mjs');
  await build();
  const path = join(root, 'dist', entry);
  process.argv = [process.argv[0], path, ...args];
  await import(pathToFileURL(path).href);
}

function tool(name, args) {
  const windows = process.platform === 'win32';
  return passThrough(join(root, 'node_modules/.bin', windows ? `${name}.cmd` : name), args, { shell: windows });
}
