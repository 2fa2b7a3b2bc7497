import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { flowFile, isFile, listFlows } from '../../src/adapters/flow-folder/folder-files.ts';

/** Why a path cannot be a folder of flows; undefined when it can. */
export function folderProblem(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return `There is no folder "${path}". Name a folder of flows, for example: teams-ivr check flows`;
  if (!found.isDirectory()) return `"${path}" is a file. Name the folder that it is in.`;
  return undefined;
}

/** A flow's folder, as the folder of flows around it and the flow's name. Undefined when there is no `flow.jsonc`. */
export function flowAt(path: string): { readonly flowsDir: string; readonly flow: string } | undefined {
  const folder = resolve(basename(path) === 'flow.jsonc' ? dirname(path) : path);
  const file = statSync(join(folder, 'flow.jsonc'), { throwIfNoEntry: false });
  return file?.isFile() ? { flowsDir: dirname(folder), flow: basename(folder) } : undefined;
}

/** The `flow.jsonc` of a flow that is named by its folder or its file, or of every flow in a folder. Empty when there is none. */
export async function flowFilesAt(path: string): Promise<readonly string[]> {
  if (basename(path) === flowFile) return (await isFile(path)) ? [path] : [];
  if (await isFile(join(path, flowFile))) return [join(path, flowFile)];
  return (await listFlows(path)).map((name) => join(path, name, flowFile));
}
