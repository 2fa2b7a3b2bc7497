/** `npm run func`: the app under Azure Functions Core Tools, where they are installed. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { passThrough, root, Unprepared } from './prepare.mjs';

/** Resolves to the exit code of `func start`. */
export async function runUnderCoreTools(args) {
  const windows = process.platform === 'win32'; // There it is `func.cmd`, which only a shell finds.
  const asked = spawnSync('func', ['--version'], { encoding: 'utf8', shell: windows });
  if (asked.status !== 0) {
    throw new Unprepared(
      [
        'Azure Functions Core Tools are not installed: there is no `func` on the PATH.',
        'Get them with `npm install -g azure-functions-core-tools@4 --unsafe-perm true`, or see',
        'https://learn.microsoft.com/azure/azure-functions/functions-run-local',
        '`npm run bot` serves the same functions without them.',
      ].join('\n'),
    );
  }
  await build();
  provideSettings();
  return passThrough('func', ['start', ...args], { shell: windows });
}

/** Settings made by a person are left alone. */
function provideSettings() {
  const own = join(root, 'local.settings.json');
  if (existsSync(own)) return;
  copyFileSync(join(root, 'local.settings.sample.json'), own);
  console.error('Made local.settings.json from the sample: it speaks to the simulator on port 7072.');
  console.error('Change it for a real tenant. Timers need storage: run `npx azurite` beside it, or set AzureWebJobsStorage.');
}
