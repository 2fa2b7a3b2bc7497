import { Fault } from '../../core/call/fault.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import { msalNetwork } from './msal-network.ts';

/** Tokens for Azure's own services (Cosmos DB, Storage), in the shape that their SDKs ask for. */
export interface AzureCredential {
  getToken(scopes: string | string[]): Promise<{ readonly token: string; readonly expiresOnTimestamp: number }>;
}

export interface AzureCredentialOptions {
  /** The user-assigned identity; absent: the system-assigned one. */
  readonly clientId?: string;
  readonly http: HttpClient;
  readonly clock: Clock;
}

interface Held {
  readonly token: string;
  readonly expiresOnTimestamp: number;
}

/** Renewed this long before it ends. Managed identity tokens live for a day and are cached by the platform, too. */
const renewBeforeMs = 5 * 60_000;
const defaultLifetimeMs = 3_600_000;

/**
 * The managed identity towards Azure's own services. One request per service is under way at most, and its answer serves
 * everybody who asks until shortly before it ends. Throws `Fault('TOKEN_UNAVAILABLE')`.
 */
export function azureCredential(options: AzureCredentialOptions): AzureCredential {
  const held = new Map<string, Held>();
  const flights = new Map<string, Promise<Held>>();

  const ask = async (resource: string): Promise<Held> => {
    const { ManagedIdentityApplication } = await import('@azure/msal-node');
    const network = msalNetwork({ ...options, authority: '' }, 'unused:');
    const { clientId } = options;
    const identity = new ManagedIdentityApplication({
      ...(clientId === undefined ? {} : { managedIdentityIdParams: { userAssignedClientId: clientId } }),
      system: { networkClient: network.client, disableInternalRetries: true },
    });
    const { accessToken, expiresOn } = await identity.acquireToken({ resource, forceRefresh: true });
    // MSAL takes some answers without a token for success.
    if (!accessToken) throw new Fault('TOKEN_UNAVAILABLE', 'The managed identity gave no token.', { retryable: true });
    return { token: accessToken, expiresOnTimestamp: expiresOn?.getTime() ?? options.clock.now() + defaultLifetimeMs };
  };

  return {
    getToken: (scopes) => {
      const resource = resourceOf(scopes);
      const cached = held.get(resource);
      if (cached !== undefined && cached.expiresOnTimestamp - renewBeforeMs > options.clock.now()) return Promise.resolve(cached);
      const before = flights.get(resource);
      if (before !== undefined) return before;
      const flight = ask(resource)
        .then((fresh) => {
          held.set(resource, fresh);
          return fresh;
        })
        .catch((error: unknown) => {
          throw asFault(error);
        })
        .finally(() => flights.delete(resource));
      flights.set(resource, flight);
      return flight;
    },
  };
}

/** `https://storage.azure.com/.default` is a scope of the resource `https://storage.azure.com`. */
function resourceOf(scopes: string | string[]): string {
  const scope = typeof scopes === 'string' ? scopes : scopes[0];
  return (scope ?? '').replace(/\/\.default$/, '');
}

/** MSAL's own message may quote the answer. */
function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const code = error instanceof Error && 'errorCode' in error && typeof error.errorCode === 'string' ? error.errorCode : '';
  const word = /^[a-z_]{1,60}$/.test(code) ? code : 'unknown error';
  return new Fault('TOKEN_UNAVAILABLE', `The managed identity gave no token (${word}).`, { retryable: true });
}
