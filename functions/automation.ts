import { bot } from '../src/compose.ts';
import type { HttpTrigger } from '../src/edge/trigger.ts';
import { incoming } from './incoming.ts';

const methods = ['GET', 'POST', 'DELETE'] as const;

/** Calls that programs ask for and look after, with an access token that carries a role. */
const byToken = (name: string, route: string): HttpTrigger => ({
  kind: 'http',
  name,
  methods,
  route,
  authLevel: 'anonymous', // Entra's token says who it is, and what they may do.
  handler: async (request) => (await bot()).automation(incoming(request), 'token'),
});

/** The same with a key of the app, which the Functions host asks for. */
const byKey: HttpTrigger = {
  kind: 'http',
  name: 'automation-by-key',
  methods,
  route: 'api/key/{*path}',
  authLevel: 'function',
  handler: async (request) => (await bot()).automation(incoming(request), 'key'),
};

export const automation: readonly HttpTrigger[] = [
  byToken('outbound-calls', 'api/outbound-calls/{*path}'),
  byToken('live-calls', 'api/live-calls/{*path}'),
  byToken('ended-calls', 'api/ended-calls/{*path}'),
  byToken('meetings', 'api/meetings/{*path}'),
  byToken('campaigns', 'api/campaigns/{*path}'),
  byToken('do-not-call', 'api/do-not-call/{*path}'),
  byToken('lines', 'api/lines'),
  byToken('contacts', 'api/contacts'),
  byToken('automation-description', 'api/automation/openapi.json'),
  byKey,
];
