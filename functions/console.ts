import { consolePage } from '../src/compose.ts';
import type { HttpTrigger } from '../src/edge/trigger.ts';
import { incoming } from './incoming.ts';

/** The page for whoever looks after calls. */
export const consoleTrigger: HttpTrigger = {
  kind: 'http',
  name: 'console',
  methods: ['GET', 'HEAD'],
  route: 'console/{*path}',
  authLevel: 'anonymous', // The page holds nothing; the API that it asks wants a key or a token.
  handler: (request) => consolePage(incoming(request)),
};
