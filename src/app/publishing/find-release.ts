import type { AuditEntry } from '../../ports/publishing.ts';
import type { WorkspaceStore } from '../../ports/workspace-store.ts';
import { type Aliases, type Release, readAudit, readRelease } from './documents.ts';
import { aliasIn } from './place-release.ts';
import { inBatches } from './texts.ts';

/** How far back a release is looked for by the beginning of its version. */
const mostSearched = 500;

/** The entries of the audit, the latest first. Point reads only: numbers have no gaps. */
export async function readEntries(
  store: WorkspaceStore,
  aliases: Aliases | undefined,
  limit: number,
  before = Number.POSITIVE_INFINITY,
): Promise<readonly AuditEntry[]> {
  if (aliases === undefined) return [];
  const { last } = aliases;
  const from = Math.min(last.number, before - 1);
  const numbers = Array.from({ length: Math.max(0, Math.min(limit, from)) }, (_, index) => from - index);
  const entries = await inBatches(numbers, async (number) => (number === last.number ? last : readAudit(store, number)));
  return entries.flatMap((entry) => (entry === undefined ? [] : [entry]));
}

/** A release by the name of an alias, its version, or the beginning of a version that the audit names. */
export async function findRelease(store: WorkspaceStore, aliases: Aliases | undefined, at: string): Promise<Release | undefined> {
  const alias = aliasIn(aliases, at);
  if (alias !== undefined) return readRelease(store, alias.release);
  if (/^[0-9a-f]{64}$/.test(at)) return readRelease(store, at);
  if (!/^[0-9a-f]{6,63}$/.test(at)) return undefined;
  const entries = await readEntries(store, aliases, mostSearched);
  const versions = new Set(entries.flatMap(({ before, after }) => [before, after]).filter((version) => version?.startsWith(at)));
  const [only, ...more] = versions;
  return only === undefined || more.length > 0 ? undefined : readRelease(store, only);
}

/** The release in which a flow was last another than it is now, for callers of an alias. */
export async function releaseBefore(
  store: WorkspaceStore,
  aliases: Aliases,
  alias: string,
  flow: string,
): Promise<Release | undefined> {
  const entries = await readEntries(store, aliases, mostSearched);
  const changed = entries.find(
    (entry) =>
      entry.alias === alias &&
      entry.percent === undefined &&
      entry.flows.some(({ name, before }) => name === flow && before !== undefined),
  );
  return changed?.before === undefined ? undefined : readRelease(store, changed.before);
}
