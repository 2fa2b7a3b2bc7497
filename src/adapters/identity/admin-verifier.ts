import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { Admin, AdminVerifier } from '../../ports/admin-verifier.ts';
import { isSafeKeyAddress } from './key-set.ts';
import { bearerToken, type TokenCheckOptions, tokenCheck } from './token-check.ts';

/**
 * Verifies an admin's Entra access token (learn.microsoft.com/entra/identity-platform/access-token-claims-reference): by
 * the same machinery as a notification's, for our own audience, with the app roles that the token carries. The token
 * never reaches a log. Throws `Fault('SETTINGS_INVALID')` here, when its own settings would let anybody in.
 */
export function adminVerifier(options: TokenCheckOptions): AdminVerifier {
  if (options.issuers.length === 0) throw new Fault('SETTINGS_INVALID', 'ADMIN_ISSUERS names nobody.');
  if (options.audience.length === 0) throw new Fault('SETTINGS_INVALID', 'ADMIN_AUDIENCE is empty.');
  if (!isSafeKeyAddress(options.openIdConfiguration)) {
    throw new Fault('SETTINGS_INVALID', 'ADMIN_OPENID_CONFIGURATION must be https, or http on loopback.');
  }
  const check = tokenCheck(options);
  return {
    verify: async (authorization): Promise<Admin> => {
      const bearer = bearerToken(authorization);
      if (bearer.kind !== 'token') return bearer;
      const checked = await check(bearer.token);
      if (checked.kind !== 'verified') return checked;
      const claims = adminClaims.safeParse(checked.claims);
      if (!claims.success) return { kind: 'unknown', why: 'malformed' };
      const { oid, idtyp, roles, preferred_username: principal, upn, azp, appid } = claims.data;
      const person = principal ?? upn;
      const isApp = idtyp === 'app' || person === undefined;
      return { kind: 'known', id: oid, name: person ?? azp ?? appid ?? oid, isApp, roles };
    },
  };
}

/** `azp` in version 2 tokens is `appid` in version 1; `preferred_username` is `upn`. */
const adminClaims = z.object({
  oid: z.string().min(1).max(64),
  idtyp: z.string().optional(),
  roles: z.array(z.string().max(120)).max(100).default([]),
  preferred_username: z.string().min(1).max(200).optional(),
  upn: z.string().min(1).max(200).optional(),
  azp: z.string().min(1).max(64).optional(),
  appid: z.string().min(1).max(64).optional(),
});
