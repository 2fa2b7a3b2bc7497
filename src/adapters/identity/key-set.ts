import type { CryptoKey, JWK } from 'jose';
import { importJWK } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { Log } from '../../ports/log.ts';

export interface KeySetOptions {
  /** `NOTIFICATION_OPENID_CONFIGURATION`; http only on loopback. */
  readonly openIdConfiguration: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
}

export type KeyFound =
  | { readonly kind: 'key'; readonly key: CryptoKey }
  | { readonly kind: 'unknownKey' }
  /** No keys are at hand and none can be had. */
  | { readonly kind: 'undecided' };

const refetchAfterMs = 4 * 3_600_000;
/** However many tokens with made-up key ids arrive, the endpoint is asked no more often than this. */
const leastBetweenFetchesMs = 60_000;
/** With no keys at all every sender waits for us, so the patience is shorter. */
const leastBetweenFirstFetchesMs = 2_000;
/** Two requests of this length still leave the webhook within its five seconds. */
const timeoutMs = 1_500;
const maxBytes = 262_144;
const mostKeys = 100;

/**
 * Microsoft's signing keys, from the OpenID configuration's `jwks_uri` (graph-calling, 4.2).
 * 1. Keys that were good stay good while the endpoint is down.
 * 2. An unknown key id makes us ask again, but not more often than the bound says.
 */
export function keySet(options: KeySetOptions): { find(kid: string): Promise<KeyFound> } {
  let keys: ReadonlyMap<string, CryptoKey> | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let flight: Promise<void> | undefined;

  async function fetchKeys(): Promise<void> {
    triedAt = options.clock.now();
    const fresh = await loadKeys(options);
    if (fresh) {
      keys = fresh;
      fetchedAt = options.clock.now();
    } else {
      options.log.warn('sender.keys.unavailable', { cached: keys?.size ?? 0 });
    }
  }

  function mayFetch(): boolean {
    return options.clock.now() - triedAt >= (keys ? leastBetweenFetchesMs : leastBetweenFirstFetchesMs);
  }

  function refetch(): Promise<void> {
    flight ??= fetchKeys().finally(() => {
      flight = undefined;
    });
    return flight;
  }

  return {
    async find(kid) {
      const known = keys?.get(kid);
      if (known) {
        // Nobody waits for a routine refetch: the key at hand is good until a newer set says otherwise. Losing the
        // refetch with the process loses nothing, so I7 is not hurt.
        if (options.clock.now() - fetchedAt >= refetchAfterMs && mayFetch()) refetch().catch(() => {});
        return { kind: 'key', key: known };
      }
      if (flight || mayFetch()) await refetch();
      if (!keys) return { kind: 'undecided' };
      const found = keys.get(kid);
      return found ? { kind: 'key', key: found } : { kind: 'unknownKey' };
    },
  };
}

const openIdConfiguration = z.object({ jwks_uri: z.string() });
const publicKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1).max(256),
  n: z.string(),
  e: z.string(),
  use: z.string().optional(),
  alg: z.string().optional(),
});
const keyList = z.object({ keys: z.array(z.unknown()) });

async function loadKeys(options: KeySetOptions): Promise<ReadonlyMap<string, CryptoKey> | undefined> {
  const configuration = openIdConfiguration.safeParse(await getJson(options, options.openIdConfiguration));
  if (!configuration.success || !isSafeKeyAddress(configuration.data.jwks_uri)) return undefined;
  const list = keyList.safeParse(await getJson(options, configuration.data.jwks_uri));
  if (!list.success) return undefined;
  const keys = new Map<string, CryptoKey>();
  for (const entry of list.data.keys.slice(0, mostKeys)) {
    const jwk = publicKey.safeParse(entry);
    if (!jwk.success || (jwk.data.use ?? 'sig') !== 'sig' || (jwk.data.alg ?? 'RS256') !== 'RS256') continue;
    const key = await imported({ kty: 'RSA', n: jwk.data.n, e: jwk.data.e });
    if (key) keys.set(jwk.data.kid, key);
  }
  return keys.size === 0 ? undefined : keys;
}

async function imported(jwk: JWK): Promise<CryptoKey | undefined> {
  try {
    const key = await importJWK(jwk, 'RS256');
    return key instanceof Uint8Array ? undefined : key;
  } catch {
    return undefined; // One key that makes no sense must not cost us the others.
  }
}

async function getJson(options: KeySetOptions, url: string): Promise<unknown> {
  const result = await options.http.send({ method: 'GET', url, headers: { accept: 'application/json' }, timeoutMs, maxBytes });
  if (result.kind !== 'answered' || result.status !== 200) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(result.body));
  } catch {
    return undefined;
  }
}

/** https, or http on this machine's loopback, where the simulator is. */
export function isSafeKeyAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url?.protocol === 'https:' || (url?.protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname))
  );
}
