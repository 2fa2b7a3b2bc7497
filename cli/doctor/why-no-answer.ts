import type { HttpResult } from '../../src/ports/http-client.ts';

/** Why a server gave no answer, as the end of a sentence. */
export function whyNoAnswer(result: Exclude<HttpResult, { readonly kind: 'answered' }>): string {
  return reasons[result.why] ?? `the connection failed (${/^[A-Z0-9_a-z]{1,60}$/.test(result.why) ? result.why : 'unknown'})`;
}

const reasons: { readonly [why: string]: string | undefined } = {
  timeout: 'nothing answered within ten seconds',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'the name does not exist in the DNS',
  EAI_AGAIN: 'the DNS does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'no connection could be made',
  UND_ERR_SOCKET: 'the connection was cut',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that nobody knows, perhaps of a proxy on the way',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without the intermediate ones',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an authority that nobody knows, perhaps of a proxy on the way',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  tooLong: 'the answer is far too long',
};
