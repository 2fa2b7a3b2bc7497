/**
 * The question: does the bot lose a call, or grow, when it runs for long under faults? Real bot processes over one store,
 * the simulator over HTTP, a disorderly network in between, bots killed and started again, Graph throttling.
 * Talks to loopback only and ends by itself.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../../test/support/run-built.ts';
import { TwoSides } from '../../test/support/two-sides.ts';
import { Dice } from './dice.ts';
import { LiveHeap } from './live-heap.ts';
import { type Fate, liveThroughCall, soakContacts, soakFlow } from './soak-caller.ts';
import { SoakDoor } from './soak-door.ts';

const help = `Usage: npm run soak -- [--minutes 10] [--calls 200] [--bots 2] [--seed N] [--no-kills]

Real bot processes over one store, the simulator over HTTP, a disorderly network in between. Prints what was lost (must be 0),
how fast notifications were answered, and the memory of the bots. With --no-kills the bots live as long as the run, which is
what to ask for when the question is whether they grow.

Exit codes: 0 nothing was lost, 1 something was, 2 wrong usage.`;

const values = readOptions();
const minutes = bounded('minutes', values.minutes, 0.1, 60);
const callsAtOnce = bounded('calls', values.calls, 1, 500);
const botCount = bounded('bots', values.bots, 1, 4);
const seed = bounded('seed', values.seed, 0, 0xffff_ffff);
const dice = new Dice(seed);
const until = Date.now() + minutes * 60_000;
/** The calls come up over this time, on bots that have just been started: not all of a building dials in one moment. */
const rampMs = Math.min(20_000, minutes * 10_000);

console.log(
  `soak: ${botCount} bots, ${callsAtOnce} calls at a time, ${minutes} minutes, seed ${seed}, ${values.kills ? '' : 'no kills, '}Node ${process.version}`,
);
buildIfStale();
const flowsDir = writeFlows();
const door = new SoakDoor(new Dice(seed + 1));
const graphDice = new Dice(seed + 2);
const graphFaults = { throttled: 0, unavailable: 0 };
const sides = await TwoSides.open(flowsDir, {
  door,
  nodeOptions: values.kills ? [] : ['--trace-gc'],
  simulator: { destinations: { [soakContacts.nobody.user]: 'fails' }, interfere },
});
const fates: Fate[] = [];
const liveHeap = new LiveHeap();
const memory: { readonly second: number; readonly mebibytes: readonly number[] }[] = [];
let killed = 0;
let running = 0;
const began = Date.now();
try {
  const bots: ChildProcess[] = [];
  for (let n = 0; n < botCount; n += 1) bots.push(await sides.startBot());
  for (const bot of bots) liveHeap.watch(bot, () => Math.round((Date.now() - began) / 1000));
  const sampling = setInterval(
    () => memory.push({ second: Math.round((Date.now() - began) / 1000), mebibytes: bots.map(({ pid }) => rssOf(pid)) }),
    5_000,
  );
  const telling = setInterval(() => console.log(progress()), 10_000);
  const killing = values.kills ? killNowAndThen(bots) : undefined;
  await callAndCall();
  await killing;
  clearInterval(sampling);
  clearInterval(telling);
} finally {
  await sides.close();
  rmSync(flowsDir, { recursive: true, force: true });
}
process.exitCode = report();

async function callAndCall(): Promise<void> {
  const lines = Array.from({ length: callsAtOnce }, async (_, n) => {
    await rest(n * (rampMs / callsAtOnce));
    while (Date.now() < until) {
      running += 1;
      fates.push(await liveThroughCall(sides.dial(), new Dice(dice.below(0xffff_ffff))));
      running -= 1;
      await rest(dice.below(500));
    }
  });
  await Promise.all(lines);
}

/** A bot dies without a word every twenty seconds or so, and is started again. */
async function killNowAndThen(bots: ChildProcess[]): Promise<void> {
  while (Date.now() < until - 15_000) {
    await rest(15_000 + dice.below(10_000));
    if (bots.length < 2) return;
    const place = dice.below(bots.length);
    const victim = bots[place];
    if (victim === undefined) return;
    await sides.kill(victim);
    killed += 1;
    await rest(500);
    bots[place] = await sides.startBot();
  }
}

function interfere() {
  if (graphDice.chance(0.01)) {
    graphFaults.throttled += 1;
    return { status: 429, headers: { 'retry-after': '1' }, body: new Uint8Array() };
  }
  if (!graphDice.chance(0.005)) return undefined;
  graphFaults.unavailable += 1;
  return { status: 503, headers: {}, body: new Uint8Array() };
}

function progress(): string {
  const seconds = Math.round((Date.now() - began) / 1000);
  const lost = fates.filter((fate) => fate.kind === 'lost').length;
  const heaviest = Math.round(Math.max(0, ...(memory.at(-1)?.mebibytes ?? [])));
  return `${seconds} s of ${Math.round(minutes * 60)}: ${fates.length} calls over, ${running} running, ${lost} lost, ${killed} bots killed, ${heaviest} MiB`;
}

function report(): number {
  const lost = fates.filter((fate) => fate.kind === 'lost');
  const sorted = [...door.answeredMs].sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  const { duplicated, delayed, broughtAgain, givenUp } = door.faults;
  console.log(`
calls               ${fates.length}
lost                ${lost.length}
notifications       ${sorted.length}, answered in ${at(0.5)} ms (p50), ${at(0.99)} ms (p99), requests to the simulated Graph included
faults              ${killed} bots killed, ${duplicated} notifications duplicated, ${delayed} delayed past the next, ${broughtAgain} brought again, ${graphFaults.throttled} requests throttled (429), ${graphFaults.unavailable} refused for a while (503)
notifications lost  ${givenUp}
memory of the bots  ${memoryInWords()}; trend ${memoryTrend()}${values.kills ? '' : `\nlive heap           ${liveHeap.inWords()}`}`);
  const reasons = new Map<string, number>();
  for (const fate of lost) if (fate.kind === 'lost') reasons.set(fate.why, (reasons.get(fate.why) ?? 0) + 1);
  for (const [why, count] of reasons) console.log(`lost: ${count} times "${why}"`);
  for (const [index, fate] of lost.entries()) {
    if (fate.kind !== 'lost' || index >= 20) continue;
    console.log(`lost: ${fate.callId} (${fate.plan}): ${fate.why}`);
    if (index < 3) console.log(fate.story.map((line) => `    ${line}`).join('\n'));
  }
  return lost.length === 0 && givenUp === 0 ? 0 : 1;
}

/** The heaviest bot of each sample: restarts make single ones start light again. */
function memoryInWords(): string {
  const heaviest = memory.map(({ second, mebibytes }) => ({ second, mebibytes: Math.max(...mebibytes) }));
  const step = Math.max(1, Math.floor(heaviest.length / 10));
  return heaviest
    .filter((_, index) => index % step === 0 || index === heaviest.length - 1)
    .map(({ second, mebibytes }) => `${second} s ${Math.round(mebibytes)} MiB`)
    .join(', ');
}

/** The slope of a straight line through the samples after the first minute, which fills the caches. */
function memoryTrend(): string {
  const settled = memory.filter(({ second }) => second >= 60);
  if (settled.length < 3) return 'not known: the run was too short';
  const points = settled.map(({ second, mebibytes }) => ({ minute: second / 60, size: Math.max(...mebibytes) }));
  const mean = (of: (point: { minute: number; size: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [middle, size] = [mean(({ minute }) => minute), mean((point) => point.size)];
  const slope = mean((point) => (point.minute - middle) * (point.size - size)) / mean(({ minute }) => (minute - middle) ** 2);
  return `${slope >= 0 ? '+' : ''}${slope.toFixed(1)} MiB a minute`;
}

/** Resident memory in MiB; 0 where the system does not tell. */
function rssOf(pid: number | undefined): number {
  try {
    const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
    return (Number(pages) * 4_096) / 1_048_576;
  } catch {
    return 0;
  }
}

function writeFlows(): string {
  const folder = mkdtempSync(join(tmpdir(), 'teams-ivr-soak-'));
  mkdirSync(join(folder, 'soak'));
  writeFileSync(join(folder, 'soak/flow.jsonc'), JSON.stringify(soakFlow));
  writeFileSync(join(folder, 'lines.jsonc'), JSON.stringify({ lines: { soak: { flow: 'soak' } }, default: 'soak' }));
  writeFileSync(join(folder, 'contacts.jsonc'), JSON.stringify({ contacts: soakContacts }));
  return folder;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      allowNegative: true,
      options: {
        minutes: { type: 'string', default: '10' },
        calls: { type: 'string', default: '200' },
        bots: { type: 'string', default: '2' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        kills: { type: 'boolean', default: true },
        help: { type: 'boolean', default: false },
      },
    });
    if (!values.help) return values;
    console.log(help);
    process.exit(0);
  } catch (error) {
    return wrongUsage(error instanceof Error ? error.message : 'The arguments are not understood.');
  }
}

function bounded(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  return value >= least && value <= most ? value : wrongUsage(`--${name} must be a number from ${least} to ${most}`);
}

function wrongUsage(problem: string): never {
  console.error(`${problem}\n\n${help}`);
  process.exit(2);
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
