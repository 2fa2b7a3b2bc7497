import type { Publishing } from '../../ports/publishing.ts';
import type { IncomingRequest, Reply } from '../http-types.ts';
import type { Door, DoorOptions } from './admin-door.ts';
import { type AdminDesk, adminRoutes } from './routes.ts';
import { serveApi } from './serve-api.ts';

export interface AdminOptions extends DoorOptions {
  readonly desk: Publishing;
  readonly serves: AdminDesk['serves'];
  readonly baseUrl: string;
}

/** The admin API: `/api/admin/...`, and `/api/admin-key/...` behind the host's keys. */
export async function handleAdmin(request: IncomingRequest, door: Door, options: AdminOptions): Promise<Reply> {
  const path = new URL(request.url).pathname.replace(/^\/api\/admin(-key)?(?=\/|$)/i, '') || '/';
  return serveApi(request, path, door, {
    ...options,
    routes: adminRoutes,
    desk: { ...options.desk, serves: options.serves },
    logAs: 'admin.request',
    facts: {
      title: 'Teams IVR: published flows',
      description: 'Drafts, releases, aliases, canaries and the audit of the flows that answer calls.',
      server: `${options.baseUrl}/api/admin`,
      keyPath: '/api/admin-key instead of /api/admin',
    },
  });
}
