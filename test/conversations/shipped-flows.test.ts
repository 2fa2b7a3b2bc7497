import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../cli/commands/check.ts';
import type { Command } from '../../cli/commands/command.ts';
import { explore } from '../../cli/commands/explore.ts';
import { playConversation } from '../../cli/conversations/play-conversation.ts';
import { readTests } from '../../cli/conversations/read-tests.ts';
import { failureInWords } from '../../cli/conversations/run-script.ts';

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

  test('every conversation goes as it is written', async () => {
    const { findings, conversations, workspace } = await readTests(flowsDir, name);
    expect(findings).toEqual([]);
    expect(conversations.length).toBeGreaterThan(0);
    for (const conversation of conversations) {
      const { outcome } = await playConversation(conversation, { flowsDir, flow: name, workspace });
      if (outcome.kind === 'failed') throw new Error(`\n${conversation.name}\n${failureInWords(outcome)}\n`);
    }
  });

  test('no caller is trapped, goes in circles, or comes to a dead end', async () => {
    const { code, said } = await run(explore, join(flowsDir, name), '--json', '--seconds', '60');
    if (code !== 0) throw new Error(`\n${said}`);
    expect(JSON.parse(said)).toMatchObject({ complete: true, neverReached: { steps: [] } });
  });
});
