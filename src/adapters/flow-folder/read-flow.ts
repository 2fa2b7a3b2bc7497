import { join } from 'node:path';
import type { FlowVersion } from '../../core/call/ids.ts';
import { calledFlows, calledLimits } from '../../core/flow/called-flows.ts';
import { type Compilation, checkFlow } from '../../core/flow/compile.ts';
import type { CalledFlowSource, FlowSurroundings } from '../../core/flow/compiled-flow.ts';
import type { Directories, People } from '../../core/flow/directory/directory.ts';
import { namedDirectories } from '../../core/flow/directory/named-directories.ts';
import { readDirectory } from '../../core/flow/directory/read-directory.ts';
import type { Finding } from '../../core/flow/finding.ts';
import { type LaterFlows, laterFlow, laterFlowsIn } from '../../core/flow/later-flows.ts';
import type { FlowLanguage } from '../../core/flow/migrations/migration.ts';
import { isName } from '../../core/flow/names.ts';
import { promptAudioFiles } from '../../core/flow/prompt-audio-files.ts';
import type { StepKit } from '../../core/steps/define-step.ts';
import { flowVersion } from '../../ports/flow-version.ts';
import { directoriesFolder, flowFile, promptsFolder, stampOf } from './folder-files.ts';
import type { PromptAudioReader } from './prompt-audio.ts';
import { fileFinding, readText } from './read-text.ts';

/** What the files beside the flows say, as far as flows are compiled against it. */
export type FlowWorkspace = Pick<FlowSurroundings, 'contacts' | 'told' | 'schedules' | 'environment'>;

/** What every flow of a folder is compiled with. */
export interface FlowSettings {
  readonly dir: string;
  readonly kits: ReadonlyMap<string, StepKit>;
  readonly audio: PromptAudioReader;
  /** Names of all flows of the folder, for did-you-mean. */
  readonly callable?: readonly string[];
  /** Today's; a test may have another. */
  readonly language?: FlowLanguage;
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
export async function readFlow(
  name: string,
  around: FlowWorkspace,
  { dir, kits, audio, callable = [], language }: FlowSettings,
): Promise<FlowRead> {
  const file = join(dir, name, flowFile);
  const stamps = [await stampOf([file])];
  const read = await readText(file);
  if (read.kind !== 'read') {
    const finding =
      read.kind === 'missing' ? fileFinding(file, 'the file is missing', 'put it back, or remove the folder') : read.finding;
    return { file, files: [file], stamp: stamps.join(' '), findings: [finding] };
  }
  const { text } = read;
  const recordings = await readRecordings(join(dir, name, promptsFolder), promptAudioFiles(text, language), audio);
  const called = await readCalled(name, text, { dir, audio, ...(language && { language }) });
  const later = await readLater(text, { dir, callable, ...(language && { language }) });
  const named = [text, ...Object.values(called.flows).map((one) => one.text)].flatMap((one) => namedDirectories(one, language));
  const people = await readDirectories(dir, [...new Set(named)].sort());
  const surroundings: FlowSurroundings = {
    ...around,
    audio: recordings.audio,
    ...(Object.keys(people.directories).length > 0 && { directories: people.directories }),
    ...(Object.keys(called.flows).length > 0 && { flows: called.flows }),
  };
  const version = flowVersion(text, surroundings);
  const compilation = checkFlow({
    name,
    file,
    text,
    version,
    surroundings,
    kits,
    callable,
    later: later.flows,
    ...(language && { language }),
  });
  const files = [file, ...recordings.files, ...called.files, ...later.files, ...people.files];
  const stamp = [...stamps, ...recordings.stamps, ...called.stamps, ...later.stamps, ...people.stamps].join(' ');
  const findings = [...compilation.findings, ...people.findings];
  // Half a directory is no directory: the version before it goes on serving.
  const { flow } = people.findings.some(({ severity }) => severity === 'error') ? {} : compilation;
  return { ...(flow !== undefined && { flow }), findings, file, files, stamp, source: { text, surroundings, version } };
}

/** The flows that a flow has people meet later. They are no part of its version, but of what is said about it. */
async function readLater(
  text: string,
  { dir, callable = [], language }: Pick<FlowSettings, 'dir' | 'callable' | 'language'>,
): Promise<FilesRead & { readonly flows: LaterFlows }> {
  const flows: { [name: string]: LaterFlows[string] } = {};
  const files: string[] = [];
  const stamps: string[] = [];
  for (const name of laterFlowsIn(text, language)) {
    if (!isName(name)) continue;
    const file = join(dir, name, flowFile);
    files.push(file);
    stamps.push(await stampOf([file]));
    const read = await readText(file);
    if (read.kind === 'read') flows[name] = laterFlow(read.text, language);
    else if (callable.includes(name)) flows[name] = 'unreadable';
  }
  return { flows, files, stamps };
}

/** The directories that a flow's steps name. Their findings are the flow's. */
async function readDirectories(
  dir: string,
  names: readonly string[],
): Promise<FilesRead & { readonly directories: Directories; readonly findings: readonly Finding[] }> {
  const directories: { [name: string]: People } = {};
  const findings: Finding[] = [];
  const files: string[] = [];
  const stamps: string[] = [];
  for (const name of names) {
    const file = join(dir, directoriesFolder, `${name}.jsonc`);
    files.push(file);
    stamps.push(await stampOf([file]));
    const read = await readText(file);
    if (read.kind === 'unreadable') findings.push(read.finding);
    if (read.kind !== 'read') continue; // The checker says so, where it is named.
    const { people, findings: found } = readDirectory(read.text, file);
    findings.push(...found);
    if (people !== undefined) directories[name] = people;
  }
  return { directories, findings, files, stamps };
}

/** What was read for a flow besides its own text. */
interface FilesRead {
  readonly files: readonly string[];
  /** Of the files, in their order. */
  readonly stamps: readonly string[];
}

async function readRecordings(
  folder: string,
  names: readonly string[],
  audio: PromptAudioReader,
): Promise<FilesRead & { readonly audio: FlowSurroundings['audio'] }> {
  const stamps: string[] = [];
  const recordings: { [file: string]: FlowSurroundings['audio'][string] } = {};
  for (const one of names) {
    stamps.push(await stampOf([join(folder, one)]));
    const found = await audio.read(folder, one);
    if (found !== undefined) recordings[one] = found;
  }
  return { audio: recordings, files: names.map((one) => join(folder, one)), stamps };
}

/** The flows that a flow comes to by calling, each once: an edit of any of them is a new version of the one that calls. */
async function readCalled(
  name: string,
  text: string,
  { dir, audio, language }: Pick<FlowSettings, 'dir' | 'audio' | 'language'>,
): Promise<FilesRead & { readonly flows: NonNullable<FlowSurroundings['flows']> }> {
  const flows: { [name: string]: CalledFlowSource } = {};
  const files: string[] = [];
  const stamps: string[] = [];
  const waiting = [...calledFlows(text, language)];
  const seen = new Set([name]);
  for (let next = waiting.shift(); next !== undefined && seen.size <= calledLimits.flows; next = waiting.shift()) {
    if (seen.has(next) || !isName(next)) continue;
    seen.add(next);
    const file = join(dir, next, flowFile);
    files.push(file);
    stamps.push(await stampOf([file]));
    const read = await readText(file);
    if (read.kind !== 'read') continue; // The checker says so, where it is called.
    const recordings = await readRecordings(join(dir, next, promptsFolder), promptAudioFiles(read.text, language), audio);
    files.push(...recordings.files);
    stamps.push(...recordings.stamps);
    flows[next] = { file, text: read.text, audio: recordings.audio };
    waiting.push(...calledFlows(read.text, language));
  }
  return { flows, files, stamps };
}
