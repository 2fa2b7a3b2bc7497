import { type RunOptions, runSeed, type SeedResult } from './run-seed.ts';

/** Runs that the search for a shorter story may cost. */
const mostRuns = 400;

/**
 * Leaves out faults and doings of the caller for as long as the same invariant still breaks: first many at a time, then
 * one by one. What remains is a story in which everything matters.
 */
export async function shrink(failed: SeedResult, options: RunOptions = {}): Promise<SeedResult> {
  let best = failed;
  let leftOut = new Set(options.leftOut);
  let runs = 0;
  const tryWithout = async (keys: readonly string[]): Promise<boolean> => {
    runs += 1;
    const attempt = new Set([...leftOut, ...keys]);
    const result = await runSeed(failed.seed, { ...options, leftOut: attempt });
    if (result.violation?.invariant !== failed.violation?.invariant) return false;
    best = result;
    leftOut = attempt;
    return true;
  };
  for (let size = Math.ceil(best.incidents.length / 2); size >= 1; size = Math.floor(size / 2)) {
    let shrunk = true;
    while (shrunk && runs < mostRuns) {
      shrunk = false;
      const keys = best.incidents.map(({ key }) => key);
      for (let at = 0; at < keys.length && runs < mostRuns; at += size) {
        if (await tryWithout(keys.slice(at, at + size))) shrunk = true;
      }
      if (size > 1) break;
    }
  }
  return best;
}
