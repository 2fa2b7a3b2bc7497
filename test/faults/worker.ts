import { runSeed, type SeedResult } from './run-seed.ts';
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
    result.seeds += 1;
    const run = await runSeed(seed, { tellAll }).catch((error: unknown) => error);
    if (!isResult(run)) {
      result.failures.push(`Seed ${seed} at ${commit} cannot be played: ${run instanceof Error ? run.stack : String(run)}`);
      continue;
    }
    result.calls += run.calls;
    result.simulatedMs += run.simulatedMs;
    for (const { kind } of run.incidents) result.faults[kind] = (result.faults[kind] ?? 0) + 1;
    if (tellAll) result.stories.push(run.story.join('\n'));
    if (run.violation !== undefined) result.failures.push(tellFailure(await shrink(run), commit));
  }
  return result;
}

function isResult(run: unknown): run is SeedResult {
  return typeof run === 'object' && run !== null && 'incidents' in run;
}

process.on('message', (batch: Batch) => {
  void runBatch(batch).then((result) => {
    if (process.connected) process.send?.(result); // Else whoever asked is gone.
  });
});
