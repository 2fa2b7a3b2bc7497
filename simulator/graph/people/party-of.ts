import type { Destination } from '../../../src/core/call/party.ts';
import type { Platform } from '../platform.ts';
import type { PersonParty } from './person-leg.ts';

/** Who picks up there. */
export function partyOf({ directory }: Platform, tenantId: string, to: Destination): PersonParty {
  switch (to.kind) {
    case 'phone':
      return { kind: 'phone', number: to.number };
    case 'application':
      return { kind: 'application', id: to.id, displayName: 'Another bot' };
    case 'applicationInstance': {
      const account = directory.resourceAccount(tenantId, to.id);
      return { kind: 'applicationInstance', id: to.id, displayName: account?.displayName ?? 'A resource account' };
    }
    default:
      return { kind: 'user', id: to.id, displayName: directory.displayNameOf(tenantId, to.id) };
  }
}
