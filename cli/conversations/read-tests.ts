import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { flowFile, isFile, listFlows } from '../../src/adapters/flow-folder/folder-files.ts';
import { PromptAudioReader } from '../../src/adapters/flow-folder/prompt-audio.ts';
import { readFlow } from '../../src/adapters/flow-folder/read-flow.ts';
import { fileFinding, readText } from '../../src/adapters/flow-folder/read-text.ts';
import { readFlowWorkspace } from '../../src/adapters/flow-folder/read-workspace.ts';
import { fitWav } from '../../src/adapters/prompts/fit-wav.ts';
import type { CompiledFlow } from '../../src/core/flow/compiled-flow.ts';
import type { KnownNames } from '../../src/core/flow/conversations/check-names.ts';
import type { Conversation } from '../../src/core/flow/conversations/conversation.ts';
import { readConversations } from '../../src/core/flow/conversations/read-conversations.ts';
import type { Finding } from '../../src/core/flow/finding.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import { readWorkspace, type Workspace } from '../workspace.ts';

/** A flow with its conversations, ready to be played. */
export interface FlowTests {
  readonly flowsDir: string;
  readonly name: string;
  readonly workspace: Workspace;
  /** Of the flow and of its tests; with an error there is nothing to play. */
  readonly findings: readonly Finding[];
  /** By the names that the findings use. */
  readonly sources: ReadonlyMap<string, string>;
  /** Absent when the flow has errors. */
  readonly flow?: CompiledFlow;
  readonly conversations: readonly Conversation[];
}

export const testsFolder = 'tests';
const testFile = /^[^.].*\.(jsonc?|txt|conversation)$/i;

/** Reads one flow and everything in its `tests/` folder. Files are named as `flowsDir` was given. */
export async function readTests(flowsDir: string, name: string): Promise<FlowTests> {
  const workspace = await readWorkspace(flowsDir);
  const [{ around }, callable] = await Promise.all([readFlowWorkspace(flowsDir), listFlows(flowsDir)]);
  const settings = { dir: flowsDir, kits: stepKits, audio: new PromptAudioReader(fitWav), callable };
  const { flow, source, file, findings: ofFlow } = await readFlow(name, around, settings);
  const sources = new Map(source === undefined ? [] : [[file, source.text]]);
  const findings = ofFlow.filter((finding) => finding.severity === 'error');
  const known = flow === undefined ? undefined : namesIn(flow, workspace);
  const conversations: Conversation[] = [];
  for (const path of await testFiles(join(flowsDir, name, testsFolder))) {
    const read = await readText(path);
    if (read.kind !== 'read') {
      findings.push(read.kind === 'missing' ? fileFinding(path, 'the file is missing', 'put it back') : read.finding);
      continue;
    }
    sources.set(path, read.text);
    const inFile = readConversations(read.text, path, known);
    findings.push(...inFile.findings);
    conversations.push(...inFile.conversations);
  }
  return { flowsDir, name, workspace, findings, sources, conversations, ...(flow === undefined ? {} : { flow }) };
}

/** The flows of a folder, or the one flow whose folder it is. Undefined when there is none. */
export async function flowsAt(
  path: string,
): Promise<{ readonly flowsDir: string; readonly flows: readonly string[] } | undefined> {
  const folder = path.replace(/(?<=.)[\\/]+$/, '');
  if (await isFile(join(folder, flowFile))) {
    const parts = /^(.*?)[\\/]?([^\\/]+)$/.exec(folder);
    const name = parts?.[2];
    if (name === undefined || name === '.' || name === '..') return undefined;
    return { flowsDir: parts?.[1] === undefined || parts[1] === '' ? '.' : parts[1], flows: [name] };
  }
  const flows = await listFlows(folder);
  return flows.length === 0 ? undefined : { flowsDir: folder, flows };
}

async function testFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => testFile.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Steps of called flows are named as in reports: `flow/step`. */
function namesIn(flow: CompiledFlow, workspace: Workspace): KnownNames {
  const own = (one: CompiledFlow): readonly string[] => [...one.steps.keys()].filter((step) => !step.startsWith('$'));
  return {
    contacts: Object.keys(workspace.contacts),
    lines: workspace.lines.map((line) => line.displayName),
    steps: [...own(flow), ...[...flow.called].flatMap(([called, one]) => own(one).map((step) => `${called}/${step}`))],
    schedules: Object.keys(flow.schedules),
    vars: flow.vars,
  };
}
