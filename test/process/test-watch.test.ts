import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale, start } from '../support/run-built.ts';

let flows = '';
beforeAll(() => buildIfStale(), 60_000);
beforeEach(() => {
  flows = mkdtempSync(join(tmpdir(), 'test-watch-'));
  cpSync('flows/contacts.jsonc', join(flows, 'contacts.jsonc'));
  for (const name of ['one', 'two']) {
    mkdirSync(join(flows, name, 'tests'), { recursive: true });
    writeFileSync(join(flows, name, 'flow.jsonc'), flowSaying('Goodbye.'));
    writeFileSync(join(flows, name, 'tests/calls.txt'), '== farewell\nhear Goodbye\n');
  }
});
afterEach(() => rmSync(flows, { recursive: true, force: true }));

function flowSaying(words: string): string {
  const steps = { bye: { type: 'hangup', prompt: words } };
  return JSON.stringify({ specVersion: 1, name: 'Farewell', languages: ['en-US'], start: 'bye', steps });
}

test('an edit plays the flow that it concerns again, the other one not, and an interrupt ends it cleanly', async () => {
  const child = start('dist/cli/teams-ivr.js', ['test', flows, '--watch'], {});
  let said = '';
  child.stdout?.on('data', (chunk) => {
    said += String(chunk);
  });
  const until = async (words: string): Promise<string> => {
    const stopAt = Date.now() + 20_000;
    while (!said.includes(words)) {
      if (Date.now() > stopAt) throw new Error(`"${words}" was not said: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const before = said;
    said = '';
    return before;
  };
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  try {
    expect(await until('Watching.')).toContain('2 conversations passed');
    writeFileSync(join(flows, 'two/flow.jsonc'), flowSaying('See you.'));
    const again = await until('1 failed');
    expect(again).toContain('two\n  ✗ farewell');
    expect(again).not.toMatch(/^one$/m);
    writeFileSync(join(flows, 'two/flow.jsonc'), flowSaying('Goodbye again.'));
    await until('1 conversation passed');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  } finally {
    child.kill('SIGKILL');
  }
}, 60_000);
