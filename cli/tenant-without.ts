import type { DirectoryOptions } from '../simulator/graph/directory/directory-options.ts';
import { type ApplicationPermission, applicationPermissions } from '../simulator/graph/directory/directory-options.ts';
import type { LineOption } from '../simulator/softphone-api.ts';
import type { TenantLack } from '../src/core/call/tenant-setup.ts';

/** A simulated tenant in which everything is set up but this. */
export function tenantWithout(
  lacks: readonly TenantLack[],
  { tenantId, lines }: { readonly tenantId: string; readonly lines: readonly LineOption[] },
): DirectoryOptions {
  const has = (one: TenantLack): boolean => !lacks.includes(one);
  const resourceAccounts = lines
    .filter(({ id }) => id !== 'bot')
    .map(({ id, displayName, number }) => ({
      id,
      displayName,
      ...(number === undefined || !has('number') ? {} : { number }),
      licensed: has('licence'),
      outboundMinutes: has('outboundMinutes'),
    }));
  const permissions: readonly ApplicationPermission[] = applicationPermissions.filter(has);
  return {
    tenants: [
      {
        id: tenantId,
        permissions,
        resourceAccounts,
        ...(has('accessPolicy') ? {} : { meetingAccess: [] }),
        ...(has('removal') ? {} : { allowRemoveParticipantAppIds: [] }),
      },
    ],
  };
}
