import { calledFlows, calledLimits } from '../called-flows.ts';
import type { CalledFlowSource, FlowSurroundings } from '../compiled-flow.ts';
import { directoryLimits } from '../directory/read-directory.ts';
import { jsonLimits } from '../json-text.ts';
import { isName } from '../names.ts';
import { promptAudioFiles } from '../prompt-audio-files.ts';
import { record } from '../record.ts';

/** A whole folder of flows as texts: what is drafted, compared and published. Nothing of it lies on a disk. */
export interface WorkspaceTexts {
  /** Text by path: `lines.jsonc` and its like, `directories/{name}.jsonc`, `{flow}/flow.jsonc`, `{flow}/tests/{file}`. */
  readonly files: { readonly [path: string]: string };
  /** Recordings that the flows' prompts name, by path: `{flow}/prompts/{file}`. The bytes lie in the media store. */
  readonly audio: FlowSurroundings['audio'];
}

export const workspaceFiles = {
  lines: 'lines.jsonc',
  contacts: 'contacts.jsonc',
  schedules: 'schedules.jsonc',
  environment: 'environment.jsonc',
} as const;

const flowName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const testFile = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} _.()-]{0,99}\.(jsonc|json|txt|conversation)$/u;

export const directoryFileOf = (name: string): string => `directories/${name}.jsonc`;
export const flowFileOf = (flow: string): string => `${flow}/flow.jsonc`;
export const audioFileOf = (flow: string, file: string): string => `${flow}/prompts/${file}`;

/** True for the path of a text that belongs to a workspace. Nothing else is taken from anybody. */
export function isWorkspacePath(path: string): boolean {
  if (Object.values(workspaceFiles).some((file) => file === path)) return true;
  const [flow = '', folder = '', file = '', ...more] = path.split('/');
  if (flow === 'directories' && directoryOf(path) !== undefined) return true;
  if (!flowName.test(flow) || more.length > 0) return false;
  return (folder === 'flow.jsonc' && file === '') || (folder === 'tests' && testFile.test(file) && !file.includes('..'));
}

/** The name of the directory whose path this is. */
export function directoryOf(path: string): string | undefined {
  const name = /^directories\/([^/]+)\.jsonc$/.exec(path)?.[1];
  return name !== undefined && isName(name) ? name : undefined;
}

/** How long a text may be, in characters: what its reader takes. */
export function longestText(path: string): number {
  return directoryOf(path) === undefined ? jsonLimits.characters : directoryLimits.characters;
}

/** The flow whose path this is, and its file in `prompts/`. Undefined when it is no path of a recording. */
export function readAudioPath(path: string): { readonly flow: string; readonly file: string } | undefined {
  const [flow = '', folder, file = '', ...more] = path.split('/');
  return folder === 'prompts' && more.length === 0 && flowName.test(flow) && file !== '' ? { flow, file } : undefined;
}

/** The names of the flows, sorted. */
export function flowNames({ files }: WorkspaceTexts): readonly string[] {
  return Object.keys(files)
    .flatMap((path) => (path.endsWith('/flow.jsonc') && isWorkspacePath(path) ? [path.slice(0, -'/flow.jsonc'.length)] : []))
    .sort();
}

export function textOf({ files }: WorkspaceTexts, path: string): string | undefined {
  return Object.hasOwn(files, path) ? files[path] : undefined;
}

/** Whether a flow comes with conversations that try it out. */
export function hasTests({ files }: WorkspaceTexts): boolean {
  return Object.keys(files).some((path) => path.includes('/tests/'));
}

/** The recordings of one flow by the names that its prompts use. */
export function audioOf({ audio }: WorkspaceTexts, flow: string, text: string): FlowSurroundings['audio'] {
  return record(
    promptAudioFiles(text).flatMap((file) => {
      const path = audioFileOf(flow, file);
      const found = Object.hasOwn(audio, path) ? audio[path] : undefined;
      return found === undefined ? [] : [[file, found] as const];
    }),
  );
}

/** The flows that a flow comes to by calling, each once, without itself. */
export function calledBy(texts: WorkspaceTexts, name: string, text: string): { readonly [name: string]: CalledFlowSource } {
  const found: [string, CalledFlowSource][] = [];
  const waiting = [...calledFlows(text)];
  const seen = new Set([name]);
  for (let next = waiting.shift(); next !== undefined && seen.size <= calledLimits.flows; next = waiting.shift()) {
    if (seen.has(next) || !isName(next)) continue;
    seen.add(next);
    const called = textOf(texts, flowFileOf(next));
    if (called === undefined) continue; // The checker says so, where it is called.
    found.push([next, { file: flowFileOf(next), text: called, audio: audioOf(texts, next, called) }]);
    waiting.push(...calledFlows(called));
  }
  return record(found);
}
