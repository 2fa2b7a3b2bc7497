import { Fault } from '../../core/call/fault.ts';
import type { IncomingRequest, Reply } from '../http-types.ts';
import { admit, type Door, type DoorOptions } from './admin-door.ts';
import type { ApiRoute } from './define-route.ts';
import type { ApiFacts } from './open-api.ts';
import { json, notServed, problem } from './problem.ts';

export interface ApiOptions<Desk> extends DoorOptions {
  readonly routes: readonly ApiRoute<Desk>[];
  readonly desk: Desk;
  /** For the description, which lies at `/openapi.json`. */
  readonly facts: ApiFacts;
  /** The log's word for a request. */
  readonly logAs: string;
}

/**
 * Serves one API. `path` is what stands behind its beginning. Who asks is settled before anything is read; what was asked is
 * read within bounds before anything is done. The log gets the route and the answer, never who or what.
 */
export async function serveApi<Desk>(
  request: IncomingRequest,
  path: string,
  door: Door,
  options: ApiOptions<Desk>,
): Promise<Reply> {
  const method = request.method.toUpperCase();
  const fitting = options.routes.flatMap((one) => {
    const params = one.matches.match(path);
    return params === undefined ? [] : [{ route: one, params }];
  });
  // The fewest open places win: `sounds/missing` is no hash.
  fitting.sort((a, b) => a.route.matches.openPlaces - b.route.matches.openPlaces);
  if (path === '/openapi.json' && method === 'GET') return description(options);
  const found = fitting.find(({ route }) => route.method === method);
  if (found === undefined) return notServed(fitting.map(({ route }) => route.method));
  const entry = await admit(request, door, found.route.right, options);
  if (entry.kind === 'out') return entry.reply;
  const { desk } = options;
  const reply = await answered(() => found.route.answer(request, { desk, actor: entry.actor, params: found.params }));
  options.log.info(options.logAs, { method, route: found.route.path, status: reply.status, by: entry.actor.kind });
  return reply;
}

/** Made once for each API: anybody may ask for it. */
const descriptions = new WeakMap<readonly ApiRoute<never>[], { readonly server: string; readonly reply: Reply }>();

async function description({ routes, facts }: Pick<ApiOptions<never>, 'routes' | 'facts'>): Promise<Reply> {
  const known = descriptions.get(routes);
  if (known?.server === facts.server) return known.reply;
  const { openApi } = await import('./open-api.ts'); // No other request needs it.
  const reply = json(openApi(routes, facts));
  descriptions.set(routes, { server: facts.server, reply });
  return reply;
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
