/** `npm run verify`: everything that CI asks, in the order in which it is cheapest to be told of a fault. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { passThrough, root } from './prepare.mjs';

const bin = (name) => join(root, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);
const run = (name, args, env = {}) =>
  passThrough(bin(name), args, { cwd: root, env: { ...process.env, ...env }, shell: process.platform === 'win32' });

/** Resolves to 0, or to the exit code of the first step that failed. */
export async function verify() {
  const browser = findBrowser();
  const totals = [];
  const steps = [
    ['types', () => run('tsc', ['-p', '.'])],
    ['format and lint', () => run('biome', ['check'])],
    ['lint with types', () => run('oxlint', ['--type-aware'])],
    ['build', () => build().then(() => 0)],
    ...testSteps(browser, totals),
  ];
  return runSteps(steps, totals, browser);
}

/** `npm test`: all tests; with arguments exactly those of jest. */
export async function test(args) {
  if (args.length > 0) return run('jest', args);
  const browser = findBrowser();
  const totals = [];
  return runSteps([['build', () => build().then(() => 0)], ...testSteps(browser, totals)], totals, browser);
}

/** Processes and browsers get the machine for themselves: their waits are real, and a busy machine would fail them. */
function testSteps(browser, totals) {
  const serial = ['process', ...(browser.kind === 'found' ? ['browser'] : [])];
  const env = browser.kind === 'found' ? { CHROMIUM_PATH: browser.path } : {};
  return [
    ['tests', () => jest(['--selectProjects', 'unit', 'product', '--maxWorkers=100%'], env, totals)],
    ['tests of processes and pages', () => jest(['--selectProjects', ...serial, '--runInBand'], env, totals)],
  ];
}

async function jest(args, env, totals) {
  const report = join(root, '.tools', `jest-${process.pid}-${totals.length}.json`);
  const code = await run(
    'jest',
    ['--ci', '--testTimeout=30000', ...args, '--json', '--outputFile', report, '--reporters', 'default'],
    env,
  );
  try {
    totals.push(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    // Jest did not get as far as a report; its exit code says so.
  }
  rmSync(report, { force: true });
  return code;
}

async function runSteps(steps, totals, browser) {
  const began = performance.now();
  const times = [];
  for (const [name, work] of steps) {
    console.log(`\n== ${name}`);
    const start = performance.now();
    const code = await work();
    times.push(`${name} ${seconds(start)}`);
    if (code === 0) continue;
    console.log(`\n${times.join(', ')}`);
    console.log(`FAILED at: ${name} (exit code ${code}).`);
    return code;
  }
  console.log(`\n${times.join(', ')}; together ${seconds(began)}`);
  if (browser.kind === 'absent') console.log(`Browser tests were left out: ${browser.why}`);
  console.log(sumOf(totals));
  return 0;
}

/** In jest's own words, over all of its runs. */
function sumOf(totals) {
  const sum = (key) => totals.reduce((count, total) => count + total[key], 0);
  const skipped = sum('numPendingTests') + sum('numTodoTests');
  const parts = [skipped > 0 ? `${skipped} skipped` : '', `${sum('numPassedTests')} passed`, `${sum('numTotalTests')} total`];
  return `Tests:       ${parts.filter((part) => part !== '').join(', ')}`;
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
