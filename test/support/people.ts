/** Users of the tenant, by object id. */
export const ada = '0a1b2c3d-0001-4567-89ab-cdef01234567';
export const bob = '0a1b2c3d-0002-4567-89ab-cdef01234567';
export const eve = '0a1b2c3d-0003-4567-89ab-cdef01234567';
export const zoe = '0a1b2c3d-0004-4567-89ab-cdef01234567';

/** The resource account of the line that they dial. */
export const account = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';

export const eveDials = { from: { kind: 'user', id: eve, displayName: 'Eve' }, to: account } as const;
export const phoneDials = { from: { kind: 'phone', number: '+441632960123' }, to: account } as const;
