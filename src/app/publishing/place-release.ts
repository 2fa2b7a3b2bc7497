import type { Finding } from '../../core/flow/finding.ts';
import type { Actor, Alias, AuditEntry, PublishOutcome } from '../../ports/publishing.ts';
import { type ChangePorts, changeAliases, type Decision, noAliases, tellEntry } from './change-aliases.ts';
import { type Aliases, type Release, readRelease } from './documents.ts';
import { changedFlows } from './make-release.ts';

/** A release that is to be what an alias leads to, or its canary. It is in the store already. */
export interface Placing {
  readonly alias: string;
  readonly release: Release;
  /** What the alias must lead to for this to make sense; null: nothing. */
  readonly expects: string | null;
  /** Less than 100: as a canary. */
  readonly percent?: number;
  readonly action: AuditEntry['action'];
  readonly actor: Actor;
  readonly message: string;
  readonly tests?: AuditEntry['tests'];
  readonly findings: readonly Finding[];
}

/** Makes an alias lead to a release, unless somebody else has changed it meanwhile. */
export async function placeRelease(ports: ChangePorts, placing: Placing): Promise<PublishOutcome> {
  const { alias, release, expects, percent = 100, action, actor, message, tests, findings } = placing;
  const before = expects === null ? undefined : await readRelease(ports.workspace, expects);
  const salt = ports.newSalt();
  const outcome = await changeAliases<PublishOutcome>(ports, (now) => {
    const current = aliasIn(now, alias);
    if ((current?.release ?? null) !== expects) return leave(conflictWith(now));
    const next = placed(current, release.version, percent, salt);
    if (next.kind !== 'alias') return leave(next);
    return {
      kind: 'change',
      aliases: { ...(now ?? noAliases), aliases: { ...now?.aliases, [alias]: next.alias } },
      entry: {
        actor,
        action,
        alias,
        ...(expects !== null && { before: expects }),
        after: release.version,
        ...(percent < 100 && { percent }),
        flows: changedFlows(before, release),
        message,
        ...(tests !== undefined && { tests }),
        warnings: findings.filter(({ severity }) => severity === 'warning').length,
      },
    };
  });
  return outcome.kind === 'changed' ? { kind: 'done', entry: outcome.entry, findings } : outcome;
}

function placed(
  current: Alias | undefined,
  release: string,
  percent: number,
  salt: string,
): { readonly kind: 'alias'; readonly alias: Alias } | PublishOutcome {
  const same = current?.release === release;
  if (percent >= 100) {
    if (same && current.canary === undefined) return { kind: 'nothingToDo' };
    const previous = same ? current.previous : current?.release;
    return { kind: 'alias', alias: { release, ...(previous !== undefined && { previous }) } };
  }
  if (current === undefined) return { kind: 'refused', words: 'Nothing is published yet that the other callers could get.' };
  if (same) return { kind: 'nothingToDo' };
  // The same canary with another share keeps its salt: a larger share takes nobody out.
  const kept = current.canary?.release === release ? current.canary.salt : salt;
  return { kind: 'alias', alias: { ...current, canary: { release, percent, salt: kept } } };
}

export const aliasIn = (aliases: Aliases | undefined, name: string): Alias | undefined =>
  aliases !== undefined && Object.hasOwn(aliases.aliases, name) ? aliases.aliases[name] : undefined;

export const leave = <Outcome>(outcome: Outcome): Decision<Outcome> => ({ kind: 'leave', outcome });

export function conflictWith(now: Aliases | undefined): PublishOutcome {
  const who = now === undefined ? 'Nothing is published any more' : tellEntry(now.last);
  return { kind: 'conflict', words: `${who}. Look at what would change now, then try again.` };
}
