import { runSeed } from './run-seed.ts';

test('a few seeds', async () => {
  const from = Number(process.env.FROM ?? 1);
  const count = Number(process.env.COUNT ?? 20);
  const bad: string[] = [];
  const began = performance.now();
  for (let seed = from; seed < from + count; seed += 1) {
    const result = await runSeed(seed, { tellAll: process.env.TELL === '1' });
    if (result.violation !== undefined)
      bad.push(`seed ${seed} (${result.setting.flow}): ${result.violation.invariant} ${result.violation.what}`);
    if (process.env.TELL === '1') console.log(result.story.join('\n'));
  }
  console.log(`${count} seeds in ${Math.round(performance.now() - began)} ms\n${bad.join('\n')}`);
}, 600_000);
