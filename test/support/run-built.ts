import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';

const root = process.cwd(); // Jest runs at the root.

/** Builds `dist/` when it is older than the sources. */
export function buildIfStale(): void {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: ['ignore', 'ignore', 'pipe'] });
}

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export type Env = { readonly [name: string]: string | undefined };

/** Runs a file under this Node to its end, with exactly this environment besides PATH. */
export function runToEnd(file: string, args: readonly string[], env: Env): Promise<Finished> {
  const child = start(file, args, env);
  const said = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    said.out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    said.err += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

/** `nodeOptions`: for Node itself. */
export function start(file: string, args: readonly string[], env: Env, nodeOptions: readonly string[] = []): ChildProcess {
  return spawn(process.execPath, [...nodeOptions, join(root, file), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
