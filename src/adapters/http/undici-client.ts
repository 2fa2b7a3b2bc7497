import type { LookupFunction } from 'node:net';
import type { Dispatcher, Pool } from 'undici';
import type { HttpClient, HttpRequestOut, HttpResult } from '../../ports/http-client.ts';
import { sendOnce } from './send-once.ts';

/** A host that we no longer talk to gives up its connections when so many others came after it. */
const mostOrigins = 16;
/** Idle connections are let go before the usual servers close them, because a request on a closing one is unclear. */
const idleConnectionMs = 10_000;

export interface UndiciClientOptions {
  /** How long a connection may take to be made; the request's own deadline holds as well. */
  readonly connectTimeoutMs?: number;
  readonly connectionsPerOrigin?: number;
  /** How hosts are looked up. Default: the system's resolver. */
  readonly lookup?: LookupFunction;
}

/** Keep-alive connections, one pool per origin. Follows no redirects and sends nothing twice: that is the adapters' to decide. */
export function undiciClient(options: UndiciClientOptions = {}): HttpClient {
  const pools = new Map<string, Pool>();
  let closed = false;

  /** undici costs a cold start some milliseconds: it is loaded with the first request. */
  async function poolFor(origin: string): Promise<Dispatcher> {
    const { Pool } = await import('undici');
    const known = pools.get(origin);
    const pool =
      known ??
      new Pool(origin, {
        connections: options.connectionsPerOrigin ?? 64,
        connect: {
          timeout: options.connectTimeoutMs ?? 5_000,
          ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
        },
        keepAliveTimeout: idleConnectionMs,
      });
    pools.delete(origin);
    pools.set(origin, pool); // The last one in the map is the last one used.
    if (pools.size > mostOrigins) closeOldest();
    return pool;
  }

  function closeOldest(): void {
    for (const [origin, pool] of pools) {
      pools.delete(origin);
      pool.close().catch(() => {}); // Running requests end in peace; a pool that cannot close is nobody's loss.
      return;
    }
  }

  async function send(request: HttpRequestOut): Promise<HttpResult> {
    const url = parseUrl(request.url);
    if (!url) return { kind: 'notSent', why: 'badUrl' };
    if (closed) return { kind: 'notSent', why: 'closed' };
    return sendOnce(poolFor(url.origin), `${url.pathname}${url.search}`, request);
  }

  async function close(): Promise<void> {
    closed = true;
    await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    pools.clear();
  }

  return { send, close };
}

function parseUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : undefined;
}
