import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import type { ForbiddenSender, UnknownSender } from '../../ports/sender-verifier.ts';
import { type KeySetOptions, keySet } from './key-set.ts';

export interface TokenCheckOptions extends KeySetOptions {
  readonly issuers: readonly string[];
  readonly audience: string | readonly string[];
}

export type TokenChecked =
  | { readonly kind: 'verified'; readonly claims: JWTPayload }
  | { readonly kind: 'unknown'; readonly why: UnknownSender }
  | { readonly kind: 'forbidden'; readonly why: ForbiddenSender }
  | { readonly kind: 'undecided' };

/** Microsoft's tokens are about 1,500 characters long; work on longer ones is work for somebody else. */
const longestToken = 8_192;
/** Two machines' clocks are never quite the same. */
const toleranceSeconds = 120;
/** Pinned: the token's own word on its algorithm is a request, not a fact (graph-calling, 4.2). */
const algorithm = 'RS256';

/** The token of an `Authorization: Bearer` header. */
export function bearerToken(
  authorization: string | null,
): { readonly kind: 'token'; readonly token: string } | { readonly kind: 'unknown'; readonly why: UnknownSender } {
  const token = /^Bearer +([^\s,]+)$/i.exec(authorization?.trim() ?? '')?.[1];
  if (token === undefined) return { kind: 'unknown', why: authorization?.trim() ? 'malformed' : 'noToken' };
  return token.length > longestToken ? { kind: 'unknown', why: 'malformed' } : { kind: 'token', token };
}

/** Verifies tokens by their issuer's own keys: signature, algorithm, issuer, audience, times. */
export function tokenCheck(options: TokenCheckOptions): (token: string) => Promise<TokenChecked> {
  const keys = keySet(options);
  const audience = typeof options.audience === 'string' ? options.audience : [...options.audience];
  return async (token) => {
    const kid = keyIdOf(token);
    if (kid.kind !== 'kid') return kid;
    const found = await keys.find(kid.kid);
    if (found.kind === 'undecided') return { kind: 'undecided' };
    if (found.kind === 'unknownKey') return { kind: 'unknown', why: 'unknownKey' };
    try {
      const { payload } = await jwtVerify(token, found.key, {
        algorithms: [algorithm],
        issuer: [...options.issuers],
        audience,
        clockTolerance: toleranceSeconds,
        currentDate: new Date(options.clock.now()),
        requiredClaims: ['exp'],
      });
      return { kind: 'verified', claims: payload };
    } catch (error) {
      return refusalFor(error);
    }
  };
}

function keyIdOf(token: string): { readonly kind: 'kid'; readonly kid: string } | TokenChecked {
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

function refusalFor(error: unknown): TokenChecked {
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
