import { type FlowVersion, stepName } from '../call/ids.ts';
import type { StepKit } from '../steps/define-step.ts';
import { host } from '../steps/host/host.step.ts';
import { hostStep } from '../steps/host-step-name.ts';
import { screen } from '../steps/screen/screen.step.ts';
import { screenStep } from '../steps/screen-step-name.ts';
import { type CalledFlow, compileCalled } from './called-flows.ts';
import { celExpressions } from './cel-expressions.ts';
import { checkReferences, type FlowParts } from './check-steps.ts';
import { apologyStep, type CompiledFlow, type CompiledStep, type FlowSurroundings } from './compiled-flow.ts';
import { indexPeople } from './directory/directory.ts';
import { noEnvironment } from './environment/environment.ts';
import type { Finding } from './finding.ts';
import { readDefaults } from './flow-defaults.ts';
import { readHeader } from './flow-header.ts';
import { readInterface } from './flow-interface.ts';
import { apologyPrompt, readPrompts } from './flow-prompts.ts';
import { type ReadStep, readSteps } from './flow-steps.ts';
import { readVars } from './flow-vars.ts';
import { type JsonText, readJsonText } from './json-text.ts';
import type { LaterFlows } from './later-flows.ts';
import { lint } from './lint/lint.ts';
import { type FlowLanguage, flowLanguage, inTodaysVersion } from './migrations/migration.ts';
import { noteOlderVersion } from './migrations/older-version.ts';
import { isObject, record } from './record.ts';
import { type Report, reportOn } from './report.ts';
import { warnOfUnreachable, warnOfUnused } from './unused.ts';

export interface FlowSource {
  /** The folder's name. */
  readonly name: string;
  /** How findings call the file. */
  readonly file: string;
  /** The text of `flow.jsonc`. */
  readonly text: string;
  readonly version: FlowVersion;
  readonly surroundings: FlowSurroundings;
  /** The step types, by the word in `"type"`. `hangup` must be among them. */
  readonly kits: ReadonlyMap<string, StepKit>;
  /** Names of flows that exist beside this one, for did-you-mean. */
  readonly callable?: readonly string[];
  /** The flows that its steps have people meet later. Absent: nobody has looked, and they are not checked. */
  readonly later?: LaterFlows;
  /** Today's; a test may have another. */
  readonly language?: FlowLanguage;
}

export interface Compilation {
  /** In the order of the file. */
  readonly findings: readonly Finding[];
  /** Absent when one of the findings is an error. */
  readonly flow?: CompiledFlow;
}

/** Makes a flow ready to be played, or says what is wrong. Whatever the text is, this does not throw. `above`: the flows that called it. */
export function compileFlow(source: FlowSource, above: readonly string[] = []): Compilation {
  const { report, flow } = compile(source, above);
  return { findings: report.findings(), ...(flow && { flow }) };
}

/**
 * Compiles a flow and looks at it as a whole, which is what decides whether it may be served from now on. A version that
 * calls have begun with is only compiled: what a later bot has learnt to complain of must not take it from them (I6).
 */
export function checkFlow(source: FlowSource): Compilation {
  const { written, report, flow, steps = [] } = compile(source, []);
  noteOlderVersion({ document: written, text: source.text }, source.language ?? flowLanguage, report);
  if (flow === undefined) return { findings: report.findings() };
  lint(flow, steps, report);
  return { findings: report.findings({ isComplete: true }), ...(!report.failed() && { flow }) };
}

interface Compiled {
  /** The document as its author wrote it, in whatever version of the language. */
  readonly written: JsonText;
  readonly report: Report;
  readonly flow?: CompiledFlow;
  /** Those that the flow was made of. */
  readonly steps?: readonly ReadStep[];
}

function compile(source: FlowSource, above: readonly string[]): Compiled {
  const { name, file, text, version, surroundings, kits, language = flowLanguage } = source;
  const written = readJsonText(text, file);
  const document = inTodaysVersion(written, language); // Flows of before keep running.
  const report = reportOn(document);
  if (!isObject(document.value)) {
    if (document.value !== undefined)
      report.error('IVR103', { path: [], message: 'this is not a flow', fix: 'a flow is an object in { }' });
    return { written, report };
  }
  const header = readHeader(document.value, report, language);
  const vars = readVars(document.value.vars, report);
  const schedules = record(Object.entries(surroundings.schedules ?? {}));
  const expressions = celExpressions(vars, { schedules });
  const defaults = readDefaults(document.value.defaults, kits, report);
  const prompts = readPrompts(document.value.prompts, {
    report,
    languages: header.languages,
    audio: surroundings.audio,
    expressions,
  });
  const steps = readSteps(document.value.steps, { report, kits, defaults });
  if (steps === undefined) return { written, report };
  const contacts = record(Object.entries(surroundings.contacts));
  const told = record(Object.entries(surroundings.told ?? {}));
  const callingAndCalled = readInterface(document.value, vars, report);
  const called = compileCalled({ ...source, document: document.value }, above);
  const { callable = [], later } = source;
  const { environment = noEnvironment } = surroundings;
  const directories = record(Object.entries(surroundings.directories ?? {}).map(([one, people]) => [one, indexPeople(people)]));
  const world = { directories, contacts, told, schedules, environment, called, callable, ...(later && { later }) };
  const parts: FlowParts = { report, ...header, defaults, steps, vars, prompts, expressions, ...world };
  const { unusedPrompts } = checkReferences(parts);
  if (report.failed()) return { written, report };
  // What is unreachable or unused beside an error is mostly its consequence.
  warnOfUnused(unusedPrompts, report);
  warnOfUnreachable(parts);
  const flow: CompiledFlow = {
    name,
    title: header.title,
    version,
    languages: header.languages,
    timeZone: header.timeZone ?? zoneOfHours(steps, schedules) ?? 'UTC',
    start: stepName(header.start),
    steps: new Map([...steps.flatMap(compiledStep), lastWords(kits), forLegs, forGatherings].map((step) => [step.name, step])),
    keys: defaults.keys,
    on: defaults.on,
    whenAloneMs: defaults.whenAloneMs,
    vars: withSensitive(vars, steps),
    ...callingAndCalled,
    called: everyCalled(called),
    prompts,
    contacts,
    told,
    schedules,
    directories,
    environment,
    expressions,
  };
  return { written, report, flow, steps };
}

/** A flow that does not say where it is, is where its opening hours are. */
function zoneOfHours(steps: readonly ReadStep[], schedules: CompiledFlow['schedules']): string | undefined {
  for (const { parsed } of steps)
    for (const use of parsed?.uses ?? []) if (use.kind === 'schedule') return schedules[use.name]?.timeZone;
  return undefined;
}

/** Those that it calls, and those that they call. */
function everyCalled(called: ReadonlyMap<string, CalledFlow>): CompiledFlow['called'] {
  const direct = [...called.values()].flatMap((one) => (one.kind === 'compiled' ? [one.flow] : []));
  return new Map([...direct.flatMap((flow) => [...flow.called]), ...direct.map((flow) => [flow.name, flow] as const)]);
}

/** A variable is sensitive when its declaration says so, or a step that fills it. */
function withSensitive(vars: CompiledFlow['vars'], steps: readonly ReadStep[]): CompiledFlow['vars'] {
  const sensitive = new Set<string>();
  for (const { parsed } of steps)
    for (const use of parsed?.uses ?? []) if (use.kind === 'variable' && use.sensitive === true) sensitive.add(use.name);
  return record(
    Object.entries(vars).map(([name, declared]) => [name, sensitive.has(name) ? { ...declared, sensitive: true } : declared]),
  );
}

function compiledStep({ name, kit, parsed, on }: ReadStep): readonly CompiledStep[] {
  return kit === undefined || parsed === undefined ? [] : [{ name: stepName(name), kit, config: parsed.config, on }];
}

/** What meets a person who is rung for a caller of this flow. */
const forLegs: CompiledStep = { name: screenStep, kit: screen, config: {}, on: record([]) };

/** What begins a call with several people that a caller of this flow is brought into. */
const forGatherings: CompiledStep = { name: hostStep, kit: host, config: {}, on: record([]) };

/** The engine's own way out of a flow whose prompts or exits fail (I9). */
function lastWords(kits: ReadonlyMap<string, StepKit>): CompiledStep {
  const kit = kits.get('hangup');
  if (kit === undefined) throw new Error('the step kits lack "hangup"'); // A fault of ours, not of the flow.
  return { name: apologyStep, kit, config: kit.schema.parse({ prompt: apologyPrompt, outcome: 'error' }), on: record([]) };
}
