import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { fmt } from './fmt.ts';
import { newFlow } from './new.ts';
import { test as testCommand } from './test.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teams-ivr-new-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(command: Command, ...args: readonly string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const say = (text: string): void => {
    said += `${text}\n`;
  };
  return { code: await command.run(args, { out: say, error: say }), said };
}

test('a new flow is fine, formatted, and its tests pass', async () => {
  expect(await run(newFlow, 'night-line', '--dir', folder)).toMatchObject({ code: 0 });
  expect(await run(check, folder, '--strict')).toEqual({ code: 0, said: 'Flow "night-line" is fine.\n' });
  expect(await run(fmt, '--check', folder)).toMatchObject({ code: 0 });
  expect(await run(testCommand, folder)).toMatchObject({ code: 0, said: expect.stringContaining('✓ a caller leaves a message') });
  expect(readFileSync(join(folder, 'night-line/flow.jsonc'), 'utf8')).toContain('"name": "Night line"');
});

test('what exists is not touched: a second flow says how it gets calls, and a flow is never overwritten', async () => {
  await run(newFlow, 'night-line', '--dir', folder);
  writeFileSync(join(folder, 'lines.jsonc'), '// mine');
  const { code, said } = await run(newFlow, 'day', '--dir', folder);
  expect([code, said]).toEqual([0, expect.stringContaining('"day": { "flow": "day" }')]);
  expect(readFileSync(join(folder, 'lines.jsonc'), 'utf8')).toBe('// mine');
  expect(await run(newFlow, 'day', '--dir', folder)).toMatchObject({ code: 1 });
});

test('wrong usage writes nothing', async () => {
  for (const args of [[], ['a', 'b'], ['../out'], ['1x'], ['--wrong']]) {
    expect((await run(newFlow, ...args, ...(args[0]?.startsWith('--') ? [] : ['--dir', folder]))).code).toBe(2);
  }
  expect(readdirSync(folder)).toEqual([]);
});
