import { join } from 'node:path';
import type { FlowVersion } from '../../core/call/ids.ts';
import { type Compilation, compileFlow } from '../../core/flow/compile.ts';
import type { FlowSurroundings } from '../../core/flow/compiled-flow.ts';
import { promptAudioFiles } from '../../core/flow/prompt-audio-files.ts';
import type { StepKit } from '../../core/steps/define-step.ts';
import { flowVersion } from './flow-version.ts';
import { flowFile, promptsFolder, stampOf } from './folder-files.ts';
import type { PromptAudioReader } from './prompt-audio.ts';
import { fileFinding, readText } from './read-text.ts';

/** What the files beside the flows say, as far as flows are compiled against it. */
export type FlowWorkspace = Pick<FlowSurroundings, 'contacts' | 'schedules'>;

/** What every flow of a folder is compiled with. */
export interface FlowSettings {
  readonly dir: string;
  readonly kits: ReadonlyMap<string, StepKit>;
  readonly audio: PromptAudioReader;
}

export interface FlowRead extends Compilation {
  readonly file: string;
  /** Absent when the file could not be read. */
  readonly source?: { readonly text: string; readonly surroundings: FlowSurroundings; readonly version: FlowVersion };
  /** Every file that this was made of, whether or not it exists: when one changes, read again. */
  readonly files: readonly string[];
  /** Of the files, each taken before it was read, so that a file which changes meanwhile is read again. */
  readonly stamp: string;
}

/** Reads one flow with its recordings from the folder, and compiles it. */
export async function readFlow(name: string, around: FlowWorkspace, { dir, kits, audio }: FlowSettings): Promise<FlowRead> {
  const file = join(dir, name, flowFile);
  const stamps = [await stampOf([file])];
  const read = await readText(file);
  if (read.kind !== 'read') {
    const finding =
      read.kind === 'missing' ? fileFinding(file, 'the file is missing', 'put it back, or remove the folder') : read.finding;
    return { file, files: [file], stamp: stamps.join(' '), findings: [finding] };
  }
  const { text } = read;
  const folder = join(dir, name, promptsFolder);
  const names = promptAudioFiles(text);
  const recordings: { [file: string]: FlowSurroundings['audio'][string] } = {};
  for (const one of names) {
    stamps.push(await stampOf([join(folder, one)]));
    const found = await audio.read(folder, one);
    if (found !== undefined) recordings[one] = found;
  }
  const surroundings: FlowSurroundings = { ...around, audio: recordings };
  const version = flowVersion(text, surroundings);
  const compilation = compileFlow({ name, file, text, version, surroundings, kits });
  const files = [file, ...names.map((one) => join(folder, one))];
  return { ...compilation, file, files, stamp: stamps.join(' '), source: { text, surroundings, version } };
}
