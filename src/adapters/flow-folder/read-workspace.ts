import { join } from 'node:path';
import type { Finding } from '../../core/flow/finding.ts';
import { readSchedules } from '../../core/flow/schedules/read-schedules.ts';
import type { Schedules } from '../../core/flow/schedules/schedule.ts';
import { type Contacts, type Lines, readContacts, readLines } from '../../core/flow/workspace.ts';
import { contactsFile, linesFile, schedulesFile } from './folder-files.ts';
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
export async function readContactsFile(dir: string): Promise<WorkspaceFile<Contacts>> {
  const file = join(dir, contactsFile);
  const read = await readText(file);
  if (read.kind === 'missing') return { file, findings: [], value: {} };
  if (read.kind === 'unreadable') return { file, findings: [read.finding] };
  const { findings, contacts } = readContacts(read.text, file);
  return { file, text: read.text, findings, ...(contacts !== undefined && { value: contacts }) };
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

/** What flows are compiled against. Without schedules they are left out, so that a flow which needs none keeps its version. */
export function flowWorkspace(contacts: Contacts, schedules: Schedules): FlowWorkspace {
  return { contacts, ...(Object.keys(schedules).length > 0 && { schedules }) };
}

export const isFaultless = (findings: readonly Finding[]): boolean => findings.every((finding) => finding.severity !== 'error');
