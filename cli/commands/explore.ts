import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from '../../src/core/flow/explore/explore.ts';
import { type WalkBounds, type World, walk } from '../../src/core/flow/explore/walk.ts';
import { usualCaller } from '../../src/core/flow/explore/worlds.ts';
import { writeConversations } from '../../src/core/flow/explore/write-conversations.ts';
import { exitInWords, type SurfaceExit } from '../../src/core/flow/reach/surface.ts';
import { renderFindings } from '../../src/core/flow/render-findings.ts';
import { exploredInWords, exploredJson } from '../conversations/explore-report.ts';
import { keepWhatPasses } from '../conversations/keep-what-passes.ts';
import { flowsAt, readTests, testsFolder } from '../conversations/read-tests.ts';
import { testFlow } from '../conversations/test-flows.ts';
import type { Command } from './command.ts';
import { folderProblem } from './flow-path.ts';

/** Conversations that explore has written; they are written anew each time. */
export const exploredFile = 'explored.jsonc';

const help = `Usage: teams-ivr explore FLOW [options]

Walks every path that a call of a flow can take (every key, silence, every condition both ways, opening hours, what
contacts and requests come to) and says what callers can meet: dead ends, traps, circles, how long it takes to reach a
person, and what no caller or no test comes to. FLOW is a flow's folder, for example flows/main-line.

  --write-tests   writes a conversation for each way out that no test takes into tests/${exploredFile}
  --states N      at most so many different situations (default 20000)
  --depth N       at most so many events one after the other (default 500)
  --seconds N     at most so long (default 20)
  --json          prints the result as JSON and nothing else

Exit codes: 0 nothing wrong, 1 dead ends, traps or circles, or the flow has errors, 2 wrong usage.`;

/** Explores a flow. */
export const explore: Command = {
  name: 'explore',
  summary: 'Walks every path of a flow: dead ends, traps, the way to a person, and what no test takes.',
  help,
  async run(args, terminal) {
    const parsed = read(args);
    const problem = typeof parsed === 'string' ? parsed : folderProblem(parsed.path);
    if (typeof parsed === 'string' || problem !== undefined) {
      terminal.error(`${problem}\n\nteams-ivr explore --help tells more.`);
      return 2;
    }
    const found = await flowsAt(parsed.path);
    const [name, more] = found?.flows ?? [];
    if (found === undefined || name === undefined || more !== undefined) {
      terminal.error(`"${parsed.path}" is not one flow: name the folder with its flow.jsonc, for example flows/main-line.`);
      return 2;
    }
    const tests = await readTests(found.flowsDir, name);
    const { flow } = tests;
    const wrong = tests.findings.filter(({ severity }) => severity === 'error');
    if (flow === undefined || wrong.length > 0) {
      terminal.error(renderFindings(tests.findings, tests.sources));
      return 1;
    }
    const began = performance.now();
    const bounds: WalkBounds = {
      states: parsed.states,
      depth: parsed.depth,
      mayGoOn: () => performance.now() - began < parsed.seconds * 1_000,
    };
    const usual: World = {
      at: Date.UTC(2026, 0, 5, 9),
      caller: usualCaller,
      line: tests.workspace.lineOf(name) ?? 'test',
      vars: {},
    };
    const explored = judge(flow, walk(flow, { world: usual, bounds, decisions: 'everyWay' }));
    const tookMs = performance.now() - began;
    const own = tests.conversations.filter(({ place }) => !place.file.endsWith(exploredFile));
    const { coverage } = await testFlow({ ...tests, conversations: parsed.writeTests ? own : tests.conversations });
    const unreachable = new Set([...explored.neverReached.exits, ...explored.onlyByFault.exits].map(exitInWords));
    const untested = (coverage?.exits.missing ?? []).filter((exit) => !unreachable.has(exitInWords(exit)));
    if (parsed.json) terminal.out(JSON.stringify(exploredJson(explored, untested), null, 2));
    else terminal.out(exploredInWords(explored, untested, tookMs));
    if (parsed.writeTests) {
      const ended = performance.now();
      const writing: WalkBounds = {
        states: Math.min(parsed.states, 4_000),
        depth: parsed.depth,
        mayGoOn: () => performance.now() - ended < parsed.seconds * 1_000,
      };
      const wanted = new Set(untested.map(exitInWords));
      const isWanted = (exit: SurfaceExit): boolean => wanted.has(exitInWords(exit));
      const written = writeConversations(flow, { usual, bounds: writing, isWanted });
      const kept = await keepWhatPasses(written, tests);
      const folder = join(found.flowsDir, name, testsFolder);
      if (kept.text !== undefined) {
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, exploredFile), kept.text);
      }
      const passing = new Set(kept.exits.map(exitInWords));
      const left = untested.filter((exit) => !passing.has(exitInWords(exit)));
      const say = parsed.json ? terminal.error : terminal.out;
      say(`\nWrote ${kept.exits.length} conversation${kept.exits.length === 1 ? '' : 's'} to ${join(folder, exploredFile)}.`);
      for (const exit of left) say(`  none for ${exitInWords(exit)}: no world that could be made up leads there`);
    }
    return explored.deadEnds.length + explored.trapped.length + explored.loops.length > 0 ? 1 : 0;
  },
};

interface ExploreArguments {
  readonly path: string;
  readonly states: number;
  readonly depth: number;
  readonly seconds: number;
  readonly json: boolean;
  readonly writeTests: boolean;
}

function read(args: readonly string[]): ExploreArguments | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        'write-tests': { type: 'boolean' },
        states: { type: 'string', default: '20000' },
        depth: { type: 'string', default: '500' },
        seconds: { type: 'string', default: '20' },
        json: { type: 'boolean' },
      },
      allowPositionals: true,
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) return 'Name one flow, for example: teams-ivr explore flows/main-line';
    for (const [name, value] of Object.entries({ states: values.states, depth: values.depth, seconds: values.seconds }))
      if (!/^[1-9]\d{0,6}$/.test(value)) return `--${name} is a whole number above 0, not "${value}".`;
    return {
      path,
      states: Number(values.states),
      depth: Number(values.depth),
      seconds: Number(values.seconds),
      json: values.json === true,
      writeTests: values['write-tests'] === true,
    };
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments are not understood.';
  }
}
