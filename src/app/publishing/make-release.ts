import type { CheckedTexts } from '../../core/flow/published/check-texts.ts';
import type { WorkspaceTexts } from '../../core/flow/published/workspace-texts.ts';
import type { FlowVersionStore } from '../../ports/flow-versions.ts';
import type { WorkspaceStore } from '../../ports/workspace-store.ts';
import { asJson } from './change-aliases.ts';
import type { Release } from './documents.ts';
import { hashOf, inBatches, keepTexts } from './texts.ts';

/** The content hash of a workspace: the same files and sounds are the same release, whoever publishes them and when. */
export function releaseVersion(files: { readonly [path: string]: string }, audio: { readonly [path: string]: string }): string {
  const sorted = (entries: { readonly [path: string]: string }) => Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashOf(JSON.stringify([sorted(files), sorted(audio)]));
}

export interface ReleaseStores {
  readonly workspace: WorkspaceStore;
  readonly versions: FlowVersionStore;
}

/**
 * Keeps everything that a release consists of, and the release last: whoever finds it finds all of it. `checked` has no
 * errors. Flow versions that `before` has already are not written again.
 */
export async function makeRelease(
  { workspace, versions }: ReleaseStores,
  texts: WorkspaceTexts,
  checked: CheckedTexts,
  before: Release | undefined,
): Promise<Release> {
  const files = await keepTexts(workspace, texts.files);
  const audio = Object.fromEntries(
    Object.entries(texts.audio).flatMap(([path, sound]) => ('hash' in sound ? [[path, sound] as const] : [])),
  );
  const hashes = Object.fromEntries(Object.entries(audio).map(([path, { hash }]) => [path, hash]));
  const flows = [...checked.flows];
  await inBatches(
    flows.filter(([name, { version }]) => before?.flows[name] !== version),
    ([name, { version, text, surroundings }]) => versions.put({ name, version, text, surroundings }),
  );
  const release: Release = {
    version: releaseVersion(files, hashes),
    files,
    audio,
    flows: Object.fromEntries(flows.map(([name, { version }]) => [name, version])),
    lines: checked.lines,
  };
  await workspace.create(`release.${release.version}`, asJson(release));
  return release;
}

/** Flows whose version is another one, or that came or went. */
export function changedFlows(before: Release | undefined, after: Release | undefined) {
  const [old, young] = [before?.flows ?? {}, after?.flows ?? {}];
  const names = [...new Set([...Object.keys(young), ...Object.keys(old)])].sort();
  return names.flatMap((name) => {
    const [was, is] = [old[name], young[name]];
    if (was === is) return [];
    return [{ name, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
  });
}
