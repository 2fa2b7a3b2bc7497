import { runSeed } from './run-seed.ts';
import { brokenVariants } from './sabotages.ts';

/** Each mistake must be noticed within so many seeds. */
const mostSeeds = 150;

test.each(brokenVariants)(
  'the simulation notices when $mistake',
  async ({ sabotage, breaks }) => {
    for (let seed = 1; seed <= mostSeeds; seed += 1) {
      const { violation } = await runSeed(seed, { sabotage });
      if (violation === undefined) continue;
      expect(breaks).toContain(violation.invariant);
      return;
    }
    throw new Error(`Nothing was noticed in ${mostSeeds} seeds.`);
  },
  60_000,
);
