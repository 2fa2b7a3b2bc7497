import type { FlowVersion } from '../../call/ids.ts';
import type { StepKit } from '../../steps/define-step.ts';
import { compileFlow } from '../compile.ts';
import type { FlowSurroundings } from '../compiled-flow.ts';
import type { Finding } from '../finding.ts';
import { readSchedules } from '../schedules/read-schedules.ts';
import type { Schedules } from '../schedules/schedule.ts';
import { type Contacts, type Lines, readContacts, readLines } from '../workspace.ts';
import { audioOf, calledBy, flowFileOf, flowNames, textOf, type WorkspaceTexts, workspaceFiles } from './workspace-texts.ts';

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

/** Checks lines, contacts, schedules and every flow. Never throws, whatever the texts are. */
export function checkTexts(texts: WorkspaceTexts, { kits, versionOf }: TextCheck): CheckedTexts {
  const names = flowNames(texts);
  const findings: Finding[] = [];
  const contacts = readContactsText(texts, findings);
  const lines = readLinesText(texts, names, contacts, findings);
  const schedules = readSchedulesText(texts, findings);
  if (names.length === 0) findings.push(aboutFile('', 'there is no flow here', 'a flow is a folder with a flow.jsonc in it'));
  const around = { contacts, ...(Object.keys(schedules).length > 0 && { schedules }) };
  const flows = new Map<string, CheckedFlow>();
  for (const name of names) {
    const text = textOf(texts, flowFileOf(name)) ?? '';
    const called = calledBy(texts, name, text);
    const surroundings: FlowSurroundings = {
      ...around,
      audio: audioOf(texts, name, text),
      ...(Object.keys(called).length > 0 && { flows: called }),
    };
    const version = versionOf(text, surroundings);
    const read = compileFlow({ name, file: flowFileOf(name), text, version, surroundings, kits, callable: names });
    findings.push(...read.findings);
    if (read.flow !== undefined) flows.set(name, { title: read.flow.title, version, text, surroundings });
  }
  return { findings, lines, contacts, flows };
}

function readLinesText(texts: WorkspaceTexts, flows: readonly string[], contacts: Contacts, findings: Finding[]): Lines {
  const text = textOf(texts, workspaceFiles.lines);
  if (text === undefined) {
    const fix = 'write { "lines": { "main": { "flow": "<folder>" } }, "default": "main" }';
    findings.push(aboutFile(workspaceFiles.lines, 'the file is missing, so no call is answered', fix));
    return { lines: {} };
  }
  const read = readLines(text, workspaceFiles.lines, flows, Object.keys(contacts));
  findings.push(...read.findings);
  return read.lines ?? { lines: {} };
}

function readContactsText(texts: WorkspaceTexts, findings: Finding[]): Contacts {
  const text = textOf(texts, workspaceFiles.contacts);
  if (text === undefined) return {};
  const read = readContacts(text, workspaceFiles.contacts);
  findings.push(...read.findings);
  return read.contacts ?? {};
}

function readSchedulesText(texts: WorkspaceTexts, findings: Finding[]): Schedules {
  const text = textOf(texts, workspaceFiles.schedules);
  if (text === undefined) return {};
  const read = readSchedules(text, workspaceFiles.schedules);
  findings.push(...read.findings);
  return read.schedules ?? {};
}

function aboutFile(file: string, message: string, fix: string): Finding {
  return { code: 'IVR508', severity: 'error', place: { file, line: 1, column: 1, pointer: '' }, message, fix };
}
