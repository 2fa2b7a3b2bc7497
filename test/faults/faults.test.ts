import { randomInt } from 'node:crypto';
import { allFaultKinds } from './fault-kinds.ts';
import { runSeed, type SeedResult } from './run-seed.ts';
import { brokenVariants } from './sabotages.ts';
import { shrink } from './shrink.ts';
import { tellFailure } from './tell-failure.ts';

const fixedSeeds = 300;
const freshSeeds = 40;

async function passes(seed: number): Promise<SeedResult> {
  const result = await runSeed(seed);
  if (result.violation !== undefined) throw new Error(tellFailure(await shrink(result), 'this commit'));
  return result;
}

test(`no call is lost in ${fixedSeeds} fixed seeds, in which everything goes wrong that can`, async () => {
  const seen = new Set<string>();
  let calm = 0;
  for (let seed = 1; seed <= fixedSeeds; seed += 1) {
    const { incidents, setting } = await passes(seed);
    for (const { kind } of incidents) seen.add(kind);
    if (setting.chances.size === 0 && setting.platformWaits) calm += 1;
  }
  expect([...allFaultKinds].filter((kind) => !seen.has(kind))).toEqual([]);
  expect(calm).toBeGreaterThan(5); // In these the reads and writes of each notification were counted.
}, 110_000);

test('no call is lost in seeds that nobody has tried before', async () => {
  const from = randomInt(1_000_000, 2_000_000_000);
  for (let seed = from; seed < from + freshSeeds; seed += 1) await passes(seed);
}, 60_000);

test('a seed tells the same story every time', async () => {
  for (const seed of [3, 11, 34, 126]) {
    const [one, other] = [await runSeed(seed, { tellAll: true }), await runSeed(seed, { tellAll: true })];
    expect(one.story.length).toBeGreaterThan(5);
    expect(one.story).toEqual(other.story);
  }
});

test('a failure is told as a short conversation, with only what matters in it', async () => {
  const variant = brokenVariants.find(({ mistake }) => mistake.includes('overwrites'));
  if (variant === undefined) throw new Error('There is no such variant.');
  const { sabotage } = variant;
  let failed: SeedResult | undefined;
  for (let seed = 1; failed === undefined; seed += 1) {
    const result = await runSeed(seed, { sabotage });
    if (result.violation !== undefined && result.incidents.length > 10) failed = result;
  }
  const shrunk = await shrink(failed, { sabotage });
  expect(shrunk.incidents.length).toBeLessThan(failed.incidents.length / 2);
  const told = tellFailure(shrunk, 'abc1234');
  expect(told).toMatch(/^Seed \d+ at abc1234 breaks I4: /);
  expect(told).toMatch(/s {2}caller call 1 dials/);
  expect(told).toMatch(/s {2}bot {4}answers/);
  expect(told).toContain(`npm run faults -- --seed ${shrunk.seed}`);
}, 120_000);
