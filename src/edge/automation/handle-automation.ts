import type { Door, DoorOptions } from '../admin/admin-door.ts';
import { serveApi } from '../admin/serve-api.ts';
import type { IncomingRequest, Reply } from '../http-types.ts';
import type { AutomationDesk } from './desk.ts';
import { automationRoutes } from './routes.ts';

export interface AutomationOptions extends DoorOptions {
  readonly desk: AutomationDesk;
  readonly baseUrl: string;
}

/**
 * The automation API: `/api/outbound-calls`, `/api/live-calls`, `/api/meetings`, `/api/campaigns`, `/api/do-not-call`, and the same
 * below `/api/key` behind the host's keys.
 */
export async function handleAutomation(request: IncomingRequest, door: Door, options: AutomationOptions): Promise<Reply> {
  const path = new URL(request.url).pathname.replace(/^\/api(\/key)?(?=\/)/i, '').replace(/^\/automation(?=\/)/i, '');
  return serveApi(request, path, door, {
    ...options,
    routes: automationRoutes,
    logAs: 'automation.request',
    facts: {
      title: 'Teams IVR: calls',
      description: 'Calls that are asked for, calls that are going on, meetings, and campaigns.',
      server: `${options.baseUrl}/api`,
      keyPath: '/api/key instead of /api',
    },
  });
}
