import { runSeed } from './run-seed.ts';
import { shrink } from './shrink.ts';
import { tellFailure } from './tell-failure.ts';

/** What a worker is asked to do, and what it found: plain objects, for they cross a process boundary. */
export interface Batch {
  readonly from: number;
  readonly count: number;
  readonly commit: string;
  /** Tell the whole story, whether or not something breaks. */
  readonly tellAll: boolean;
}
export interface BatchResult {
  seeds: number;
  calls: number;
  simulatedMs: number;
  /** Faults by kind. */
  faults: { [kind: string]: number };
  failures: string[];
  stories: string[];
}

async function runBatch({ from, count, commit, tellAll }: Batch): Promise<BatchResult> {
  const result: BatchResult = { seeds: 0, calls: 0, simulatedMs: 0, faults: {}, failures: [], stories: [] };
  for (let seed = from; seed < from + count; seed += 1) {
    const run = await runSeed(seed, { tellAll });
    result.seeds += 1;
    result.calls += run.calls;
    result.simulatedMs += run.simulatedMs;
    for (const { kind } of run.incidents) result.faults[kind] = (result.faults[kind] ?? 0) + 1;
    if (tellAll) result.stories.push(run.story.join('\n'));
    if (run.violation !== undefined) result.failures.push(tellFailure(await shrink(run), commit));
  }
  return result;
}

process.on('message', (batch: Batch) => {
  void runBatch(batch).then((result) => process.send?.(result));
});
