import { Fault } from '../../core/call/fault.ts';
import type { Clock } from '../../ports/clock.ts';
import { type AuditEntry, nameOf } from '../../ports/publishing.ts';
import type { JsonValue, WorkspaceStore } from '../../ports/workspace-store.ts';
import { type Aliases, auditId, type Held, readAliases } from './documents.ts';

export interface ChangePorts {
  readonly workspace: WorkspaceStore;
  readonly clock: Pick<Clock, 'now'>;
  /** A new random text: what hashes of callers are keyed with. */
  readonly newSalt: () => string;
}

export type Decision<Outcome> =
  | {
      readonly kind: 'change';
      readonly aliases: Omit<Aliases, 'last' | 'callerSalt'>;
      readonly entry: Omit<AuditEntry, 'number' | 'at'>;
    }
  /** Nothing is written. */
  | { readonly kind: 'leave'; readonly outcome: Outcome };

export type Changed<Outcome> = { readonly kind: 'changed'; readonly entry: AuditEntry } | Outcome;

/** Each time somebody else has changed the aliases; nobody does that many times a second. */
const mostRounds = 8;

/**
 * Changes which release serves whom. `decide` sees the aliases as they are and is asked anew when somebody was faster.
 *
 * 1. The change and its audit entry are one conditional write: neither is ever there without the other.
 * 2. The entry is also kept under its number. When that is missed, whoever changes the aliases next makes up for it
 *    before the entry is overwritten. So the audit has no gap, and nobody rewrites it.
 */
export async function changeAliases<Outcome>(
  ports: ChangePorts,
  decide: (now: Aliases | undefined) => Decision<Outcome>,
): Promise<Changed<Outcome>> {
  const { workspace, clock } = ports;
  for (let round = 0; round < mostRounds; round += 1) {
    const held: Held<Aliases> | undefined = await readAliases(workspace);
    const decision = decide(held?.value);
    if (decision.kind === 'leave') return decision.outcome;
    if (held !== undefined) await keepEntry(workspace, held.value.last);
    const entry: AuditEntry = { ...decision.entry, number: (held?.value.last.number ?? 0) + 1, at: clock.now() };
    const next: Aliases = { ...decision.aliases, callerSalt: held?.value.callerSalt ?? ports.newSalt(), last: entry };
    const saved =
      held === undefined
        ? await workspace.create('aliases', asJson(next))
        : await workspace.replace('aliases', asJson(next), held.etag);
    if (saved.kind !== 'saved') continue;
    await keepEntry(workspace, entry).catch(() => undefined); // The change is made; see 2.
    return { kind: 'changed', entry };
  }
  throw new Fault('OVERTAKEN', 'Others are publishing at this moment. Try again.', { retryable: true });
}

async function keepEntry(workspace: WorkspaceStore, entry: AuditEntry): Promise<void> {
  await workspace.create(auditId(entry.number), asJson(entry));
}

/** A value that consists of nothing but JSON, as the store takes it. */
export function asJson(value: object): JsonValue {
  return value as JsonValue; // Every document's schema allows only JSON in it.
}

/** What everybody starts from. */
export const noAliases: Omit<Aliases, 'last' | 'callerSalt'> = { aliases: {}, lines: {}, callers: {} };

/** `ada@contoso.com published to live at 2026-01-04 09:00 UTC: "Christmas menu"`. */
export function tellEntry({ actor, action, alias, at, message, percent }: AuditEntry): string {
  const time = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  const words = deeds[action].replace('{alias}', alias).replace('{percent}', String(percent ?? 0));
  return `${nameOf(actor)} ${words} at ${time} UTC${message === '' ? '' : `: "${message}"`}`;
}

const deeds: { readonly [Action in AuditEntry['action']]: string } = {
  publish: 'published to {alias}',
  rollback: 'rolled {alias} back',
  alias: 'changed the alias {alias}',
  canary: 'gave {percent}% of the callers of {alias} another release',
  lines: 'gave a line the alias {alias}',
  callers: 'changed who gets the alias {alias}',
};
