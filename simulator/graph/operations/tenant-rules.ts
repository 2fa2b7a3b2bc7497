import type { Destination } from '../../../src/core/call/party.ts';
import type { GraphResponse } from '../messages.ts';
import type { Platform } from '../platform.ts';
import { refusal } from './refusals.ts';

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
