import type { Door, DoorOptions } from '../admin/admin-door.ts';
import type { ApiFacts } from '../admin/open-api.ts';
import { serveApi } from '../admin/serve-api.ts';
import type { IncomingRequest, Reply } from '../http-types.ts';
import { problemMembers } from './answers.ts';
import type { AutomationDesk } from './desk.ts';
import { automationRoutes } from './routes.ts';

export interface AutomationOptions extends DoorOptions {
  readonly desk: AutomationDesk;
  readonly baseUrl: string;
}

/** For the description. */
export const automationFacts = (baseUrl: string): ApiFacts => ({
  title: 'Teams IVR: calls',
  description: 'Calls that are asked for, calls that are going on or have ended, meetings, and campaigns.',
  server: `${baseUrl}/api`,
  keyServer: `${baseUrl}/api/key`,
  tags: [
    { name: 'Outbound calls', description: 'Calls that are asked for.', under: ['outbound-calls'] },
    { name: 'Live calls', description: 'Calls that are going on, and who is in them.', under: ['live-calls'] },
    { name: 'Ended calls', description: 'Calls that are over, and why.', under: ['ended-calls'] },
    { name: 'Meetings', description: 'Online meetings, for people to be called into.', under: ['meetings'] },
    { name: 'Campaigns', description: 'Many people called one after the other.', under: ['campaigns'] },
    { name: 'Do not call', description: 'Whom the bot may not call of its own accord.', under: ['do-not-call'] },
    { name: 'Names', description: 'What can be named in a request: lines and contacts.', under: ['lines', 'contacts'] },
  ],
  problemMembers,
});

/**
 * The automation API: `/api/outbound-calls`, `/api/live-calls`, `/api/ended-calls`, `/api/meetings`, `/api/campaigns`,
 * `/api/do-not-call`, `/api/lines`, `/api/contacts`, and the same below `/api/key` behind the host's keys.
 */
export async function handleAutomation(request: IncomingRequest, door: Door, options: AutomationOptions): Promise<Reply> {
  const path = new URL(request.url).pathname.replace(/^\/api(\/key)?(?=\/)/i, '').replace(/^\/automation(?=\/)/i, '');
  const reply = await serveApi(request, path, door, {
    ...options,
    routes: automationRoutes,
    logAs: 'automation.request',
    facts: automationFacts(options.baseUrl),
  });
  const { location, ...headers } = reply.headers ?? {};
  // Whoever comes with a key goes on with it.
  return door === 'key' && location !== undefined
    ? { ...reply, headers: { ...headers, location: location.replace(/^\/api\//, '/api/key/') } }
    : reply;
}
