import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { z } from 'zod';
import { openRehearsal } from '../../cli/rehearsal.ts';
import { readWorkspace } from '../../cli/workspace.ts';
import { failureInWords, runScript, scriptStep } from '../../simulator/caller/script.ts';

const conversationsFile = z.strictObject({
  conversations: z
    .array(
      z.strictObject({
        name: z.string(),
        given: z.record(z.string(), z.enum(['fails', 'busy', 'noAnswer', 'failsOnce'])).optional(),
        steps: z.array(scriptStep),
      }),
    )
    .min(1),
});

const flowsDir = join(process.cwd(), 'flows');
const flows = readdirSync(flowsDir).filter((name) => statSync(join(flowsDir, name)).isDirectory());

test('there are shipped flows to play', () => {
  expect(flows.length).toBeGreaterThan(0);
});

describe.each(flows)('%s', (flow) => {
  const text = readFileSync(join(flowsDir, flow, 'tests/conversations.jsonc'), 'utf8');
  const { conversations } = conversationsFile.parse(parse(text));

  test.each(conversations.map((one) => [one.name, one] as const))('%s', async (_name, { given = {}, steps }) => {
    const { names, contacts, lines } = await readWorkspace(flowsDir);
    const destinations = Object.fromEntries(
      Object.entries(given).map(([contact, behaves]) => [contacts[contact] ?? contact, behaves]),
    );
    const rehearsal = await openRehearsal({ flowsDir, flow, names, lines, destinations });
    try {
      const caller = rehearsal.caller();
      await caller.dial({
        from: { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567', displayName: 'Ada Example' },
        to: lines[0]?.id ?? 'bot',
      });
      const outcome = await runScript(caller, steps);
      if (outcome.kind === 'failed') throw new Error(`\n${failureInWords(outcome)}\n`);
      const trouble = rehearsal.graph.exchanges().filter(({ exchange }) => exchange.trouble !== undefined);
      expect(trouble.map(({ exchange }) => `${exchange.title}: ${exchange.trouble}`)).toEqual([]);
    } finally {
      await rehearsal.close();
    }
  });
});
