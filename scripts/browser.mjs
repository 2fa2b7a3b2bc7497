/** The Chromium for the browser tests. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Unprepared } from './prepare.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds one, or installs Debian's when that is allowed here. CI must not leave tests out unnoticed, so without a browser
 * it fails; on a laptop the answer says why the browser tests cannot run.
 */
export function findBrowser() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (isProgram(chosen)) return { kind: 'found', path: chosen };
    throw new Unprepared('CHROMIUM_PATH does not name a program; set it to a Chromium, for example /usr/bin/chromium.');
  }
  const path = installed() ?? (mayInstall() ? install() : undefined);
  if (path) return { kind: 'found', path };
  const why = 'no Chromium or Chrome was found. Install one, or set CHROMIUM_PATH.';
  if (process.env.CI) throw new Unprepared(`The browser tests need a browser: ${why}`);
  return { kind: 'absent', why };
}

function installed() {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...places].find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function mayInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function install() {
  console.log('Installing chromium for the browser tests (apt-get, once) ...');
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const done = spawnSync('apt-get', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (done.status !== 0) {
      console.log(`apt-get ${args.join(' ')} failed:\n${done.stderr ?? ''}`);
      return undefined;
    }
  }
  return installed();
}
