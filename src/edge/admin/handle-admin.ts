import { Fault } from '../../core/call/fault.ts';
import type { Publishing } from '../../ports/publishing.ts';
import type { IncomingRequest, Reply } from '../http-types.ts';
import { admit, type Door, type DoorOptions } from './admin-door.ts';
import type { Asked } from './define-route.ts';
import { openApi } from './open-api.ts';
import { json, problem } from './problem.ts';
import { adminRoutes } from './routes.ts';

export interface AdminOptions extends DoorOptions {
  readonly desk: Publishing;
  readonly serves: Asked['serves'];
  readonly baseUrl: string;
}

/**
 * The admin API: `/api/admin/...`, and `/api/admin-key/...` behind the host's keys. Who asks is settled before anything
 * is read; what was asked is read within bounds before anything is done. The log gets the route and the answer, never
 * who or what.
 */
export async function handleAdmin(request: IncomingRequest, door: Door, options: AdminOptions): Promise<Reply> {
  const path = new URL(request.url).pathname.replace(/^\/api\/admin(-key)?(?=\/|$)/i, '') || '/';
  const method = request.method.toUpperCase();
  const fitting = adminRoutes.flatMap((one) => {
    const params = one.matches.match(path);
    return params === undefined ? [] : [{ route: one, params }];
  });
  // The fewest open places win: `sounds/missing` is no hash.
  fitting.sort((a, b) => a.route.matches.openPlaces - b.route.matches.openPlaces);
  if (path === '/openapi.json' && method === 'GET') return json(openApi(adminRoutes, `${options.baseUrl}/api/admin`));
  const found = fitting.find(({ route }) => route.method === method);
  if (found === undefined) return refusal(fitting.map(({ route }) => route.method));
  const entry = await admit(request, door, found.route.right, options);
  if (entry.kind === 'out') return entry.reply;
  const { desk, serves } = options;
  const reply = await answered(() => found.route.answer(request, { desk, serves, actor: entry.actor, params: found.params }));
  options.log.info('admin.request', { method, route: found.route.path, status: reply.status, by: entry.actor.kind });
  return reply;
}

function refusal(methods: readonly string[]): Reply {
  if (methods.length === 0) return problem({ status: 404, name: 'notFound', title: 'There is nothing at this address.' });
  return problem({ status: 405, name: 'method', title: 'This is not done that way.' }, { allow: methods.join(', ') });
}

async function answered(work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'RECORD_TOO_LARGE') {
      return problem({ status: 422, name: 'tooLarge', title: 'The store does not keep that much.', detail: error.message });
    }
    const title = error.retryable ? 'The store is not available at this moment.' : 'The store cannot do this.';
    const status = error.retryable ? 503 : 500;
    return problem(
      { status, name: error.retryable ? 'unavailable' : 'internal', title, detail: error.code },
      error.retryable ? { 'retry-after': '2' } : {},
    );
  }
}
