import type { Clock } from '../../ports/clock.ts';

const mostTokens = 1_000;
/** A key that Microsoft withdraws is honoured no longer than this through the cache. */
const longestMs = 3_600_000;

/**
 * Tokens that have been verified, by their SHA-256, until they expire. Microsoft sends the same token with many
 * notifications, and looking it up costs a fiftieth of verifying it.
 */
export function verifiedTokens(clock: Clock): VerifiedTokens {
  const known = new Map<string, { readonly tenantId: string; readonly until: number }>();
  return {
    find(hash) {
      const entry = known.get(hash);
      if (entry && entry.until > clock.now()) return entry.tenantId;
      known.delete(hash);
      return undefined;
    },
    keep(hash, tenantId, expiresAt) {
      const until = Math.min(expiresAt, clock.now() + longestMs);
      if (until <= clock.now()) return;
      known.set(hash, { tenantId, until });
      for (const oldest of known.keys()) {
        if (known.size <= mostTokens) break;
        known.delete(oldest);
      }
    },
  };
}

export interface VerifiedTokens {
  /** The tenant of a token that was verified and has not expired. */
  find(hash: string): string | undefined;
  /** `expiresAt`: epoch milliseconds. */
  keep(hash: string, tenantId: string, expiresAt: number): void;
}
