import { Fault } from '../../src/core/call/fault.ts';
import type { Check, CheckResult, Verdict } from './check.ts';
import type { Setup } from './setup.ts';

/**
 * Runs the checks in their order and goes on after failures; a check whose need has failed is skipped and says so.
 * `tell` hears of each as soon as it is over.
 */
export async function runChecks(
  checks: readonly Check[],
  setup: Setup,
  tell: (result: CheckResult) => void = () => {},
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const { id, title } = check;
    const result = { id, title, verdict: await verdictOf(check, setup, results) };
    results.push(result);
    tell(result);
  }
  return results;
}

/** The named checks and whatever they need, in the order of the list. Undefined: one of the names is none. */
export function selectChecks(checks: readonly Check[], only: readonly string[]): readonly Check[] | undefined {
  const wanted = new Set<string>();
  const want = (id: string): boolean => {
    const check = checks.find((one) => one.id === id);
    if (check === undefined) return false;
    wanted.add(id);
    return check.needs.every(want);
  };
  return only.every(want) ? checks.filter(({ id }) => wanted.has(id)) : undefined;
}

async function verdictOf(check: Check, setup: Setup, before: readonly CheckResult[]): Promise<Verdict> {
  const isSimulated = setup.reading.kind === 'settings' && setup.reading.settings.credential.kind === 'simulator';
  if (check.onlyForReal === true && isSimulated) return { kind: 'skipped', says: 'The simulator needs none.' };
  const failed = check.needs.flatMap((id) => {
    const need = before.find((result) => result.id === id);
    return need !== undefined && (need.verdict.kind === 'bad' || need.verdict.kind === 'skipped') ? [need.title] : [];
  });
  if (failed.length > 0) return { kind: 'skipped', says: `Not looked at, because of: ${failed.join(', ')}.` };
  try {
    return await check.run(setup);
  } catch (error) {
    // Not the message: nobody knows what a stranger's error holds.
    const code = error instanceof Fault ? error.code : error instanceof Error ? error.name : 'unknown';
    return { kind: 'bad', says: `The check itself failed (${code}).`, fix: { words: 'Please report this to us with the code.' } };
  }
}
