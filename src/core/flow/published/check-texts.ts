import type { FlowVersion } from '../../call/ids.ts';
import type { StepKit } from '../../steps/define-step.ts';
import { checkFlow } from '../compile.ts';
import type { FlowSurroundings } from '../compiled-flow.ts';
import type { Directories } from '../directory/directory.ts';
import { namedDirectories } from '../directory/named-directories.ts';
import { readDirectory } from '../directory/read-directory.ts';
import { readEnvironment } from '../environment/read-environment.ts';
import type { Finding } from '../finding.ts';
import { type LaterFlows, laterFlow, laterFlowsIn } from '../later-flows.ts';
import { record } from '../record.ts';
import { readSchedules } from '../schedules/read-schedules.ts';
import { type Contacts, type Lines, type People, readContacts, readLines } from '../workspace.ts';
import {
  audioOf,
  calledBy,
  directoryFileOf,
  flowFileOf,
  flowNames,
  textOf,
  type WorkspaceTexts,
  workspaceFiles,
} from './workspace-texts.ts';

/** What a workspace comes to when it is checked as a whole: the same checks as those of a folder. */
export interface CheckedTexts {
  /** In the order of the files: workspace files, then flows by name. */
  readonly findings: readonly Finding[];
  readonly lines: Lines;
  readonly contacts: Contacts;
  /** The flows that compile, by name. Complete when no finding is an error. */
  readonly flows: ReadonlyMap<string, CheckedFlow>;
}

export interface CheckedFlow {
  readonly title: string;
  readonly version: FlowVersion;
  readonly text: string;
  readonly surroundings: FlowSurroundings;
}

export interface TextCheck {
  readonly kits: ReadonlyMap<string, StepKit>;
  /** The content hash of a flow with what it is compiled with. */
  readonly versionOf: (text: string, surroundings: FlowSurroundings) => FlowVersion;
}

/** Checks every file of the workspace and every flow. Never throws, whatever the texts are. */
export function checkTexts(texts: WorkspaceTexts, { kits, versionOf }: TextCheck): CheckedTexts {
  const names = flowNames(texts);
  const findings: Finding[] = [];
  const lines = readLinesText(texts, names, findings);
  const { contacts, told }: People = readOne(texts, workspaceFiles.contacts, findings, (text, file) => {
    const read = readContacts(text, file);
    return { findings: read.findings, value: { contacts: read.contacts ?? {}, told: read.told ?? {} } };
  }) ?? { contacts: {}, told: {} };
  const schedules = readOne(texts, workspaceFiles.schedules, findings, (text, file) => {
    const read = readSchedules(text, file);
    return { findings: read.findings, value: read.schedules };
  });
  const environment = readOne(texts, workspaceFiles.environment, findings, (text, file) => {
    const read = readEnvironment(text, file);
    return { findings: read.findings, value: read.environment };
  });
  if (names.length === 0) findings.push(aboutFile('', 'there is no flow here', 'a flow is a folder with a flow.jsonc in it'));
  const around = {
    contacts,
    ...(Object.keys(told).length > 0 && { told }),
    ...(schedules !== undefined && Object.keys(schedules).length > 0 && { schedules }),
    ...(environment !== undefined && { environment }),
  };
  const flows = new Map<string, CheckedFlow>();
  for (const name of names) {
    const text = textOf(texts, flowFileOf(name)) ?? '';
    const called = calledBy(texts, name, text);
    const people = readDirectories(texts, [text, ...Object.values(called).map((one) => one.text)]);
    const surroundings: FlowSurroundings = {
      ...around,
      audio: audioOf(texts, name, text),
      ...(Object.keys(people.directories).length > 0 && { directories: people.directories }),
      ...(Object.keys(called).length > 0 && { flows: called }),
    };
    const version = versionOf(text, surroundings);
    const read = checkFlow({
      name,
      file: flowFileOf(name),
      text,
      version,
      surroundings,
      kits,
      callable: names,
      later: laterIn(texts, text),
    });
    findings.push(...read.findings, ...people.findings);
    if (read.flow !== undefined && people.findings.every(({ severity }) => severity !== 'error'))
      flows.set(name, { title: read.flow.title, version, text, surroundings });
  }
  return { findings, lines, contacts, flows };
}

function readLinesText(texts: WorkspaceTexts, flows: readonly string[], findings: Finding[]): Lines {
  const text = textOf(texts, workspaceFiles.lines);
  if (text === undefined) {
    const fix = 'write { "lines": { "main": { "flow": "<folder>" } }, "default": "main" }';
    findings.push(aboutFile(workspaceFiles.lines, 'the file is missing, so no call is answered', fix));
    return { lines: {} };
  }
  const contacts = readContacts(textOf(texts, workspaceFiles.contacts) ?? '{ "contacts": {} }', '').contacts;
  const read = readLines(text, workspaceFiles.lines, flows, contacts && Object.keys(contacts));
  findings.push(...read.findings);
  return read.lines ?? { lines: {} };
}

/** A file that a workspace may do without. Undefined when there is none, or nothing of it could be understood. */
function readOne<Value>(
  texts: WorkspaceTexts,
  file: string,
  findings: Finding[],
  read: (text: string, file: string) => { readonly findings: readonly Finding[]; readonly value: Value | undefined },
): Value | undefined {
  const text = textOf(texts, file);
  if (text === undefined) return undefined;
  const found = read(text, file);
  findings.push(...found.findings);
  return found.value;
}

/** The flows that a flow has people meet later. */
function laterIn(texts: WorkspaceTexts, text: string): LaterFlows {
  return record(
    laterFlowsIn(text).flatMap((name) => {
      const other = textOf(texts, flowFileOf(name));
      return other === undefined ? [] : [[name, laterFlow(other)] as const];
    }),
  );
}

/** The directories that these flows name. Their findings are those flows'. */
function readDirectories(
  texts: WorkspaceTexts,
  flows: readonly string[],
): { readonly directories: Directories; readonly findings: readonly Finding[] } {
  const names = [...new Set(flows.flatMap((text) => namedDirectories(text)))].sort();
  const read = names.flatMap((name) => {
    const text = textOf(texts, directoryFileOf(name));
    return text === undefined ? [] : [{ name, ...readDirectory(text, directoryFileOf(name)) }]; // Who names it is told of a missing one.
  });
  return {
    directories: record(read.flatMap(({ name, people }) => (people === undefined ? [] : [[name, people] as const]))),
    findings: read.flatMap(({ findings }) => findings),
  };
}

function aboutFile(file: string, message: string, fix: string): Finding {
  return { code: 'IVR508', severity: 'error', place: { file, line: 1, column: 1, pointer: '' }, message, fix };
}
