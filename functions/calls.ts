import { bot } from '../src/compose.ts';
import type { HttpTrigger } from '../src/edge/trigger.ts';
import { incoming } from './incoming.ts';

/** Graph's door: every incoming call and every notification of a call. Answered when the turn is settled (I7). */
export const calls: HttpTrigger = {
  kind: 'http',
  name: 'calls',
  methods: ['POST'],
  route: 'api/calls',
  authLevel: 'anonymous', // Graph sends a signed token; a function key would add nothing.
  handler: async (request) => {
    if (cameWithoutItsBody(request)) return { status: 411 };
    return (await bot()).calls(incoming(request));
  },
};

/**
 * The Functions host drops a body that comes without a `Content-Length`. To take such a notification for an empty one
 * would lose the event (I4), so Graph is told to send it again with its length.
 */
function cameWithoutItsBody(request: Parameters<HttpTrigger['handler']>[0]): boolean {
  return request.body === null && request.headers.has('transfer-encoding');
}
