/**
 * `npm run faults -- --seeds 10000 [--from N]`, or `-- --seed N` for one seed with its whole story: the deterministic
 * fault simulation of `test/faults`, on every processor. Exit code 1 when an invariant broke.
 */
import { fork, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cjsNames } from './cjs-names.mjs';
import { root, Unprepared } from './prepare.mjs';

const batchSize = 40;
/** More stories than this teach nothing new. */
const mostFailures = 10;

export async function faults(args) {
  const { from, seeds, tellAll } = readOptions(args);
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).stdout?.trim() || 'unknown';
  const script = await bundle();
  const began = performance.now();
  const sum = { seeds: 0, calls: 0, simulatedMs: 0, faults: {}, failures: 0 };
  const batches = [];
  for (let next = from; next < from + seeds; next += batchSize) {
    batches.push({ from: next, count: Math.min(batchSize, from + seeds - next), commit, tellAll });
  }
  const workers = Math.min(availableParallelism(), batches.length);
  console.log(`Seeds ${from} to ${from + seeds - 1} at ${commit}, ${workers} ${workers === 1 ? 'process' : 'processes'}.`);
  let saidAt = began;
  const take = (result) => {
    for (const story of result.stories) console.log(story);
    for (const failure of result.failures) console.log(`\n${failure}\n`);
    sum.seeds += result.seeds;
    sum.calls += result.calls;
    sum.simulatedMs += result.simulatedMs;
    sum.failures += result.failures.length;
    for (const [kind, count] of Object.entries(result.faults)) sum.faults[kind] = (sum.faults[kind] ?? 0) + count;
    if (performance.now() - saidAt < 10_000) return;
    saidAt = performance.now();
    const perSecond = sum.seeds / ((saidAt - began) / 1000);
    const percent = Math.floor((sum.seeds / seeds) * 100);
    const rest = Math.round((seeds - sum.seeds) / perSecond);
    console.log(
      `${sum.seeds} of ${seeds} seeds (${percent} %), ${sum.failures} failed, ${perSecond.toFixed(1)} a second, some ${rest} s to go`,
    );
  };
  try {
    await Promise.all(Array.from({ length: workers }, () => work(script, batches, take, () => sum.failures >= mostFailures)));
  } finally {
    for (const file of [script, `${script}.map`]) rmSync(file, { force: true });
  }
  summarise(sum, (performance.now() - began) / 1000);
  return sum.failures > 0 ? 1 : 0;
}

function readOptions(args) {
  const number = (text, name) => {
    if (!/^\d{1,12}$/.test(text)) throw new Unprepared(`--${name} is a number, for example --${name} 100.`);
    return Number(text);
  };
  try {
    const options = { seeds: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' } };
    const { values } = parseArgs({ args, options });
    if (values.seed !== undefined) return { from: number(values.seed, 'seed'), seeds: 1, tellAll: true };
    return { from: number(values.from ?? '1', 'from'), seeds: number(values.seeds ?? '1000', 'seeds'), tellAll: false };
  } catch (error) {
    if (error instanceof Unprepared) throw error;
    throw new Unprepared('Usage: npm run faults -- [--seeds 1000] [--from 1] | [--seed N]');
  }
}

/** The simulation with everything that it uses, in one file. */
async function bundle() {
  const esbuild = await import('esbuild');
  const outfile = join(root, `.tools/faults/${process.pid}.mjs`); // Two runs must not overwrite each other's.
  await esbuild
    .build({
      absWorkingDir: root,
      entryPoints: ['test/faults/worker.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node22',
      sourcemap: true,
      alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' }, // Its main file hides its requires from every bundler.
      banner: {
        js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
      },
      plugins: [cjsNames],
      logLevel: 'warning',
    })
    .catch(() => {
      throw new Unprepared('The simulation does not build; esbuild has named the place above.');
    });
  return outfile;
}

/** One process, one batch after another. Resolves when none is left. */
function work(script, batches, take, enough) {
  return new Promise((resolve, reject) => {
    const child = fork(script, { cwd: root });
    const next = () => {
      const batch = enough() ? undefined : batches.shift();
      if (batch === undefined) return child.disconnect();
      child.send(batch);
    };
    child.on('message', (result) => {
      take(result);
      next();
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => (code === 0 ? resolve() : reject(new Error(`A worker ended with ${code ?? signal}.`))));
    next();
  });
}

function summarise({ seeds, calls, simulatedMs, faults: kinds, failures }, seconds) {
  const { caller = 0, ...injected } = kinds;
  const total = Object.values(injected).reduce((sum, count) => sum + count, 0);
  console.log(`\n${seeds} seeds, ${calls} calls, ${caller} doings of callers, ${total} faults:`);
  for (const [kind, count] of Object.entries(injected).sort(([, a], [, b]) => b - a))
    console.log(`  ${String(count).padStart(8)}  ${kind}`);
  console.log(
    `${Math.round(simulatedMs / 1000)} s simulated in ${seconds.toFixed(1)} s (${Math.round(simulatedMs / 1000 / seconds)} to 1), ` +
      `${Math.round((seeds / seconds) * 60)} seeds a minute.`,
  );
  console.log(failures === 0 ? 'No invariant broke.' : `${failures} seeds FAILED.`);
}
