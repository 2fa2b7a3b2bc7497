import type { HttpRequest } from '@azure/functions';
import type { IncomingRequest } from '../src/edge/http-types.ts';

/** The library's request as our doors read it. Nothing is read from the body here. */
export function incoming({ method, url, headers, params, body }: HttpRequest): IncomingRequest {
  // One class with two declarations: the library names Node's, we the one that browsers share. Its chunks are bytes.
  return { method, url, headers, params, body: body as ReadableStream<Uint8Array> | null };
}
