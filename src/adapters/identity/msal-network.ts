import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient } from '../../ports/http-client.ts';

export interface MsalNetwork {
  readonly client: INetworkModule;
  /** How long the token of the last answer lives, as the authority said; undefined when it did not. */
  lifetimeMs(): number | undefined;
}

/** A token request that takes longer than this will not save the call that waits for it. */
const timeoutMs = 8_000;

/** MSAL's requests over our connections. What MSAL sends to `standIn` goes to the configured authority instead. */
export function msalNetwork(
  options: { readonly http: HttpClient; readonly authority: string; readonly clock: Clock },
  standIn: string,
): MsalNetwork {
  let lifetime: number | undefined;
  const configured = options.authority.replace(/\/+$/, '');

  async function exchange<Body>(
    method: 'GET' | 'POST',
    url: string,
    sent?: NetworkRequestOptions,
  ): Promise<NetworkResponse<Body>> {
    const result = await options.http.send({
      method,
      url: url.startsWith(`${standIn}/`) ? configured + url.slice(standIn.length) : url,
      headers: sent?.headers ?? {},
      ...(sent?.body === undefined ? {} : { body: sent.body }),
      timeoutMs,
    });
    if (result.kind !== 'answered') {
      throw new Fault('TOKEN_UNAVAILABLE', 'The token authority did not answer.', { retryable: true });
    }
    const body: unknown = parseJson(result.body);
    lifetime = lifetimeOf(body, options.clock.now());
    return { status: result.status, headers: { ...result.headers }, body: body as Body }; // MSAL checks what it asked for.
  }

  return {
    client: {
      sendGetRequestAsync: (url, sent) => exchange('GET', url, sent),
      sendPostRequestAsync: (url, sent) => exchange('POST', url, sent),
    },
    lifetimeMs: () => lifetime,
  };
}

const seconds = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .optional()
  .catch(undefined);
const lifetimes = z.object({ expires_in: seconds, expires_on: seconds });

/** Entra says how long from now, managed identity endpoints say until when. */
function lifetimeOf(body: unknown, now: number): number | undefined {
  const read = lifetimes.safeParse(body);
  if (!read.success) return undefined;
  const { expires_in: forSeconds, expires_on: until } = read.data;
  if (forSeconds !== undefined) return forSeconds * 1_000;
  return until === undefined ? undefined : Math.max(0, until * 1_000 - now);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return {};
  }
}
