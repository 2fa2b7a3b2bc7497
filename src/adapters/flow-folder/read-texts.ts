import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../core/flow/finding.ts';
import { promptAudioFiles } from '../../core/flow/prompt-audio-files.ts';
import {
  audioFileOf,
  flowFileOf,
  isWorkspacePath,
  type WorkspaceTexts,
  workspaceFiles,
} from '../../core/flow/published/workspace-texts.ts';
import type { FitWav } from '../../ports/prompts.ts';
import { directoriesFolder, listFlows, promptsFolder } from './folder-files.ts';
import { PromptAudioReader } from './prompt-audio.ts';
import { readText } from './read-text.ts';

export interface TextsRead {
  readonly texts: WorkspaceTexts;
  /** Files that are there and cannot be read. */
  readonly findings: readonly Finding[];
  /** The bytes of every recording that is fit, as they are played, by their hash. */
  readonly sounds: ReadonlyMap<string, Uint8Array>;
}

/** Reads a whole folder of flows into memory, with its tests and the recordings that its prompts name, to publish it. */
export async function readFolderTexts(dir: string, fitWav: FitWav): Promise<TextsRead> {
  const sounds = new Map<string, Uint8Array>();
  const reader = new PromptAudioReader(fitWav, async (hash, wav) => void sounds.set(hash, wav));
  const files: { [path: string]: string } = {};
  const audio: { [path: string]: WorkspaceTexts['audio'][string] } = {};
  const findings: Finding[] = [];
  const take = async (path: string): Promise<string | undefined> => {
    const read = await readText(join(dir, path));
    if (read.kind === 'unreadable') findings.push(read.finding);
    if (read.kind !== 'read') return undefined;
    files[path] = read.text;
    return read.text;
  };
  for (const file of Object.values(workspaceFiles)) await take(file);
  for (const path of await pathsIn(dir, directoriesFolder)) await take(path);
  for (const flow of await listFlows(dir)) {
    const text = await take(flowFileOf(flow));
    for (const path of await pathsIn(dir, `${flow}/tests`)) await take(path);
    for (const name of promptAudioFiles(text ?? '')) {
      const sound = await reader.read(join(dir, flow, promptsFolder), name);
      if (sound !== undefined) audio[audioFileOf(flow, name)] = sound;
    }
  }
  return { texts: { files, audio }, findings, sounds };
}

/** Of a folder inside the workspace: whatever in it belongs to a workspace. */
async function pathsIn(dir: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(join(dir, folder)).catch(() => []);
  return names
    .map((name) => `${folder}/${name}`)
    .filter((path) => isWorkspacePath(path))
    .sort();
}
