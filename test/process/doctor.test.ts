import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, isFree } from '../../cli/free-port.ts';
import { buildIfStale, runToEnd, start } from '../support/run-built.ts';

let stateDir = '';
let port = 0;
let everything: ChildProcess | undefined;

beforeAll(async () => {
  buildIfStale();
  stateDir = mkdtempSync(join(tmpdir(), 'doctor-process-'));
  port = await freePair(7_611);
  everything = start('dist/cli/start.js', ['--no-open', '--port', String(port), '--state-dir', stateDir], {});
  await ready(everything);
}, 90_000);
afterAll(async () => {
  const ended = new Promise((resolve) => everything?.once('exit', resolve));
  everything?.kill('SIGINT');
  await ended;
  rmSync(stateDir, { recursive: true, force: true });
});

/** The simulator takes the port after the bot's. */
async function freePair(from: number): Promise<number> {
  const first = await freePort(from);
  return (await isFree(first + 1)) ? first : freePair(first + 2);
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const note = (chunk: unknown): void => {
      said += String(chunk);
      if (said.includes('Softphone ')) resolve();
    };
    child.stdout?.on('data', note);
    child.stderr?.on('data', note);
    child.once('exit', () => reject(new Error(`It ended before it was ready:\n${said}`)));
  });
}

const doctor = () => ['doctor', '--local', '--port', String(port)];
const examine = () => runToEnd('dist/cli/teams-ivr.js', doctor(), { STATE_DIR: stateDir });

test('the doctor finds nothing wrong with what npm start runs', async () => {
  const { code, out, err } = await examine();
  expect({ code, err, wrong: out.split('\n').filter((line) => /^ {2}[✗!]/.test(line)) }).toEqual({ code: 0, err: '', wrong: [] });
  for (const good of ['Token', 'Microsoft Graph', 'Signing keys', 'Bot', 'Webhook', 'Prompts', 'Store']) {
    expect(out).toContain(`✓ ${good}:`);
  }
}, 30_000);

test('it does not keep the person waiting after its last word', async () => {
  const child = start('dist/cli/teams-ivr.js', [...doctor(), '--only', 'token'], { STATE_DIR: stateDir });
  const began = performance.now();
  let lastWordAt = began;
  child.stdout?.on('data', () => {
    lastWordAt = performance.now();
  });
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  const endedAt = performance.now();
  // A timer of ten seconds, left behind, would outlast the start and the examination by far.
  expect(endedAt - lastWordAt).toBeLessThan(lastWordAt - began);
}, 30_000);
