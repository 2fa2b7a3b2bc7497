import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../cli/commands/check.ts';
import type { Command } from '../../cli/commands/command.ts';
import { explore } from '../../cli/commands/explore.ts';
import { readTests } from '../../cli/conversations/read-tests.ts';
import { failureInWords } from '../../cli/conversations/run-script.ts';
import { testFlow } from '../../cli/conversations/test-flows.ts';
import { exitInWords } from '../../src/core/flow/reach/surface.ts';

// Every shipped flow is checked, tested and explored, with what an admin checks, tests and explores it with.

const flowsDir = 'flows';
const flows = readdirSync(flowsDir).filter((name) =>
  statSync(join(flowsDir, name, 'flow.jsonc'), { throwIfNoEntry: false })?.isFile(),
);

async function run(command: Command, ...args: readonly string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const say = (text: string): void => {
    said += `${text}\n`;
  };
  const code = await command.run(args, { out: say, error: say });
  return { code, said };
}

test('there are shipped flows to play', () => {
  expect(flows.length).toBeGreaterThan(0);
});

describe.each(flows)('%s', (name) => {
  test('has no findings', async () => {
    const { code, said } = await run(check, join(flowsDir, name));
    if (code !== 0) throw new Error(`\n${said}`);
  });

  test('every conversation goes as it is written, and together they go every way that is not a fault', async () => {
    const tests = await readTests(flowsDir, name);
    expect(tests.findings).toEqual([]);
    const { results, coverage } = await testFlow(tests);
    for (const { conversation, outcome } of results)
      if (outcome.kind === 'failed') throw new Error(`\n${conversation.name}\n${failureInWords(outcome)}\n`);
    expect(coverage?.steps.missing).toEqual([]);
    expect(coverage?.exits.missing.map(exitInWords)).toEqual([]);
  }, 60_000);

  test('no caller is trapped, goes in circles, or comes to a dead end', async () => {
    const { code, said } = await run(explore, join(flowsDir, name), '--json', '--seconds', '60');
    if (code !== 0) throw new Error(`\n${said}`);
    expect(JSON.parse(said)).toMatchObject({ complete: true, neverReached: { steps: [] } });
  });
});
