import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { GraphOptions } from '../graph-options.ts';
import { type GraphResponse, json } from '../messages.ts';

/** What the documentation names as the issuer of notification tokens (graph-calling, 4.2). */
const issuer = 'https://api.botframework.com';
const lifetimeSeconds = 3_600;
/** One token serves many notifications, as on the real platform. */
const reuseMs = 10 * 60_000;

/** Signs notifications as the calling platform does, RS256, and publishes its key. */
export class NotificationSigner {
  readonly #options: GraphOptions;
  readonly #tokens = new Map<string, { readonly text: string; readonly madeAt: number }>();

  constructor(options: GraphOptions) {
    this.#options = options;
  }

  /** The token for `Authorization: Bearer …` of a call in this tenant, issued now or a little earlier. */
  token(tenantId: string): string {
    const now = this.#options.clock.now();
    const known = this.#tokens.get(tenantId);
    if (known && now - known.madeAt < reuseMs && now >= known.madeAt) return known.text;
    const iat = Math.floor(now / 1000);
    const claims = {
      iss: issuer,
      aud: this.#options.appId,
      tid: tenantId,
      iat,
      nbf: iat,
      exp: iat + lifetimeSeconds,
    };
    const { kid, privateKey } = platformKey();
    const unsigned = `${base64url({ alg: 'RS256', kid, typ: 'JWT' })}.${base64url(claims)}`;
    const text = `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), privateKey).toString('base64url')}`;
    this.#tokens.set(tenantId, { text, madeAt: now });
    return text;
  }

  openIdConfiguration(): GraphResponse {
    const jwks_uri = `${this.#options.ownUrl()}/v1/.well-known/keys`;
    return json(200, {
      issuer,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    });
  }

  keySet(): GraphResponse {
    const { kid, jwk } = platformKey();
    return json(200, { keys: [{ ...jwk, kid, x5t: kid, use: 'sig', alg: 'RS256', endorsements: ['msteams'] }] });
  }
}

interface PlatformKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: JsonWebKey;
}
let key: PlatformKey | undefined;

/** One key for the process: making one takes longer than a whole simulated call. */
function platformKey(): PlatformKey {
  if (key) return key;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(String(jwk.n)).digest('base64url').slice(0, 27);
  key = { kid, privateKey, jwk };
  return key;
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
