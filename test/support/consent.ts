import type { RehearsalOptions } from '../../cli/rehearsal.ts';
import { type ApplicationPermission, applicationPermissions } from '../../simulator/graph/directory/directory-options.ts';

/** The tenant of every rehearsal. */
export const tenantId = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';

/** A tenant that has consented to these permissions alone. */
export const only = (...permissions: readonly ApplicationPermission[]): Pick<RehearsalOptions, 'directory'> => ({
  directory: { tenants: [{ id: tenantId, permissions }] },
});

/** A tenant that has consented to everything but this. */
export const without = (...missing: readonly ApplicationPermission[]): Pick<RehearsalOptions, 'directory'> =>
  only(...applicationPermissions.filter((one) => !missing.includes(one)));
