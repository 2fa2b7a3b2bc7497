import { largeFlow } from '../../../../test/support/large-flow.ts';
import type { FlowVersion } from '../../call/ids.ts';
import type { StepKit } from '../../steps/define-step.ts';
import { stepKits } from '../../steps/registry.ts';
import { checkFlow, compileFlow } from '../compile.ts';

const version = 'v1' as FlowVersion; // Any text is one here.
const surroundings = { contacts: { desk: { kind: 'user', id: 'desk' } }, audio: {} } as const;
const check = (text: string, kits: ReadonlyMap<string, StepKit> = stepKits) =>
  checkFlow({ name: 'large', file: 'flow.jsonc', text, version, surroundings, kits });

test('a flow of a thousand steps is clean, and its steps are each asked once what they declare', () => {
  let asked = 0;
  const counting = new Map(
    [...stepKits].map(([type, kit]): [string, StepKit] => [
      type,
      {
        ...kit,
        uses: (config) => {
          asked += 1;
          return kit.uses(config);
        },
      },
    ]),
  );
  for (const count of [500, 1_000]) {
    asked = 0;
    expect(check(largeFlow(count), counting).findings).toEqual([]);
    expect(asked).toBeLessThanOrEqual(count + 5); // The engine's own steps, too.
  }
});

test('a version that calls have begun with is played, whatever the rules say of it', () => {
  const steps = { a: { type: 'play', prompt: 'One moment.', next: 'b' }, b: { type: 'play', prompt: 'Still there.', next: 'a' } };
  const text = JSON.stringify({ specVersion: 1, name: 'Trap', languages: ['en-US'], start: 'a', steps });
  expect(check(text)).toMatchObject({ findings: [{ code: 'IVR212', severity: 'error' }] });
  expect(check(text).flow).toBeUndefined();
  const source = { name: 'large', file: 'flow.jsonc', text, version, surroundings, kits: stepKits };
  expect(compileFlow(source)).toMatchObject({ findings: [], flow: { start: 'a' } });
});
