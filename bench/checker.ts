/**
 * How long does the checker take for a flow of 1,000 steps? An editor asks with every key that is pressed, so less than 50 ms
 * is wanted. Prints machine, commit, the very first run of the process, and the medians of the runs after few and after many
 * others, for a flow without faults and for one with a fault in every step.
 */
import { execFileSync } from 'node:child_process';
import { cpus, release } from 'node:os';
import type { FlowVersion } from '../src/core/call/ids.ts';
import { checkFlow } from '../src/core/flow/compile.ts';
import { stepKits } from '../src/core/steps/registry.ts';
import { largeFlow } from '../test/support/large-flow.ts';

const runs = 40;
/** An editor and a bot have checked before; what a process does first is slower. */
const warmUps = { few: 10, many: 60 } as const;

interface Figures {
  readonly medianMs: number;
  readonly fastestMs: number;
  /** The processor time of a run: on a machine that is busy with other things it says more than the clock. */
  readonly processorMs: number;
}

function measure(text: string): {
  readonly firstMs: number;
  readonly few: Figures;
  readonly many: Figures;
  readonly findings: number;
} {
  const surroundings = { contacts: { desk: { kind: 'user', id: 'desk' } }, audio: {} } as const;
  const source = { name: 'large', file: 'flow.jsonc', version: 'v1' as FlowVersion, surroundings, kits: stepKits }; // Any text is a version here.
  const times: { readonly ms: number; readonly processorMs: number }[] = [];
  let findings = 0;
  for (let run = 0; run < warmUps.many + runs; run++) {
    // Another text with every run, as when somebody types: nothing can be remembered from before.
    const [started, used] = [performance.now(), process.cpuUsage()];
    findings = checkFlow({ ...source, text: `${text}\n// ${run}` }).findings.length;
    const { user, system } = process.cpuUsage(used);
    times.push({ ms: performance.now() - started, processorMs: (user + system) / 1_000 });
  }
  const figures = (from: number): Figures => {
    const some = times.slice(from, from + runs);
    return {
      medianMs: median(some.map(({ ms }) => ms)),
      fastestMs: Math.min(...some.map(({ ms }) => ms)),
      processorMs: median(some.map(({ processorMs }) => processorMs)),
    };
  };
  return { firstMs: times[0]?.ms ?? 0, few: figures(warmUps.few), many: figures(warmUps.many), findings };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const inWords = ({ medianMs, fastestMs, processorMs }: Figures): string =>
  `median ${medianMs.toFixed(1)} ms, fastest ${fastestMs.toFixed(1)} ms, processor ${processorMs.toFixed(1)} ms`;

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
  const { firstMs, few, many, findings } = measure(text);
  console.log(`${title}  (${runs} runs each, ${Math.round(text.length / 1024)} KB, ${findings} findings)`);
  console.log(`  first of its kind       ${firstMs.toFixed(0)} ms`);
  console.log(`  after ${warmUps.few} others         ${inWords(few)}`);
  console.log(`  after ${warmUps.many} others         ${inWords(many)}`);
}
