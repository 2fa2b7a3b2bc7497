import type { Publishing } from '../../ports/publishing.ts';
import type { IncomingRequest, Reply } from '../http-types.ts';
import type { Door, DoorOptions } from './admin-door.ts';
import { problemMembers } from './answers.ts';
import type { ApiFacts } from './open-api.ts';
import { type AdminDesk, adminRoutes } from './routes.ts';
import { serveApi } from './serve-api.ts';

export interface AdminOptions extends DoorOptions {
  readonly desk: Publishing;
  readonly serves: AdminDesk['serves'];
  readonly baseUrl: string;
}

/** For the description. */
export const adminFacts = (baseUrl: string): ApiFacts => ({
  title: 'Teams IVR: published flows',
  description: 'Drafts, releases, aliases, canaries and the audit of the flows that answer calls.',
  server: `${baseUrl}/api/admin`,
  keyServer: `${baseUrl}/api/admin-key`,
  tags: [
    { name: 'Drafts', description: 'What is being worked on.', under: ['flows', 'draft', 'sounds'] },
    { name: 'Releases', description: 'What was published.', under: ['publish', 'rollback', 'releases'] },
    { name: 'Aliases', description: 'Which release serves whom.', under: ['aliases', 'lines', 'callers'] },
    { name: 'Audit', description: 'Who did what.', under: ['audit'] },
  ],
  problemMembers,
});

/** The admin API: `/api/admin/...`, and `/api/admin-key/...` behind the host's keys. */
export async function handleAdmin(request: IncomingRequest, door: Door, options: AdminOptions): Promise<Reply> {
  const path = new URL(request.url).pathname.replace(/^\/api\/admin(-key)?(?=\/|$)/i, '') || '/';
  return serveApi(request, path, door, {
    ...options,
    routes: adminRoutes,
    desk: { ...options.desk, serves: options.serves },
    logAs: 'admin.request',
    facts: adminFacts(options.baseUrl),
  });
}
