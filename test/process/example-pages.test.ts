import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';
import { freePort } from '../../cli/free-port.ts';
import { buildIfStale } from '../support/run-built.ts';

// The pages of docs/examples/: every command that they show is run as it stands there, in a folder with the shipped flows.

const pages = readdirSync('docs/examples').sort();
const shellBlocks = (page: string): readonly string[] =>
  [...readFileSync(join('docs/examples', page), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
/** What needs a bot that is running. */
const needsBot = (block: string): boolean => block.startsWith('curl');

let folder = '';
let bin = '';
beforeAll(() => {
  buildIfStale();
  folder = mkdtempSync(join(tmpdir(), 'example-pages-'));
  bin = mkdtempSync(join(tmpdir(), 'example-pages-bin-'));
  cpSync('flows', join(folder, 'flows'), { recursive: true });
  symlinkSync(join(process.cwd(), 'scripts/teams-ivr.mjs'), join(bin, 'teams-ivr'));
  // In the repository npm runs the script of that name; here there is no package.json, and nothing else can be asked for.
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\n[ "$1 $2 $3" = "run teams-ivr --" ] || exit 64\nshift 3\nexec teams-ivr "$@"\n');
  chmodSync(join(bin, 'npm'), 0o755);
}, 90_000);
afterAll(() => {
  for (const one of [folder, bin]) rmSync(one, { recursive: true, force: true });
});

const env = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
});

function run(commands: string): string {
  return execFileSync('sh', ['-ec', commands], { cwd: folder, env: env(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

test('every page has something to try', () => {
  expect(pages.length).toBeGreaterThan(8);
  for (const page of pages) expect([page, shellBlocks(page).length > 0]).toEqual([page, true]);
});

test.each(pages)(
  '%s: its commands do what they are shown for',
  (page) => {
    for (const block of shellBlocks(page).filter((one) => !needsBot(one))) run(block);
  },
  120_000,
);

test('the appointment reminder is placed by the request of its page, once, however often it is asked for', async () => {
  const [request = ''] = shellBlocks('appointment-reminder.md').filter(needsBot);
  const port = await freePort(7_731);
  const child = spawn('sh', ['-c', `exec teams-ivr start --no-open --flows flows --state-dir state --port ${port}`], {
    cwd: folder,
    env: env(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    await saidUntil(child, 'Simulator ');
    const ask = (): string => z.object({ id: z.string() }).parse(JSON.parse(run(request.replace('7071', String(port))))).id;
    const id = ask();
    expect(ask()).toBe(id);
    const address = `http://127.0.0.1:${port}/api/outbound-calls/${id}`;
    const state = async (): Promise<string> => z.object({ status: z.string() }).parse(await (await fetch(address)).json()).status;
    // The call itself takes its time: a telephone that rings, and words. That it is placed is what the request is for.
    expect(await until(async () => ['placed', 'ended'].includes(await state()))).toBe(true);
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await ended;
  }
}, 90_000);

/** Real processes know no virtual time: asks again until it is so, for half a minute at most. */
async function until(isSo: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 60; tries += 1) {
    if (await isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return false;
}

function saidUntil(child: ChildProcess, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const note = (chunk: unknown): void => {
      said += String(chunk);
      if (said.includes(words)) setImmediate(() => resolve(said));
    };
    child.stdout?.on('data', note);
    child.stderr?.on('data', note);
    child.once('exit', () => reject(new Error(`It ended before it was ready:\n${said}`)));
  });
}
