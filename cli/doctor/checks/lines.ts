import type { Line } from '../../../src/core/flow/workspace.ts';
import type { Check, Verdict } from '../check.ts';
import { newResourceAccount } from '../powershell.ts';
import { hasSampleAccount } from '../sample-accounts.ts';

/** Every line has a resource account and an operator. */
export const lines: Check = {
  id: 'lines',
  title: 'Lines',
  needs: ['settings'],
  run: async (setup) => {
    const { appId, credential } = setup.settings();
    const all = Object.entries((await setup.flows()).lines.lines);
    return judgeLines(all, { appId, isSimulated: credential.kind === 'simulator' });
  },
};

export function judgeLines(
  all: readonly (readonly [name: string, line: Line])[],
  { appId, isSimulated }: { readonly appId: string; readonly isSimulated: boolean },
): Verdict {
  if (all.length === 0) {
    const words = 'Write flows/lines.jsonc, for example { "lines": { "main": { "flow": "main-line" } }, "default": "main" }';
    return { kind: 'bad', says: 'There is no line, so no call is taken.', fix: { words } };
  }
  const samples = isSimulated ? [] : all.filter(([, line]) => hasSampleAccount(line));
  const without = all.filter(([, line]) => line.applicationInstance === undefined);
  const alone = all.filter(([, line]) => line.operator === undefined);
  const details = [
    ...samples.map(([name]) => `Line "${name}" still has the resource account of the sample, which nobody can call.`),
    ...without.map(([name]) => `Line "${name}" has no applicationInstance: only calls that match no other line reach it.`),
    ...alone.map(
      ([name]) => `Line "${name}" has no operator: when the store is down, its callers hear an apology and nothing more.`,
    ),
  ];
  if (details.length === 0) {
    return {
      kind: 'good',
      says: `${all.length === 1 ? 'One line' : `${all.length} lines`}, each with a resource account and an operator.`,
    };
  }
  const accounts = [...samples, ...without];
  return {
    kind: samples.length > 0 ? 'bad' : 'warning',
    says: `${details.length === 1 ? 'One thing is' : `${details.length} things are`} missing in flows/lines.jsonc.`,
    details,
    fix: {
      words:
        'Put the object ids of resource accounts, and the name of a contact as "operator", into flows/lines.jsonc, and remove lines that you do not need. A resource account is made in PowerShell:',
      commands: accounts.flatMap(([name]) => newResourceAccount(name, appId)),
    },
  };
}
