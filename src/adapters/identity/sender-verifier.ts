import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { Sender, SenderVerifier } from '../../ports/sender-verifier.ts';
import { isSafeKeyAddress, type KeySetOptions } from './key-set.ts';
import { bearerToken, tokenCheck } from './token-check.ts';
import { verifiedTokens } from './verified-tokens.ts';

export interface SenderVerifierOptions extends KeySetOptions {
  /** `NOTIFICATION_ISSUERS`. */
  readonly issuers: readonly string[];
  /** The bot's app id. */
  readonly audience: string;
}

/**
 * Verifies the bearer token of a notification by Microsoft's own keys (graph-calling, 4.2): signature, algorithm,
 * issuer, audience, times, and a tenant. The token never reaches a log. Throws `Fault('SETTINGS_INVALID')` here, when
 * its own settings would let anybody in.
 */
export function senderVerifier(options: SenderVerifierOptions): SenderVerifier {
  requireUsable(options);
  const check = tokenCheck(options);
  const verified = verifiedTokens(options.clock);

  async function verify(authorization: string | null): Promise<Sender> {
    const bearer = bearerToken(authorization);
    if (bearer.kind !== 'token') return bearer;
    const hash = createHash('sha256').update(bearer.token).digest('base64');
    const tenantId = verified.find(hash);
    if (tenantId !== undefined) return { kind: 'known', tenantId };

    const checked = await check(bearer.token);
    if (checked.kind !== 'verified') return checked;
    const tenant = tenantClaim.safeParse(checked.claims.tid);
    if (!tenant.success) return { kind: 'forbidden', why: 'tenant' };
    verified.keep(hash, tenant.data, (checked.claims.exp ?? 0) * 1_000);
    return { kind: 'known', tenantId: tenant.data };
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
