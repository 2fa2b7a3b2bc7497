import { bot } from '../src/compose.ts';
import type { HttpTrigger } from '../src/edge/trigger.ts';
import { incoming } from './incoming.ts';

const methods = ['GET', 'PUT', 'POST', 'DELETE'] as const;

/** Publishing flows, for whoever brings an access token with the role. */
export const admin: HttpTrigger = {
  kind: 'http',
  name: 'admin',
  methods,
  route: 'api/admin/{*path}',
  authLevel: 'anonymous', // Entra's token says who it is, and what they may do.
  handler: async (request) => (await bot()).admin(incoming(request), 'token'),
};

/** The same for whoever has a key of the app: a script without an account in the tenant. */
export const adminByKey: HttpTrigger = {
  kind: 'http',
  name: 'admin-by-key',
  methods,
  route: 'api/admin-key/{*path}',
  authLevel: 'function',
  handler: async (request) => (await bot()).admin(incoming(request), 'key'),
};
