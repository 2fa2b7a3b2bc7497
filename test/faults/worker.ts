import { runSeed } from './run-seed.ts';
import { shrink } from './shrink.ts';

export async function main(from: number, count: number): Promise<void> {
  const began = performance.now();
  let simulated = 0;
  for (let seed = from; seed < from + count; seed += 1) {
    const result = await runSeed(seed);
    simulated += result.simulatedMs;
    if (result.violation === undefined) continue;
    const s = count < 10 || process.argv[4] ? await shrink(result, { tellAll: !!process.env.LOGS }) : result;
    console.log(
      `seed ${seed} (${result.setting.flow}, waits ${result.setting.platformWaits}, redelivers ${result.setting.platformRedelivers}): ${s.violation?.invariant} ${s.violation?.what}`,
    );
    if (count < 10 || process.argv[4]) console.log(s.story.join('\n'));
  }
  console.log(`${count} seeds in ${Math.round(performance.now() - began)} ms, ${Math.round(simulated / 1000)} s simulated`);
}
void main(Number(process.argv[2]), Number(process.argv[3]));
