#!/usr/bin/env node
/** The `teams-ivr` command from a checkout: prepares and builds when needed, then runs it in the caller's own folder. */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPackages, main, rerunUnderFittingNode, root } from './prepare.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  const code = await rerunUnderFittingNode(fileURLToPath(import.meta.url), args);
  if (code !== undefined) return code;
  await installPackages();
  const { build } = await import('./build.mjs');
  await build({ quiet: true });
  // `start` is a program of its own: bot, simulator and softphone.
  const isStart = args[0] === 'start';
  const path = join(root, 'dist/cli', isStart ? 'start.js' : 'teams-ivr.js');
  process.argv = [process.argv[0], path, ...(isStart ? args.slice(1) : args)];
  await import(pathToFileURL(path).href);
});
