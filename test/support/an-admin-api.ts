import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { incoming } from '../../functions/incoming.ts';
import { undiciClient } from '../../src/adapters/http/undici-client.ts';
import { adminVerifier } from '../../src/adapters/identity/admin-verifier.ts';
import { openMemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { handleAdmin } from '../../src/edge/admin/handle-admin.ts';
import { startLocalHost } from '../../src/edge/local-host.ts';
import type { HttpTrigger } from '../../src/edge/trigger.ts';
import { systemClock } from '../../src/ports/clock.ts';
import { type LogFields, silentLog } from '../../src/ports/log.ts';
import { aDesk, type Desk } from './a-workspace.ts';
import { describedAdmin, isAsDescribed } from './described-api.ts';

const audience = 'api://ivr';
const issuer = 'https://login.microsoftonline.com/99999999-8888-4777-8666-555555555555/v2.0';

export interface AdminApi extends AsyncDisposable {
  /** The bot's origin. */
  readonly url: string;
  readonly desk: Desk;
  readonly store: ReturnType<typeof openMemoryStore>;
  /** Every line of the log, as text. */
  readonly logged: string[];
  /** An access token as Entra would give it. */
  token(roles: readonly string[], claims?: { readonly [name: string]: unknown }): Promise<string>;
  /** One request below `/api/admin/`. */
  ask(path: string, options?: Asking): Promise<Answer>;
}

export interface Asking {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
  /** Default: a token with both roles; null: none. */
  readonly token?: string | null;
  readonly door?: 'admin' | 'admin-key';
}

export interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API says; tests look at it by comparing.
  readonly body: any;
}

/** The admin API on a port of this machine, over a store in memory, with an issuer of tokens beside it. */
export async function startAdminApi(
  options: { readonly opensToThisMachine?: boolean; readonly hostChecksKeys?: boolean } = {},
): Promise<AdminApi> {
  const { opensToThisMachine = false, hostChecksKeys = false } = options;
  const keys = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'first', use: 'sig', alg: 'RS256' };
  const entra = await startLocalHost({ triggers: issuerDoors(() => entra.url, jwk), log: silentLog, port: 0 });
  const store = openMemoryStore();
  const desk = aDesk(store, systemClock, { media: store.media });
  const logged: string[] = [];
  const say = (event: string, fields?: LogFields) => void logged.push(`${event} ${JSON.stringify(fields ?? {})}`);
  const log = { debug: say, info: say, warn: say, error: say };
  const http = undiciClient();
  const openIdConfiguration = `${entra.url}/config`;
  const verifier = adminVerifier({ issuers: [issuer], audience: [audience], openIdConfiguration, http, clock: systemClock, log });
  const door = (name: 'admin' | 'admin-key'): HttpTrigger => ({
    kind: 'http',
    name,
    methods: ['GET', 'PUT', 'POST', 'DELETE'],
    route: `api/${name}/{*path}`,
    authLevel: 'anonymous',
    handler: (request) =>
      handleAdmin(incoming(request), name === 'admin' ? 'token' : 'key', {
        desk,
        verifier,
        opensToThisMachine,
        hostChecksKeys,
        log,
        serves: 'published',
        baseUrl: 'https://ivr.contoso.example',
      }),
  });
  const host = await startLocalHost({ triggers: [door('admin'), door('admin-key')], log, port: 0 });
  const token: AdminApi['token'] = async (roles, claims = {}) =>
    new SignJWT({ oid: '0a1b2c3d-0009-4567-89ab-cdef01234567', preferred_username: 'ada@contoso.example', roles, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'first' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(keys.privateKey);
  const usual = await token(['Flows.Publish']);
  return {
    url: host.url,
    desk,
    store,
    logged,
    token,
    ask: async (path, { method = 'GET', body, headers = {}, token: own = usual, door: through = 'admin' } = {}) => {
      const bytes = body instanceof Uint8Array;
      const response = await fetch(`${host.url}/api/${through}/${path}`, {
        method,
        headers: {
          ...(own === null ? {} : { authorization: `Bearer ${own}` }),
          ...(body === undefined || bytes ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: bytes ? new Uint8Array(body) : JSON.stringify(body) }),
      });
      const text = await response.text();
      if (path !== 'openapi.json') {
        const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
        const sent = bytes ? undefined : body;
        isAsDescribed(describedAdmin(), { method, path, headers, sent, status: response.status, header, text });
      }
      return {
        status: response.status,
        etag: response.headers.get('etag') ?? '',
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
    },
    [Symbol.asyncDispose]: async () => {
      await host.close();
      await entra.close();
      await http.close();
    },
  };
}

function issuerDoors(url: () => string, jwk: object): readonly HttpTrigger[] {
  const door = (route: string, body: () => object): HttpTrigger => ({
    kind: 'http',
    name: route,
    methods: ['GET'],
    route,
    authLevel: 'anonymous',
    handler: async () => ({ status: 200, body: JSON.stringify(body()) }),
  });
  return [door('config', () => ({ jwks_uri: `${url()}/keys` })), door('keys', () => ({ keys: [jwk] }))];
}
