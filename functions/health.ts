import { bot } from '../src/compose.ts';
import type { HttpTrigger } from '../src/edge/trigger.ts';
import { incoming } from './incoming.ts';

/** Whether this instance can serve calls, for load balancers and for people. */
export const health: HttpTrigger = {
  kind: 'http',
  name: 'health',
  methods: ['GET'],
  route: 'api/health',
  authLevel: 'anonymous', // Says how it is, not whom it serves.
  handler: async (request) => (await bot()).health(incoming(request)),
};
