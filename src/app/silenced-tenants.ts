/** For so long nobody is answered in such a tenant; then one call finds out whether the consent has come. */
const holdsMs = 60_000;
const mostTenants = 1_000;

/**
 * Tenants in which Microsoft lets the bot do nothing with a call that it has answered, not even hang up: whoever called there
 * hears nothing for as long as they stay (ADR 13). What this instance has met, and no more: another one finds out by itself.
 */
export class SilencedTenants {
  readonly #met = new Map<string, { readonly code: string; readonly until: number }>();

  note(tenantId: string, code: string, now: number): void {
    if (this.#met.size >= mostTenants) this.#met.clear();
    this.#met.set(tenantId, { code, until: now + holdsMs });
  }

  /** Graph's code for why nobody is to be answered there; undefined where nothing is known against it. */
  codeFor(tenantId: string, now: number): string | undefined {
    const met = this.#met.get(tenantId);
    return met === undefined || met.until <= now ? undefined : met.code;
  }
}
