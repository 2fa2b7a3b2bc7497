import { join } from 'node:path';
import { type FlowEnvironment, noEnvironment } from '../../core/flow/environment/environment.ts';
import { readEnvironment } from '../../core/flow/environment/read-environment.ts';
import type { Finding } from '../../core/flow/finding.ts';
import { readSchedules } from '../../core/flow/schedules/read-schedules.ts';
import type { Schedules } from '../../core/flow/schedules/schedule.ts';
import { type Contacts, type Lines, type People, readContacts, readLines } from '../../core/flow/workspace.ts';
import { contactsFile, environmentFile, linesFile, schedulesFile } from './folder-files.ts';
import type { FlowWorkspace } from './read-flow.ts';
import { fileFinding, readText } from './read-text.ts';

/** One workspace file: what was understood of it, and what is wrong with it. */
export interface WorkspaceFile<Value> {
  readonly file: string;
  readonly findings: readonly Finding[];
  /** What could be understood, even when there are errors. */
  readonly value?: Value;
  readonly text?: string;
}

/** `lines.jsonc`, without which no call is taken. */
export async function readLinesFile(
  dir: string,
  flows: readonly string[],
  contacts: Contacts | undefined,
): Promise<WorkspaceFile<Lines>> {
  const file = join(dir, linesFile);
  const read = await readText(file);
  if (read.kind === 'missing') {
    const fix = 'write { "lines": { "main": { "flow": "<folder>" } }, "default": "main" }';
    return { file, findings: [fileFinding(file, 'the file is missing, so no call is answered', fix)] };
  }
  if (read.kind === 'unreadable') return { file, findings: [read.finding] };
  const { findings, lines } = readLines(read.text, file, flows, contacts && Object.keys(contacts));
  return { file, text: read.text, findings, ...(lines !== undefined && { value: lines }) };
}

/** `contacts.jsonc`, which a folder may do without. */
export async function readContactsFile(dir: string): Promise<WorkspaceFile<People>> {
  const file = join(dir, contactsFile);
  const read = await readText(file);
  if (read.kind === 'missing') return { file, findings: [], value: { contacts: {}, told: {} } };
  if (read.kind === 'unreadable') return { file, findings: [read.finding] };
  const { findings, contacts, told = {} } = readContacts(read.text, file);
  return { file, text: read.text, findings, ...(contacts !== undefined && { value: { contacts, told } }) };
}

/** `schedules.jsonc`, which a folder may do without, too. */
export async function readSchedulesFile(dir: string): Promise<WorkspaceFile<Schedules>> {
  const file = join(dir, schedulesFile);
  const read = await readText(file);
  if (read.kind === 'missing') return { file, findings: [], value: {} };
  if (read.kind === 'unreadable') return { file, findings: [read.finding] };
  const { findings, schedules } = readSchedules(read.text, file);
  return { file, text: read.text, findings, ...(schedules !== undefined && { value: schedules }) };
}

/** `environment.jsonc`, which a folder may do without as well. */
export async function readEnvironmentFile(dir: string): Promise<WorkspaceFile<FlowEnvironment>> {
  const file = join(dir, environmentFile);
  const read = await readText(file);
  if (read.kind === 'missing') return { file, findings: [], value: noEnvironment };
  if (read.kind === 'unreadable') return { file, findings: [read.finding] };
  const { findings, environment } = readEnvironment(read.text, file);
  return { file, text: read.text, findings, ...(environment !== undefined && { value: environment }) };
}

/** What flows are compiled against. What is empty is left out, so that a flow which needs none of it keeps its version. */
export function flowWorkspace({ contacts, told }: People, schedules: Schedules, environment: FlowEnvironment): FlowWorkspace {
  return {
    contacts,
    ...(Object.keys(told).length > 0 && { told }),
    ...(Object.keys(schedules).length > 0 && { schedules }),
    ...(environment !== noEnvironment && { environment }),
  };
}

/** Everything that the flows of a folder are compiled against, and the files that it was read from. */
export async function readFlowWorkspace(dir: string) {
  const [contacts, schedules, environment] = await Promise.all([
    readContactsFile(dir),
    readSchedulesFile(dir),
    readEnvironmentFile(dir),
  ]);
  const around = flowWorkspace(
    contacts.value ?? { contacts: {}, told: {} },
    schedules.value ?? {},
    environment.value ?? noEnvironment,
  );
  return { around, contacts, files: [contacts, schedules, environment] };
}

export const isFaultless = (findings: readonly Finding[]): boolean => findings.every((finding) => finding.severity !== 'error');
