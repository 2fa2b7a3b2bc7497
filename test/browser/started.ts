import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Started {
  /** Of the softphone. */
  readonly url: string;
  /** Of the bot. */
  readonly bot: string;
  stop(): Promise<void>;
}

/** `npm start` as it stands in dist/, with a state folder of its own. */
export async function startEverything(more: readonly string[] = []): Promise<Started> {
  const stateDir = mkdtempSync(join(tmpdir(), 'teams-ivr-browser-'));
  const child = spawn(
    process.execPath,
    [join(process.cwd(), 'dist/cli/start.js'), '--no-open', '--state-dir', stateDir, ...more],
    {
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const addresses = await addressesOf(child);
  return {
    ...addresses,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

function addressesOf(child: ChildProcess): Promise<{ readonly url: string; readonly bot: string }> {
  return new Promise((resolve, reject) => {
    let said = '';
    const note = (chunk: unknown): void => {
      said += String(chunk);
      const url = /Softphone\s+(http:\S+)/.exec(said)?.[1];
      const bot = /Bot\s+(http:\S+)/.exec(said)?.[1];
      if (url !== undefined && bot !== undefined) resolve({ url, bot });
    };
    child.stdout?.on('data', note);
    child.stderr?.on('data', note);
    child.once('exit', () => reject(new Error(`It ended before it was ready:\n${said}`)));
  });
}
