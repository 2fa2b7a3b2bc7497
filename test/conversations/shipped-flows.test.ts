import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { playConversation } from '../../cli/conversations/play-conversation.ts';
import { readTests } from '../../cli/conversations/read-tests.ts';
import { failureInWords } from '../../cli/conversations/run-script.ts';

// The conversations of the shipped flows, played by what "teams-ivr test" plays them with.

const flowsDir = 'flows';
const flows = readdirSync(flowsDir).filter((name) =>
  statSync(join(flowsDir, name, 'flow.jsonc'), { throwIfNoEntry: false })?.isFile(),
);

test('there are shipped flows to play', () => {
  expect(flows.length).toBeGreaterThan(0);
});

test.each(flows)(
  'every conversation of %s goes as it is written',
  async (name) => {
    const { findings, conversations, workspace } = await readTests(flowsDir, name);
    expect(findings).toEqual([]);
    expect(conversations.length).toBeGreaterThan(0);
    for (const conversation of conversations) {
      const { outcome } = await playConversation(conversation, { flowsDir, flow: name, workspace });
      if (outcome.kind === 'failed') throw new Error(`\n${conversation.name}\n${failureInWords(outcome)}\n`);
    }
  },
  60_000,
); // A dozen whole calls, on a machine that may be busy.
