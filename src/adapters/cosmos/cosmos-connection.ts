import type { Container, CosmosClient, CosmosClientOptions } from '@azure/cosmos';
import { Fault } from '../../core/call/fault.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import { accountConsistency } from './containers.ts';
import type { ChargeCounter } from './request-charges.ts';
import { sdkHttpClient } from './sdk-http-client.ts';

export interface CosmosAddress {
  /** `https://{account}.documents.azure.com`, or an emulator on this machine. */
  readonly endpoint: string;
  readonly database: string;
  readonly access: CosmosAccess;
}

export type CosmosAccess =
  /** In the cloud: tokens of a managed identity. */
  | { readonly kind: 'identity'; readonly credential: TokenSource }
  /** Emulators on this machine only. */
  | { readonly kind: 'emulatorKey'; readonly key: string };

/** The shape that Azure's SDKs ask for tokens in. */
export interface TokenSource {
  getToken(scopes: string | string[]): Promise<{ readonly token: string; readonly expiresOnTimestamp: number } | null>;
}

export interface CosmosConnection {
  container(name: string): Promise<Container>;
  client(): Promise<CosmosClient>;
  close(): Promise<void>;
}

/**
 * The SDK's client, made when it is first needed: loading it is a large part of a cold start.
 * @throws Fault SETTINGS_INVALID for a key that would leave this machine.
 */
export function cosmosConnection(address: CosmosAddress, http: HttpClient, charges: ChargeCounter): CosmosConnection {
  if (address.access.kind === 'emulatorKey' && !isLoopback(new URL(address.endpoint).hostname)) {
    const what = 'COSMOS_KEY is for emulators on this machine. Leave it out: in Azure the managed identity is used.';
    throw new Fault('SETTINGS_INVALID', what);
  }
  let made: Promise<CosmosClient> | undefined;
  const client = (): Promise<CosmosClient> => {
    made ??= import('@azure/cosmos').then(({ CosmosClient }) => new CosmosClient(optionsOf(address, http, charges)));
    return made;
  };
  return {
    client,
    container: async (name) => (await client()).database(address.database).container(name),
    close: async () => (await made)?.dispose(),
  };
}

/**
 * One region and one endpoint, so the SDK looks for no other; it repeats nothing by itself, because our stores do, and
 * know what they are repeating.
 */
function optionsOf({ endpoint, access }: CosmosAddress, http: HttpClient, charges: ChargeCounter): CosmosClientOptions {
  const common = {
    endpoint,
    httpClient: sdkHttpClient(http, charges),
    connectionPolicy: { enableEndpointDiscovery: false, retryOptions: { maxRetryAttemptCount: 0 } },
  };
  switch (access.kind) {
    case 'identity':
      // With every request: an account that grants less refuses them all (containers.ts).
      return { ...common, aadCredentials: credentialOf(access.credential), consistencyLevel: accountConsistency };
    case 'emulatorKey':
      return { ...common, key: access.key };
  }
}

function credentialOf(source: TokenSource): NonNullable<CosmosClientOptions['aadCredentials']> {
  return { getToken: async (scopes) => source.getToken(scopes) };
}

/** Nobody else can listen in on this machine's own addresses. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
