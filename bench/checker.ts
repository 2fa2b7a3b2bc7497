/**
 * How long does the checker take for a flow of 1,000 steps? An editor asks with every key that is pressed, so less than 50 ms
 * is wanted. Prints machine, commit, and the median of the runs, for a flow without faults and for one with a fault in every
 * step.
 */
import { execFileSync } from 'node:child_process';
import { cpus, release } from 'node:os';
import type { FlowVersion } from '../src/core/call/ids.ts';
import { checkFlow } from '../src/core/flow/compile.ts';
import { stepKits } from '../src/core/steps/registry.ts';
import { largeFlow } from '../test/support/large-flow.ts';

const runs = 40;
/** An editor and a bot have checked before; what a process does first is slower. */
const warmUp = 60;

/** `cpuMs` is the processor time of a run: on a machine that is busy with other things it says more than the clock. */
function measure(text: string): {
  readonly ms: number;
  readonly fastestMs: number;
  readonly cpuMs: number;
  readonly findings: number;
} {
  const surroundings = { contacts: { desk: { kind: 'user', id: 'desk' } }, audio: {} } as const;
  const source = { name: 'large', file: 'flow.jsonc', version: 'v1' as FlowVersion, surroundings, kits: stepKits }; // Any text is a version here.
  const times: number[] = [];
  let findings = 0;
  let began = process.cpuUsage();
  for (let run = 0; run < warmUp + runs; run++) {
    // Another text with every run, as when somebody types: nothing can be remembered from before.
    if (run === warmUp) began = process.cpuUsage();
    const started = performance.now();
    findings = checkFlow({ ...source, text: `${text}\n// ${run}` }).findings.length;
    if (run >= warmUp) times.push(performance.now() - started);
  }
  const { user, system } = process.cpuUsage(began);
  times.sort((a, b) => a - b);
  return {
    ms: times[Math.floor(times.length / 2)] ?? 0,
    fastestMs: times[0] ?? 0,
    cpuMs: (user + system) / 1_000 / runs,
    findings,
  };
}

const git = (...args: readonly string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
console.log(
  `machine  ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}, ${process.platform} ${release()}`,
);
console.log(`commit   ${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`);
for (const [title, steps, faulty] of [
  ['1,000 steps', 1_000, false],
  ['1,000 steps, a fault in each', 1_000, true],
  ['1,990 steps', 1_990, false],
] as const) {
  const text = largeFlow(steps, { faulty });
  const { ms, fastestMs, cpuMs, findings } = measure(text);
  console.log(
    `${title.padEnd(30)}  median ${ms.toFixed(1)} ms, fastest ${fastestMs.toFixed(1)} ms, processor ${cpuMs.toFixed(1)} ms  (${runs} runs, ${Math.round(text.length / 1024)} KB, ${findings} findings)`,
  );
}
