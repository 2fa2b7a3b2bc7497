import { createHash } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { Sender, SenderVerifier } from '../../ports/sender-verifier.ts';
import { isSafeKeyAddress, type KeySetOptions, keySet } from './key-set.ts';
import { verifiedTokens } from './verified-tokens.ts';

export interface SenderVerifierOptions extends KeySetOptions {
  /** `NOTIFICATION_ISSUERS`. */
  readonly issuers: readonly string[];
  /** The bot's app id. */
  readonly audience: string;
}

/** Microsoft's tokens are about 1,500 characters long; work on longer ones is work for somebody else. */
const longestToken = 8_192;
/** Two machines' clocks are never quite the same. */
const toleranceSeconds = 120;
/** Pinned: the token's own word on its algorithm is a request, not a fact (graph-calling, 4.2). */
const algorithm = 'RS256';

/**
 * Verifies the bearer token of a notification by Microsoft's own keys (graph-calling, 4.2): signature, algorithm,
 * issuer, audience, times, and a tenant. The token never reaches a log. Throws `Fault('SETTINGS_INVALID')` here, when
 * its own settings would let anybody in.
 */
export function senderVerifier(options: SenderVerifierOptions): SenderVerifier {
  requireUsable(options);
  const keys = keySet(options);
  const verified = verifiedTokens(options.clock);

  async function verify(authorization: string | null): Promise<Sender> {
    const token = /^Bearer +([^\s,]+)$/i.exec(authorization?.trim() ?? '')?.[1];
    if (token === undefined) return { kind: 'unknown', why: authorization?.trim() ? 'malformed' : 'noToken' };
    if (token.length > longestToken) return { kind: 'unknown', why: 'malformed' };
    const hash = createHash('sha256').update(token).digest('base64');
    const tenantId = verified.find(hash);
    if (tenantId !== undefined) return { kind: 'known', tenantId };

    const kid = keyIdOf(token);
    if (kid.kind !== 'kid') return kid;
    const found = await keys.find(kid.kid);
    if (found.kind === 'undecided') return { kind: 'undecided' };
    if (found.kind === 'unknownKey') return { kind: 'unknown', why: 'unknownKey' };
    try {
      const { payload } = await jwtVerify(token, found.key, {
        algorithms: [algorithm],
        issuer: [...options.issuers],
        audience: options.audience,
        clockTolerance: toleranceSeconds,
        currentDate: new Date(options.clock.now()),
        requiredClaims: ['exp'],
      });
      const tenant = tenantClaim.safeParse(payload.tid);
      if (!tenant.success) return { kind: 'forbidden', why: 'tenant' };
      verified.keep(hash, tenant.data, (payload.exp ?? 0) * 1_000);
      return { kind: 'known', tenantId: tenant.data };
    } catch (error) {
      return refusalFor(error);
    }
  }

  return { verify };
}

function requireUsable({ audience, issuers, openIdConfiguration }: SenderVerifierOptions): void {
  if (audience === '') throw new Fault('SETTINGS_INVALID', 'BOT_APP_ID is empty: tokens for anybody would be taken for ours.');
  if (issuers.length === 0) throw new Fault('SETTINGS_INVALID', 'NOTIFICATION_ISSUERS names nobody.');
  if (isSafeKeyAddress(openIdConfiguration)) return;
  throw new Fault('SETTINGS_INVALID', 'NOTIFICATION_OPENID_CONFIGURATION must be https, or http on loopback.');
}

const tenantClaim = z.string().regex(/^[0-9A-Za-z.-]{1,64}$/);

function keyIdOf(token: string): { readonly kind: 'kid'; readonly kid: string } | Sender {
  try {
    const header = decodeProtectedHeader(token);
    if (header.alg !== algorithm) return { kind: 'unknown', why: 'algorithm' };
    return typeof header.kid === 'string' && header.kid !== ''
      ? { kind: 'kid', kid: header.kid }
      : { kind: 'unknown', why: 'unknownKey' };
  } catch {
    return { kind: 'unknown', why: 'malformed' };
  }
}

function refusalFor(error: unknown): Sender {
  if (error instanceof errors.JWTExpired) return { kind: 'unknown', why: 'expired' };
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return { kind: 'forbidden', why: 'issuer' };
    if (error.claim === 'aud') return { kind: 'forbidden', why: 'audience' };
    return { kind: 'unknown', why: error.claim === 'nbf' ? 'notYetValid' : 'malformed' };
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return { kind: 'unknown', why: 'signature' };
  if (error instanceof errors.JOSEAlgNotAllowed) return { kind: 'unknown', why: 'algorithm' };
  return { kind: 'unknown', why: 'malformed' };
}
