import type { IncomingRequest, Reply } from './http-types.ts';

/** What must work for calls to be served, by name; false or a fault means that it does not. */
export interface HealthChecks {
  readonly [name: string]: () => Promise<boolean>;
}

/** `GET /api/health`: 200 when every check passes, else 503, and which ones. Holds nothing that a stranger should not know. */
export async function handleHealth(request: IncomingRequest, checks: HealthChecks): Promise<Reply> {
  const method = request.method.toUpperCase();
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' } };
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, (await passes(check)) ? 'ok' : 'failing'] as const),
  );
  const healthy = results.every(([, result]) => result === 'ok');
  const body = JSON.stringify({ status: healthy ? 'ok' : 'failing', checks: Object.fromEntries(results) });
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status: healthy ? 200 : 503, headers, ...(method === 'HEAD' ? {} : { body }) };
}

async function passes(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}
