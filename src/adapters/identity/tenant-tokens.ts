import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ConfidentialClientApplication, Configuration, INetworkModule } from '@azure/msal-node';
import { Fault } from '../../core/call/fault.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { BotCredential } from './bot-credential.ts';
import { msalNetwork } from './msal-network.ts';

export interface TokenAuthority {
  readonly appId: string;
  readonly credential: BotCredential;
  /** `LOGIN_AUTHORITY`, for example `https://login.microsoftonline.com`. */
  readonly authority: string;
  readonly http: HttpClient;
  readonly clock: Clock;
}

export interface FreshToken {
  readonly token: string;
  /** From now on. */
  readonly lifetimeMs: number;
}

const graphScope = 'https://graph.microsoft.com/.default';
const graphResource = 'https://graph.microsoft.com';
const federationAudience = 'api://AzureADTokenExchange';
const defaultLifetimeMs = 3_600_000;
/** MSAL takes no plain http authority; on a laptop it is told this one, and its requests go to the configured address. */
const standIn = 'https://login.microsoftonline.com';

/**
 * Asks for tokens of one tenant by client credentials (graph-calling, 4.1). MSAL keeps no cache of its own between
 * requests, because ours goes by our clock. Throws whatever MSAL throws.
 */
export async function tenantTokens(options: TokenAuthority, tenantId: string): Promise<() => Promise<FreshToken>> {
  const msal = await import('@azure/msal-node'); // 44 ms of a cold start: loaded when a token is first needed.
  const network = msalNetwork(options, standIn);
  const freshly = async (
    acquire: Promise<{ readonly accessToken: string; readonly expiresOn: Date | null } | null>,
  ): Promise<FreshToken> => {
    const result = await acquire;
    // MSAL takes some answers without a token for success, for example a bare 503.
    if (!result?.accessToken) throw new Fault('TOKEN_UNAVAILABLE', 'The authority gave no token.', { retryable: true });
    // Of several managed identity clients in a process MSAL sends all requests through the first one's network; the answer
    // then never passes ours, and MSAL's own reckoning by the machine's clock has to do.
    const reckonedMs = result.expiresOn === null ? defaultLifetimeMs : result.expiresOn.getTime() - options.clock.now();
    return { token: result.accessToken, lifetimeMs: network.lifetimeMs() ?? reckonedMs };
  };

  if (options.credential.kind === 'managedIdentity' && options.credential.clientId === undefined) {
    const identity = new msal.ManagedIdentityApplication({
      managedIdentityIdParams: { userAssignedClientId: options.appId },
      system: { networkClient: network.client, disableInternalRetries: true },
    });
    return () => freshly(identity.acquireToken({ resource: graphResource, forceRefresh: true }));
  }
  const secure = options.authority.startsWith('https:');
  const authority = `${secure ? options.authority.replace(/\/+$/, '') : standIn}/${tenantId}`;
  const auth = { clientId: options.appId, authority, ...(await proofOf(options, network.client)) };
  const app: ConfidentialClientApplication = new msal.ConfidentialClientApplication({
    auth,
    system: { networkClient: network.client, disableInternalRetries: true },
  });
  return () => freshly(app.acquireTokenByClientCredential({ scopes: [graphScope], skipCache: true }));
}

type Proof = Pick<Configuration['auth'], 'clientSecret' | 'clientCertificate' | 'clientAssertion'>;

async function proofOf({ credential }: TokenAuthority, networkClient: INetworkModule): Promise<Proof> {
  switch (credential.kind) {
    case 'secret':
      return { clientSecret: credential.secret };
    case 'simulator':
      return { clientSecret: credential.secret ?? 'simulator' };
    case 'certificate':
      return { clientCertificate: await certificateIn(credential.path) };
    case 'managedIdentity': {
      const { ManagedIdentityApplication } = await import('@azure/msal-node');
      const identity = new ManagedIdentityApplication({
        managedIdentityIdParams: credential.clientId === undefined ? {} : { userAssignedClientId: credential.clientId },
        system: { networkClient, disableInternalRetries: true },
      });
      return { clientAssertion: async () => (await identity.acquireToken({ resource: federationAudience })).accessToken };
    }
  }
}

async function certificateIn(path: string): Promise<{ thumbprintSha256: string; privateKey: string; x5c: string }> {
  const pem = await readFile(path, 'utf8').catch(() => '');
  const privateKey = /-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA )?PRIVATE KEY-----/.exec(pem)?.[0];
  const x5c = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem)?.[0];
  if (privateKey === undefined || x5c === undefined) {
    const what = 'BOT_CERTIFICATE_PATH must name a PEM file with an unencrypted private key and a certificate.';
    throw new Fault('SETTINGS_INVALID', what);
  }
  const thumbprintSha256 = createHash('sha256').update(new X509Certificate(x5c).raw).digest('hex');
  return { thumbprintSha256, privateKey, x5c };
}
