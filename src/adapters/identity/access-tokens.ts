import { Fault } from '../../core/call/fault.ts';
import type { AccessTokens } from '../../ports/access-tokens.ts';
import { type FreshToken, type TokenAuthority, tenantTokens } from './tenant-tokens.ts';

export type AccessTokensOptions = TokenAuthority;

/** Tenants beyond this number cost the longest unused one its cached token. */
const mostTenants = 200;
/** Renewed this long before it expires, so that no request carries a token that dies on the way. */
const renewBeforeMs = 5 * 60_000;

const tenantName = /^[0-9A-Za-z](?:[0-9A-Za-z.-]{0,251}[0-9A-Za-z])?$/;

interface Tenant {
  readonly ask: () => Promise<FreshToken>;
  held?: { readonly token: string; readonly renewAt: number };
  flight?: Promise<string>;
}

/**
 * Our tokens, per tenant.
 * 1. At most one request per tenant is under way (MSAL itself would send one per caller).
 * 2. A tenant is a GUID or a domain name, so it cannot change where the request goes.
 */
export function accessTokens(options: AccessTokensOptions): AccessTokens {
  const tenants = new Map<string, Tenant>();

  function tenantFor(tenantId: string): Tenant {
    const id = tenantId.toLowerCase();
    if (!tenantName.test(id) || id.includes('..'))
      throw new Fault('TOKEN_UNAVAILABLE', 'The tenant is neither a GUID nor a domain name.');
    const known = tenants.get(id);
    const tenant = known ?? newTenant(id);
    tenants.delete(id);
    tenants.set(id, tenant); // The last one in the map is the last one used.
    for (const oldest of tenants.keys()) {
      if (tenants.size <= mostTenants) break;
      tenants.delete(oldest);
    }
    return tenant;
  }

  function newTenant(id: string): Tenant {
    let asking: Promise<() => Promise<FreshToken>> | undefined;
    const ask = async () => {
      asking ??= tenantTokens(options, id);
      try {
        return await (await asking)();
      } catch (error) {
        asking = undefined; // For example a certificate file that was renewed meanwhile: read again next time.
        throw error;
      }
    };
    return { ask };
  }

  function fly(tenant: Tenant): Promise<string> {
    tenant.flight ??= tenant
      .ask()
      .then(({ token, lifetimeMs }) => {
        // A short-lived token still serves for half of its life, instead of being asked for on every request.
        const goodForMs = Math.max(lifetimeMs - renewBeforeMs, lifetimeMs / 2);
        tenant.held = { token, renewAt: options.clock.now() + goodForMs };
        return token;
      })
      .catch((error: unknown) => {
        throw asFault(error);
      })
      .finally(() => {
        delete tenant.flight;
      });
    return tenant.flight;
  }

  return {
    async forTenant(tenantId, deadline) {
      const tenant = tenantFor(tenantId);
      if (tenant.held && tenant.held.renewAt > options.clock.now()) return tenant.held.token;
      return until(deadline, fly(tenant));
    },
    async refresh(tenantId, stale, deadline) {
      const tenant = tenantFor(tenantId);
      if (tenant.held && tenant.held.token !== stale) return tenant.held.token;
      delete tenant.held;
      return until(deadline, fly(tenant));
    },
  };

  function until(deadline: number | undefined, flight: Promise<string>): Promise<string> {
    if (deadline === undefined) return flight;
    const late = options.clock.sleep(Math.max(0, deadline - options.clock.now())).then(() => {
      throw new Fault('TOKEN_UNAVAILABLE', 'The token did not come in time.', { retryable: true });
    });
    flight.catch(() => {}); // It may fail after nobody waits any more; the next caller asks again.
    return Promise.race([flight, late]);
  }
}

/** Errors of the app's own registration do not go away by trying again. */
const lastingErrors: readonly string[] = ['invalid_client', 'unauthorized_client', 'invalid_request', 'invalid_scope'];

function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const code = error instanceof Error && 'errorCode' in error && typeof error.errorCode === 'string' ? error.errorCode : '';
  const number = error instanceof Error && 'errorNo' in error ? String(error.errorNo) : '';
  return new Fault(
    'TOKEN_UNAVAILABLE',
    `The authority gave no token (${/^[a-z_]{1,40}$/.test(code) ? code : 'unknown error'}).`,
    {
      retryable: !lastingErrors.includes(code),
      ...(/^\d{3,9}$/.test(number) ? { reason: `AADSTS${number}` } : {}),
      cause: error,
    },
  );
}
