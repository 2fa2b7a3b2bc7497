import type { Actor, AliasOrder, CanaryOrder, PublishOutcome, UseOrder } from '../../ports/publishing.ts';
import { hashOfCaller, readCallerKeys } from './caller-key.ts';
import { changeAliases } from './change-aliases.ts';
import { type Aliases, readAliases, readRelease } from './documents.ts';
import { findRelease } from './find-release.ts';
import { aliasIn, conflictWith, leave, placeRelease } from './place-release.ts';
import { aliasRule, type GatePorts, isPublishable } from './publish-draft.ts';
import { unknownRelease } from './roll-back.ts';

/** Points an alias at a release, or takes it away. */
export async function setAlias(ports: GatePorts, order: AliasOrder, actor: Actor): Promise<PublishOutcome> {
  const { alias, to, message } = order;
  if (!isPublishable(alias)) return { kind: 'refused', words: aliasRule };
  const held = await readAliases(ports.workspace);
  const current = aliasIn(held?.value, alias)?.release ?? null;
  const expects = order.expects === undefined ? current : order.expects;
  if (to === undefined) return removeAlias(ports, { alias, expects, message }, actor);
  const release = await findRelease(ports.workspace, held?.value, to);
  if (release === undefined) return { kind: 'refused', words: unknownRelease };
  return placeRelease(ports, { alias, release, expects, action: 'alias', actor, message, findings: [] });
}

async function removeAlias(
  ports: GatePorts,
  { alias, expects, message }: { readonly alias: string; readonly expects: string | null; readonly message: string },
  actor: Actor,
): Promise<PublishOutcome> {
  if (alias === 'live')
    return { kind: 'refused', words: 'Callers need "live": publish something else instead, or roll it back.' };
  return change(ports, (now) => {
    const current = aliasIn(now, alias);
    if (now === undefined || current === undefined) return leave({ kind: 'nothingToDo' });
    if (current.release !== expects) return leave(conflictWith(now));
    if ([...Object.values(now.lines), ...Object.values(now.callers)].includes(alias)) {
      return leave({ kind: 'refused', words: `Lines or callers still use "${alias}": give them back to "live" first.` });
    }
    const { [alias]: _, ...aliases } = now.aliases;
    return {
      kind: 'change',
      aliases: { ...now, aliases },
      entry: { actor, action: 'alias', alias, before: current.release, flows: [], message },
    };
  });
}

/** Begins, widens, ends or promotes a canary. */
export async function setCanary(ports: GatePorts, order: CanaryOrder, actor: Actor): Promise<PublishOutcome> {
  const { alias = 'live', percent, to, message } = order;
  if (!(percent >= 0 && percent <= 100)) return { kind: 'refused', words: 'A share is a number from 0 to 100.' };
  const held = await readAliases(ports.workspace);
  const current = aliasIn(held?.value, alias);
  if (current === undefined) return { kind: 'refused', words: `Nothing is published as "${alias}".` };
  const release =
    to === undefined
      ? current.canary && (await readRelease(ports.workspace, current.canary.release))
      : await findRelease(ports.workspace, held?.value, to);
  if (release === undefined) return { kind: 'refused', words: to === undefined ? `"${alias}" has no canary.` : unknownRelease };
  if (percent > 0) {
    const { release: expects } = current;
    return placeRelease(ports, { alias, release, expects, percent, action: 'canary', actor, message, findings: [] });
  }
  return change(ports, (now) => {
    const { canary, ...rest } = aliasIn(now, alias) ?? current;
    if (now === undefined || rest.release !== current.release) return leave(conflictWith(now));
    if (canary === undefined) return leave({ kind: 'nothingToDo' });
    return {
      kind: 'change',
      aliases: { ...now, aliases: { ...now.aliases, [alias]: rest } },
      entry: { actor, action: 'canary', alias, before: canary.release, after: rest.release, percent: 0, flows: [], message },
    };
  });
}

const mostCallers = 1_000;

/** Says which alias answers a line or some callers. */
export async function useAlias(ports: GatePorts, order: UseOrder, actor: Actor): Promise<PublishOutcome> {
  const { alias, message } = order;
  const held = await readAliases(ports.workspace);
  if (held === undefined || (alias !== undefined && aliasIn(held.value, alias) === undefined)) {
    return { kind: 'refused', words: `There is no alias "${alias ?? ''}".` };
  }
  if ('line' in order) {
    const live = aliasIn(held.value, 'live');
    const release = live && (await readRelease(ports.workspace, live.release));
    if (alias !== undefined && !Object.hasOwn(release?.lines.lines ?? {}, order.line)) {
      return { kind: 'refused', words: `There is no line "${order.line}".` };
    }
  }
  const keys = readCallerKeys('callers' in order ? order.callers : []);
  if (keys.kind === 'unreadable') return { kind: 'refused', words: keys.words };
  return change(ports, (now) => {
    if (now === undefined || (alias !== undefined && aliasIn(now, alias) === undefined)) return leave(conflictWith(now));
    const entry = { actor, alias: alias ?? 'live', flows: [], message };
    if ('line' in order) {
      const lines = assigned(now.lines, [order.line], alias);
      if (lines === undefined) return leave({ kind: 'nothingToDo' });
      return { kind: 'change', aliases: { ...now, lines }, entry: { ...entry, action: 'lines', line: order.line } };
    }
    const hashes = keys.keys.map((key) => hashOfCaller(key, now.callerSalt));
    const callers = assigned(now.callers, hashes, alias);
    if (callers === undefined) return leave({ kind: 'nothingToDo' });
    if (Object.keys(callers).length > mostCallers) {
      return leave({ kind: 'refused', words: `A list of at most ${mostCallers} callers is kept. For more, use a canary.` });
    }
    return { kind: 'change', aliases: { ...now, callers }, entry: { ...entry, action: 'callers', callers: hashes.length } };
  });
}

/** Undefined when nothing would be different. */
function assigned(
  before: { readonly [name: string]: string },
  names: readonly string[],
  alias: string | undefined,
): { readonly [name: string]: string } | undefined {
  const after: { [name: string]: string } = { ...before };
  for (const name of names) {
    if (alias === undefined) delete after[name];
    else after[name] = alias;
  }
  const changed = names.some((name) => before[name] !== after[name]);
  return changed ? after : undefined;
}

async function change(
  ports: GatePorts,
  decide: (now: Aliases | undefined) => ReturnType<Parameters<typeof changeAliases<PublishOutcome>>[1]>,
): Promise<PublishOutcome> {
  const outcome = await changeAliases<PublishOutcome>(ports, decide);
  return outcome.kind === 'changed' ? { kind: 'done', entry: outcome.entry, findings: [] } : outcome;
}
