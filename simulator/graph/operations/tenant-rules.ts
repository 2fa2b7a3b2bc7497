import type { Destination } from '../../../src/core/call/party.ts';
import type { GraphResponse } from '../messages.ts';
import { addressKey } from '../people/behaviour.ts';
import type { Platform } from '../platform.ts';
import { refusal } from './refusals.ts';

/** Everybody is named once: an object id or a number (no page says so; see ADR 22). */
export function namesTwice(targets: readonly Destination[]): boolean {
  return new Set(targets.map(addressKey)).size < targets.length;
}

/** Callers and those whom they are sent to must be of one tenant (graph-calling, 1.6; 7505 in 5.3). */
export function refusesForeigners(
  platform: Platform,
  tenantId: string,
  targets: readonly Destination[],
): GraphResponse | undefined {
  const isForeign = (target: Destination): boolean =>
    (target.kind === 'user' || target.kind === 'voicemail') && platform.directory.isOfAnotherTenant(tenantId, target.id);
  return targets.some(isForeign) ? refusal(platform, '7505') : undefined;
}
