import type { WorkspaceTexts } from '../../core/flow/published/workspace-texts.ts';
import type { Actor, Alias, PublishOutcome, RollbackOrder } from '../../ports/publishing.ts';
import { changeAliases } from './change-aliases.ts';
import { type Aliases, type Release, readAliases, readRelease } from './documents.ts';
import { findRelease, releaseBefore } from './find-release.ts';
import { aliasIn, conflictWith, leave } from './place-release.ts';
import { type GatePorts, publishTexts } from './publish-draft.ts';
import { textsOfRelease } from './texts.ts';

/**
 * Goes back: to what an alias led to before, to a named release, or with one flow only. A canary that is running is what
 * changed last, so without a name it is what ends. What is gone back to passes the checker again: this program may read
 * it otherwise than the one that published it.
 */
export async function rollBack(ports: GatePorts, order: RollbackOrder, actor: Actor): Promise<PublishOutcome> {
  const { alias = 'live', to, flow, message } = order;
  const held = await readAliases(ports.workspace);
  const current = aliasIn(held?.value, alias);
  if (held === undefined || current === undefined) return { kind: 'refused', words: `Nothing is published as "${alias}".` };
  if (order.expects !== undefined && order.expects !== current.release) return conflictWith(held.value);
  if (current.canary !== undefined && to === undefined && flow === undefined) {
    return endCanary(ports, { alias, current, message }, actor);
  }
  const target = await targetOf(ports, held.value, current, order);
  if (target === undefined) return { kind: 'refused', words: to === undefined ? nothingBefore : unknownRelease };
  const texts = await textsOfRelease(ports.workspace, target);
  const wanted = flow === undefined ? texts : await withFlowOf(ports, current, texts, flow);
  if (wanted === undefined) return { kind: 'refused', words: `That release has no flow "${flow ?? ''}".` };
  // Tests that failed must not keep anybody from going back in an emergency.
  return publishTexts(ports, wanted, { alias, expects: current.release, message, actor, action: 'rollback', tests: 'skipped' });
}

const nothingBefore = 'There is nothing to go back to.';
export const unknownRelease = 'There is no such release: name an alias, or at least six digits of a version from the history.';

async function targetOf(
  { workspace }: GatePorts,
  aliases: Aliases,
  current: Alias,
  { alias = 'live', to, flow }: RollbackOrder,
): Promise<Release | undefined> {
  if (to !== undefined) return findRelease(workspace, aliases, to);
  if (flow !== undefined) return releaseBefore(workspace, aliases, alias, flow);
  return current.previous === undefined ? undefined : readRelease(workspace, current.previous);
}

/** What is published now, with one flow, its tests and its sounds as they were. Undefined when there was no such flow. */
async function withFlowOf(
  { workspace }: GatePorts,
  current: Alias,
  then: WorkspaceTexts,
  flow: string,
): Promise<WorkspaceTexts | undefined> {
  const release = await readRelease(workspace, current.release);
  if (release === undefined || !Object.hasOwn(then.files, `${flow}/flow.jsonc`)) return undefined;
  const now = await textsOfRelease(workspace, release);
  const isOurs = ([path]: readonly [string, unknown]) => path.startsWith(`${flow}/`);
  const mixed = <Value>(old: { readonly [path: string]: Value }, young: { readonly [path: string]: Value }) =>
    Object.fromEntries([...Object.entries(young).filter((entry) => !isOurs(entry)), ...Object.entries(old).filter(isOurs)]);
  return { files: mixed(then.files, now.files), audio: mixed(then.audio, now.audio) };
}

async function endCanary(
  ports: GatePorts,
  { alias, current, message }: { readonly alias: string; readonly current: Alias; readonly message: string },
  actor: Actor,
): Promise<PublishOutcome> {
  const outcome = await changeAliases<PublishOutcome>(ports, (now) => {
    const held = aliasIn(now, alias);
    if (now === undefined || held?.release !== current.release || held.canary === undefined) return leave(conflictWith(now));
    const { canary, ...rest } = held;
    return {
      kind: 'change',
      aliases: { ...now, aliases: { ...now.aliases, [alias]: rest } },
      entry: { actor, action: 'rollback', alias, before: canary.release, after: held.release, percent: 0, flows: [], message },
    };
  });
  return outcome.kind === 'changed' ? { kind: 'done', entry: outcome.entry, findings: [] } : outcome;
}
