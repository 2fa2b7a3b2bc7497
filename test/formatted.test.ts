import { fmt } from '../cli/commands/fmt.ts';

test('every shipped flow, every example of a step, and what lies beside them is formatted (npm run teams-ivr -- fmt flows src/core/steps)', async () => {
  const said: string[] = [];
  const terminal = { out: (text: string) => void said.push(text), error: (text: string) => void said.push(text) };
  const code = await fmt.run(['--check', 'flows', 'src/core/steps'], terminal);
  expect([code, said]).toEqual([0, [expect.stringMatching(/^\d\d+ files looked at, 0 not formatted\.$/)]]);
});
