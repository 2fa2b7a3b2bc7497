import { basename, dirname, join, resolve } from 'node:path';
import type { Finding } from '../../core/flow/finding.ts';
import type { FlowLanguage } from '../../core/flow/migrations/migration.ts';
import type { StepKit } from '../../core/steps/define-step.ts';
import type { FitWav } from '../../ports/prompts.ts';
import { flowFile, isFile, listFlows } from './folder-files.ts';
import { PromptAudioReader } from './prompt-audio.ts';
import { readFlow } from './read-flow.ts';
import { fileFinding } from './read-text.ts';
import { readFlowWorkspace, readLinesFile } from './read-workspace.ts';

/** All that is wrong in a folder, and the texts to show it in. */
export interface FolderFindings {
  readonly findings: readonly Finding[];
  /** By the names that the findings use. */
  readonly sources: ReadonlyMap<string, string>;
  /** The names of the flows that were looked at. */
  readonly flows: readonly string[];
}

/** What a folder is checked with. */
export interface FolderKit {
  readonly kits: ReadonlyMap<string, StepKit>;
  readonly fitWav: FitWav;
  /** Today's; a test may have another. */
  readonly language?: FlowLanguage;
}

/** Checks a folder of flows, or one flow's folder, without serving or storing anything. */
export async function checkFolder(dir: string, { kits, fitWav, language }: FolderKit): Promise<FolderFindings> {
  const oneFlow = await isFile(join(dir, flowFile));
  // `flows/main-line` stays as it was typed; `.` has no name of its own.
  const home = oneFlow ? (dirname(dir) === dir || basename(dir).startsWith('.') ? dirname(resolve(dir)) : dirname(dir)) : dir;
  const all = await listFlows(home);
  const flows = oneFlow ? [basename(resolve(dir))] : all;
  const { around, contacts, files } = await readFlowWorkspace(home);
  const lines = oneFlow ? [] : [await readLinesFile(home, all, contacts.value?.contacts)];
  const workspace = [...lines, ...files];
  const findings = workspace.flatMap((file) => file.findings);
  const sources = new Map(workspace.flatMap(({ file, text }) => (text === undefined ? [] : [[file, text] as const])));
  if (flows.length === 0) findings.push(fileFinding(dir, 'there is no flow here', `a flow is a folder with a ${flowFile} in it`));
  const audio = new PromptAudioReader(fitWav);
  for (const name of flows) {
    const read = await readFlow(name, around, { dir: home, kits, audio, callable: all, ...(language && { language }) });
    findings.push(...read.findings);
    if (read.source !== undefined) sources.set(read.file, read.source.text);
  }
  return { findings, sources, flows };
}
