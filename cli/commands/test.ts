import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CoverageReport } from '../../src/core/flow/reach/coverage.ts';
import { renderFindings } from '../../src/core/flow/render-findings.ts';
import { coverageJson, coverageTable } from '../conversations/coverage-table.ts';
import { junitReport } from '../conversations/junit.ts';
import { flowsAt, readTests } from '../conversations/read-tests.ts';
import { failureInWords } from '../conversations/run-script.ts';
import { type ConversationResult, type FlowResult, testFlow } from '../conversations/test-flows.ts';
import { stopSignal } from '../stop-signals.ts';
import { folderStamp, watchFlows } from '../watch-flows.ts';
import type { Command, Terminal } from './command.ts';
import { folderProblem } from './flow-path.ts';

const help = `Usage: teams-ivr test [FLOW ...] [options]

Plays the conversations in the tests/ folders of flows, in virtual time, and says which went otherwise than written.
FLOW is a flow's folder, or a folder of flows; "flows" when it is left out.

  --filter TEXT       only conversations whose names hold this text
  --coverage          also says which steps and ways out no test reached
  --min-coverage N    fails when the tests of a flow reach less than N percent of it
  --junit FILE        writes the results as JUnit XML
  --json              prints the results as JSON and nothing else
  --watch             plays again what an edit concerns, until Ctrl-C

Exit codes: 0 all went as written, 1 something did not or a flow has errors, 2 wrong usage.`;

interface TestArguments {
  readonly paths: readonly string[];
  readonly filter: string | undefined;
  readonly coverage: boolean;
  readonly minCoverage: number | undefined;
  readonly junit: string | undefined;
  readonly json: boolean;
  readonly watch: boolean;
}

/** Plays the conversations of flows. */
export const test: Command = {
  name: 'test',
  summary: 'Plays the conversations of flows, and measures what they reach.',
  help,
  async run(args, terminal) {
    const parsed = read(args);
    if (typeof parsed === 'string') {
      terminal.error(`${parsed}\n\nteams-ivr test --help tells more.`);
      return 2;
    }
    const chosen = await chosenFlows(parsed.paths);
    if (typeof chosen === 'string') {
      terminal.error(chosen);
      return 2;
    }
    const results = await testAll(chosen, parsed, terminal);
    const code = await conclude(results, parsed, terminal);
    return parsed.watch ? watchAndTest(chosen, results, parsed, terminal) : code;
  },
};

interface ChosenFlow {
  readonly flowsDir: string;
  readonly name: string;
}

async function testAll(flows: readonly ChosenFlow[], args: TestArguments, terminal: Terminal): Promise<readonly FlowResult[]> {
  const results: FlowResult[] = [];
  for (const { flowsDir, name } of flows) {
    const tests = await readTests(flowsDir, name);
    const say = (text: string): void => {
      if (!args.json) terminal.out(text);
    };
    if (tests.findings.length > 0) say(renderFindings(tests.findings, tests.sources));
    else if (tests.conversations.length === 0) say(`${name}: no conversations in ${join(flowsDir, name, 'tests')}`);
    else say(name);
    results.push(await testFlow(tests, { filter: args.filter, onDone: (result) => say(told(result)) }));
  }
  return results;
}

function told({ conversation, outcome, place, tookMs }: ConversationResult): string {
  if (outcome.kind === 'passed') return `  ✓ ${conversation.name} (${Math.round(tookMs)} ms)`;
  const of = conversation.steps.length;
  return [
    `  ✗ ${conversation.name}`,
    ...failureInWords(outcome)
      .replace(/^--- step (\d+) failed/m, `--- step $1 of ${of} failed`)
      .split('\n')
      .map((line) => `      ${line}`),
    `      at ${place.file}:${place.line}:${place.column}`,
  ].join('\n');
}

/** Says what it came to, writes the reports, and decides the exit code. */
async function conclude(results: readonly FlowResult[], args: TestArguments, terminal: Terminal): Promise<number> {
  const reports = results.flatMap(({ coverage }) => (coverage === undefined ? [] : [coverage]));
  const wanted = args.coverage || args.minCoverage !== undefined;
  if (args.junit !== undefined) await writeFile(args.junit, junitReport(results));
  if (args.json) terminal.out(JSON.stringify(jsonOf(results, wanted), null, 2));
  else {
    if (wanted && reports.length > 0) terminal.out(`\n${coverageTable(reports)}`);
    terminal.out(`\n${summary(results)}`);
  }
  const low = reports.filter(({ percent }) => percent < (args.minCoverage ?? 0));
  for (const report of low) terminal.error(tooLow(report, args.minCoverage ?? 0));
  const broken = results.some(
    ({ tests, results: played }) =>
      tests.findings.some(({ severity }) => severity === 'error') || played.some(({ outcome }) => outcome.kind === 'failed'),
  );
  if (args.filter !== undefined && results.every(({ results: played }) => played.length === 0)) {
    terminal.error(`No conversation has "${args.filter}" in its name.`);
    return 1;
  }
  return broken || low.length > 0 ? 1 : 0;
}

const tooLow = ({ flow, percent }: CoverageReport, wanted: number): string =>
  `The tests of ${flow} reach ${percent} % of it; ${wanted} % are asked for.`;

function summary(results: readonly FlowResult[]): string {
  const played = results.flatMap(({ results: one }) => one);
  const failed = played.filter(({ outcome }) => outcome.kind === 'failed').length;
  const errors = results.filter(({ tests }) => tests.findings.some(({ severity }) => severity === 'error')).length;
  return [
    `${counted(played.length - failed, 'conversation')} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(errors > 0 ? [`${counted(errors, 'flow')} could not be tested`] : []),
  ].join(', ');
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

function jsonOf(results: readonly FlowResult[], withCoverage: boolean): unknown {
  return {
    flows: results.map(({ tests, results: played, coverage }) => ({
      flow: tests.name,
      findings: tests.findings,
      conversations: played.map(({ conversation, outcome, place, tookMs }) => ({
        name: conversation.name,
        place: conversation.place,
        passed: outcome.kind === 'passed',
        tookMs: Math.round(tookMs),
        ...(outcome.kind === 'passed'
          ? {}
          : {
              failure: {
                step: outcome.step,
                why: outcome.why,
                instead: outcome.instead,
                hint: outcome.hint,
                place,
                conversation: outcome.conversation,
              },
            }),
      })),
      ...(withCoverage && coverage !== undefined ? { coverage: coverageJson(coverage) } : {}),
    })),
  };
}

/** Plays again what an edit concerns: the flow that was edited, those that call it, or all when a file beside them was. */
async function watchAndTest(
  flows: readonly ChosenFlow[],
  first: readonly FlowResult[],
  args: TestArguments,
  terminal: Terminal,
): Promise<number> {
  let last = first;
  const folders = [...new Set(flows.map(({ flowsDir }) => flowsDir))];
  const stampOf = ({ flowsDir, name }: ChosenFlow): string => {
    const called = last.find(({ tests }) => tests.name === name)?.tests.flow?.called.keys() ?? [];
    return [name, ...called].map((one) => folderStamp(join(flowsDir, one))).join('\n');
  };
  const besides = ({ flowsDir }: ChosenFlow): string => folderStamp(flowsDir, 0);
  const look = (): Map<ChosenFlow, string> => new Map(flows.map((flow) => [flow, `${besides(flow)}\n${stampOf(flow)}`]));
  let stamps = look();
  terminal.out('\nWatching. Ctrl-C ends it.');
  const watches = folders.map((folder) =>
    watchFlows(folder, async () => {
      const now = look();
      const concerned = flows.filter((flow) => now.get(flow) !== stamps.get(flow));
      stamps = now;
      if (concerned.length === 0) return;
      const results = await testAll(concerned, args, terminal);
      last = flows.flatMap((flow) => [...results, ...last].filter(({ tests }) => tests.name === flow.name).slice(0, 1));
      stamps = look();
      await conclude(results, args, terminal);
    }),
  );
  await stopSignal();
  for (const watch of watches) watch.stop();
  return 0;
}

async function chosenFlows(paths: readonly string[]): Promise<readonly ChosenFlow[] | string> {
  const chosen: ChosenFlow[] = [];
  for (const path of paths) {
    const problem = folderProblem(path);
    if (problem !== undefined) return problem;
    const found = await flowsAt(path);
    if (found === undefined) return `There is no flow in "${path}": a flow is a folder with a flow.jsonc in it.`;
    chosen.push(...found.flows.map((name) => ({ flowsDir: found.flowsDir, name })));
  }
  return chosen;
}

function read(args: readonly string[]): TestArguments | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments are not understood.';
  }
  const { values, positionals } = parsed;
  const min = values['min-coverage'];
  if (min !== undefined && !/^(100|\d{1,2})$/.test(min)) return `--min-coverage is a number from 0 to 100, not "${min}".`;
  if (values.watch === true && values.json === true) return '--watch and --json do not go together.';
  return {
    paths: positionals.length === 0 ? ['flows'] : positionals,
    filter: values.filter,
    coverage: values.coverage === true,
    minCoverage: min === undefined ? undefined : Number(min),
    junit: values.junit,
    json: values.json === true,
    watch: values.watch === true,
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      filter: { type: 'string' },
      coverage: { type: 'boolean' },
      'min-coverage': { type: 'string' },
      junit: { type: 'string' },
      json: { type: 'boolean' },
      watch: { type: 'boolean' },
    },
    allowPositionals: true,
  });
}
