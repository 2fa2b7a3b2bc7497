import { randomBytes, timingSafeEqual } from 'node:crypto';
import { bounds } from '../graph-options.ts';
import { bodyText, type GraphRequest, type GraphResponse, graphError, headerOf, json } from '../messages.ts';
import type { Platform } from '../platform.ts';

const graphScope = 'https://graph.microsoft.com/.default';
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export type TokenCheck =
  | { readonly kind: 'good'; readonly tenantId: string; readonly roles: readonly string[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' };

/** Entra's side of client credentials: issues tokens and remembers which are good. */
export class TokenEndpoint {
  readonly #platform: Platform;
  readonly #issued = new Map<string, { readonly tenantId: string; readonly roles: readonly string[]; readonly until: number }>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** `POST /{tenant}/oauth2/v2.0/token`. Errors in Entra's words and numbers, as far as they are publicly known. */
  answer(tenant: string, request: GraphRequest): GraphResponse {
    const { appId, appSecret } = this.#platform.options;
    if (!headerOf(request, 'content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
      return this.#refuse(400, 'invalid_request', 900144, 'The request body must be application/x-www-form-urlencoded.');
    }
    const form = new URLSearchParams(bodyText(request.body));
    for (const name of ['grant_type', 'client_id', 'scope']) {
      if (form.has(name)) continue;
      return this.#refuse(400, 'invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`);
    }
    if (form.get('grant_type') !== 'client_credentials') {
      return this.#refuse(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    }
    if (['common', 'organizations', 'consumers'].includes(tenant.toLowerCase())) {
      return this.#refuse(400, 'invalid_request', 50194, 'Use a tenant-specific endpoint.');
    }
    if (!guid.test(tenant) || !this.#platform.directory.tenant(tenant))
      return this.#refuse(400, 'invalid_request', 90002, 'Tenant not found.');
    if (form.get('client_id')?.toLowerCase() !== appId.toLowerCase()) {
      return this.#refuse(400, 'unauthorized_client', 700016, 'Application was not found in the directory.');
    }
    if (!form.has('client_secret')) {
      return this.#refuse(401, 'invalid_client', 7000216, "'client_secret' is required for the 'client_credentials' grant type.");
    }
    if (!sameText(form.get('client_secret') ?? '', appSecret)) {
      return this.#refuse(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
    }
    if (!form.get('scope')?.split(' ').includes(graphScope)) {
      return this.#refuse(400, 'invalid_scope', 1002012, "Client credential flows must have a scope value with '/.default'.");
    }
    return this.#issue(tenant.toLowerCase());
  }

  /** Whether a bearer token was issued here and is still good. */
  check(token: string | undefined): TokenCheck {
    if (token === undefined) return { kind: 'missing' };
    const known = this.#issued.get(token);
    if (!known) return { kind: 'unknown' };
    if (known.until <= this.#platform.clock.now()) return { kind: 'expired' };
    return { kind: 'good', tenantId: known.tenantId, roles: known.roles };
  }

  #issue(tenantId: string): GraphResponse {
    const expiresIn = this.#platform.options.tokenLifetimeSeconds ?? 3_599;
    const roles = this.#platform.directory.consented(tenantId);
    const token = this.#readableToken(tenantId, roles, expiresIn);
    this.#issued.set(token, { tenantId, roles, until: this.#platform.clock.now() + expiresIn * 1000 });
    const oldest = this.#issued.keys().next();
    if (this.#issued.size > bounds.tokens && !oldest.done) this.#issued.delete(oldest.value);
    return json(200, { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token });
  }

  /** A JWT whose claims can be read, `roles` above all. Its signature is made up: only the simulator checks it. */
  #readableToken(tenantId: string, roles: readonly string[], expiresIn: number): string {
    const iat = Math.floor(this.#platform.clock.now() / 1000);
    const { appId } = this.#platform.options;
    const claims = {
      aud: 'https://graph.microsoft.com',
      iss: `https://sts.windows.net/${tenantId}/`,
      iat,
      nbf: iat,
      exp: iat + expiresIn,
      appid: appId,
      idtyp: 'app',
      tid: tenantId,
      ...(roles.length === 0 ? {} : { roles }),
    };
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.${randomBytes(32).toString('base64url')}`;
  }

  #refuse(status: number, error: string, number: number, message: string): GraphResponse {
    const { clock, newId } = this.#platform;
    const [trace, correlation] = [newId(), newId()];
    const timestamp = `${new Date(clock.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;
    return json(status, {
      error,
      error_description: `AADSTS${number}: ${message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [number],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
    });
  }
}

/** 401 in Graph's words. */
export function refuseToken(platform: Platform, kind: Exclude<TokenCheck['kind'], 'good'>): GraphResponse {
  const words = {
    missing: 'Access token is empty.',
    unknown: 'Access token validation failure.',
    expired: 'Lifetime validation failed, the token is expired.',
  }[kind];
  return graphError(platform, 401, 'InvalidAuthenticationToken', words);
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What a token library may ask before it asks for a token. */
export function authorityMetadata(ownUrl: string, tenant: string): GraphResponse {
  return json(200, {
    issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
    authorization_endpoint: `${ownUrl}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${ownUrl}/${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${ownUrl}/${tenant}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  });
}

/** The answer to `/common/discovery/instance`: this authority is the only one. */
export function instanceDiscovery(ownUrl: string, tenant: string): GraphResponse {
  const host = new URL(ownUrl).host;
  return json(200, {
    tenant_discovery_endpoint: `${ownUrl}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host, 'login.microsoftonline.com'] }],
  });
}
