import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from '../public-address.ts';

export type CheckedSource =
  | { readonly kind: 'allowed' }
  /** Will never be allowed. */
  | { readonly kind: 'refused'; readonly why: 'badLocation' | 'notHttps' | 'privateAddress' }
  /** Its name cannot be resolved at the moment. */
  | { readonly kind: 'unresolved' };

/** All addresses of a host name. Throws when there are none. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

export const resolveHost: ResolveHost = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Whether a recording may be fetched from there. Microsoft does not document the host (graph-calling, 4.3), so this
 * allows any https host all of whose addresses are public: a notification must not make us send requests into our own
 * network. `allowLoopback` is for the simulator. The name is resolved again when the request is sent, so a name server
 * that changes its mind in between is not caught here; the token in the request is the recording's own and opens nothing else.
 */
export async function checkSource(
  location: string,
  options: { readonly allowLoopback: boolean; readonly resolve: ResolveHost; readonly timeoutMs: number },
): Promise<CheckedSource> {
  const { allowLoopback, resolve, timeoutMs } = options;
  if (!URL.canParse(location)) return { kind: 'refused', why: 'badLocation' };
  const url = new URL(location);
  if (url.username !== '' || url.password !== '') return { kind: 'refused', why: 'badLocation' };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const named = host === 'localhost' || isLoopbackAddress(host);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowLoopback && named))
    return { kind: 'refused', why: 'notHttps' };

  const addresses = isIP(host) === 0 ? await within(timeoutMs, resolve(host)) : [host];
  if (addresses === undefined || addresses.length === 0) return { kind: 'unresolved' };
  const fine = (address: string) => (allowLoopback && named ? isLoopbackAddress(address) : isPublicAddress(address));
  return addresses.every(fine) ? { kind: 'allowed' } : { kind: 'refused', why: 'privateAddress' };
}

/** The system's resolver takes no deadline and may think for half a minute. */
async function within(timeoutMs: number, answer: Promise<readonly string[]>): Promise<readonly string[] | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } catch {
    return undefined; // The error would name the host; that it failed is enough.
  } finally {
    clearTimeout(timer);
  }
}
