import { Dice } from './dice.ts';
import { runSeed } from './run-seed.ts';
import { brokenVariants } from './sabotages.ts';
import { drawSetting } from './setting.ts';

/** Each mistake must be noticed within so many seeds. */
const mostSeeds = 150;

test.each(brokenVariants)(
  'the simulation notices when $mistake',
  async ({ sabotage, breaks, flows }) => {
    for (let seed = 1, played = 0; played < mostSeeds; seed += 1) {
      if (flows !== undefined && !flows.includes(drawSetting(new Dice(seed)).flow)) continue;
      played += 1;
      const { violation } = await runSeed(seed, { sabotage });
      if (violation === undefined) continue;
      expect(breaks).toContain(violation.invariant);
      return;
    }
    throw new Error(`Nothing was noticed in ${mostSeeds} seeds.`);
  },
  60_000,
);
