import { join } from 'node:path';
import { playConversation } from '../cli/conversations/play-conversation.ts';
import { readTests } from '../cli/conversations/read-tests.ts';
import { failureInWords } from '../cli/conversations/run-script.ts';
import { checkFolder } from '../src/adapters/flow-folder/check-folder.ts';
import { fitWav } from '../src/adapters/prompts/fit-wav.ts';
import { stepKits } from '../src/core/steps/registry.ts';
import { missingParts, stepFolder } from './support/step-folder.ts';

// A step is one folder with all its parts (CONTRIBUTING.md, "A new step"). Completeness is tested, not remembered.

const types = [...stepKits.keys()];

test('every step type has its schema, behaviour, tests, reference page and example', () => {
  expect(types.length).toBeGreaterThan(10);
  expect(types.flatMap((type) => missingParts(type, stepFolder(type)))).toEqual([]);
});

test('a step that lacks a part is named, with the part', () => {
  expect(missingParts('teleport', stepFolder('teleport'))).toEqual([
    'src/core/steps/teleport lacks teleport.step.ts',
    'src/core/steps/teleport lacks teleport.test.ts',
    'src/core/steps/teleport lacks teleport.md',
    'src/core/steps/teleport lacks example/flow.jsonc',
    'src/core/steps/teleport lacks example/tests/conversations.txt',
  ]);
});

describe.each(types)('the example of %s', (type) => {
  const home = stepFolder(type);

  test('uses the step, and the checker finds nothing in it', async () => {
    const { findings } = await checkFolder(join(home, 'example'), { kits: stepKits, fitWav });
    expect(findings.map(({ code, place, message }) => `${place.file}:${place.line} ${code} ${message}`)).toEqual([]);
    const { flow } = await readTests(home, 'example');
    const flows = flow === undefined ? [] : [flow, ...flow.called.values()];
    expect(flows.flatMap((one) => [...one.steps.values()]).some((step) => step.kit.type === type)).toBe(true);
  });

  test('is met by callers as its conversations say', async () => {
    const { findings, conversations, workspace } = await readTests(home, 'example');
    expect(findings).toEqual([]);
    expect(conversations.length).toBeGreaterThan(0);
    for (const conversation of conversations) {
      const { outcome } = await playConversation(conversation, { flowsDir: home, flow: 'example', workspace });
      if (outcome.kind === 'failed') throw new Error(`\n${conversation.name}\n${failureInWords(outcome)}\n`);
    }
  });
});
