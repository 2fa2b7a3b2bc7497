/** Our own proof of identity towards the telephone system, per tenant. */
export interface AccessTokens {
  /**
   * A token for calls of that tenant, from the cache when it is good for a while yet. Throws
   * `Fault('TOKEN_UNAVAILABLE')`, retryable unless the authority said that it will never give one.
   * `deadline` (epoch milliseconds): give up waiting then; the request itself goes on for whoever asks next.
   */
  forTenant(tenantId: string, deadline?: number): Promise<string>;
  /** The same after the telephone system refused `stale`: asks anew unless somebody else already has. */
  refresh(tenantId: string, stale: string, deadline?: number): Promise<string>;
}
