import type { CosmosClientOptions } from '@azure/cosmos';
import type { HttpClient } from '../../ports/http-client.ts';
import type { ChargeCounter } from './request-charges.ts';

/** The SDK's own types for its HTTP layer; they come from a package of its, which we do not name. */
type SdkHttpClient = NonNullable<CosmosClientOptions['httpClient']>;
type SdkResponse = Awaited<ReturnType<SdkHttpClient['sendRequest']>>;

/** One request of the SDK, one attempt. A write whose answer takes longer is looked for (cosmos-call-store.ts). */
const attemptMs = 700;
/** A query's page or a flow's text may be long; the service's own limit for an answer is 4 MB. */
const maxBytes = 5 * 1_024 * 1_024;

/**
 * The SDK's requests over our connections. For three reasons: our client knows whether a request was sent at all, the
 * SDK's own sleeps a second before it repeats a read on a torn connection, and here every answer's charge passes by.
 */
export function sdkHttpClient(http: HttpClient, charges: ChargeCounter): SdkHttpClient {
  return {
    sendRequest: async (request) => {
      const method = methodOf(request.method);
      const result = await http.send({
        method,
        url: request.url,
        headers: Object.fromEntries(Object.entries(request.headers.toJSON()).filter(([name]) => name !== 'content-length')),
        ...(typeof request.body === 'string' ? { body: request.body } : {}),
        timeoutMs: attemptMs,
        maxBytes,
      });
      if (result.kind !== 'answered') throw new Unanswered(result.kind, result.why);
      charges.count(result.status, result.headers['x-ms-request-charge']);
      return {
        request,
        status: result.status,
        headers: new AnswerHeaders(result.headers),
        bodyAsText: readable(result.status, new TextDecoder().decode(result.body)),
      };
    },
  };
}

/** The SDK has no word for "certainly not sent"; it passes errors that it does not know on as they are. */
export class Unanswered extends Error {
  readonly code: 'NOT_SENT' | 'UNCLEAR';
  constructor(kind: 'notSent' | 'unclear', why: string) {
    super(`No answer from Cosmos DB (${why}).`);
    this.name = 'Unanswered';
    this.code = kind === 'notSent' ? 'NOT_SENT' : 'UNCLEAR';
  }
}

function methodOf(method: string): 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' {
  switch (method) {
    case 'GET':
    case 'POST':
    case 'PUT':
    case 'DELETE':
    case 'PATCH':
      return method;
    default:
      throw new Unanswered('notSent', 'method');
  }
}

/** The SDK takes every error's body for JSON with a message. What a gateway in between says must not hide its status. */
function readable(status: number, body: string): string {
  if (status < 400) return body;
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) return body;
  } catch {
    // Not the service's own words.
  }
  return '{"message":""}';
}

/** The least that the SDK asks of headers. Our client gives their names in lower case. */
class AnswerHeaders implements Iterable<[string, string]> {
  readonly #headers: Map<string, string>;

  constructor(headers: { readonly [name: string]: string }) {
    this.#headers = new Map(Object.entries(headers));
  }
  get(name: string): string | undefined {
    return this.#headers.get(name.toLowerCase());
  }
  has(name: string): boolean {
    return this.#headers.has(name.toLowerCase());
  }
  set(name: string, value: string | number | boolean): void {
    this.#headers.set(name.toLowerCase(), String(value));
  }
  delete(name: string): void {
    this.#headers.delete(name.toLowerCase());
  }
  toJSON(): ReturnType<SdkResponse['headers']['toJSON']> {
    return Object.fromEntries(this.#headers);
  }
  [Symbol.iterator](): Iterator<[string, string]> {
    return this.#headers.entries();
  }
}
