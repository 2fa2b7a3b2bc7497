import type { Dispatcher } from 'undici';
import type { HttpRequestOut, HttpResult } from '../../ports/http-client.ts';

const defaultMaxBytes = 1_048_576;

/**
 * One request, one result.
 * 1. The result is there when `timeoutMs` has passed, whatever the connection does.
 * 2. `notSent` only if no byte of the request went out, and then none goes out later.
 */
export function sendOnce(dispatcher: Promise<Dispatcher>, path: string, request: HttpRequestOut): Promise<HttpResult> {
  return new Promise((resolve) => {
    let settled = false;
    let started = false; // undici says so just before it writes the request to a socket.
    let abort: ((reason: Error) => void) | undefined;
    const chunks: Uint8Array[] = [];
    let received = 0;
    let status = 0;
    let headers: { [name: string]: string } = {};

    const timer = setTimeout(() => fail('timeout'), request.timeoutMs);

    function settle(result: HttpResult): void {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(result);
    }

    function fail(why: string): void {
      settle({ kind: started ? 'unclear' : 'notSent', why });
      abort?.(new Error(why));
    }

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        abort = (reason) => controller.abort(reason);
        if (settled) controller.abort(new Error('timeout'));
        else started = true;
      },
      onResponseStart(_controller, statusCode, responseHeaders) {
        if (statusCode < 200) return; // Informational; the answer follows.
        status = statusCode;
        headers = flatten(responseHeaders);
      },
      onResponseData(_controller, chunk) {
        received += chunk.length;
        if (received > (request.maxBytes ?? defaultMaxBytes)) fail('tooLong');
        else chunks.push(chunk);
      },
      onResponseEnd() {
        settle({ kind: 'answered', status, headers, body: Buffer.concat(chunks) });
      },
      onResponseError(_controller, error) {
        settle({ kind: started ? 'unclear' : 'notSent', why: nameOf(error) });
      },
    };

    dispatcher
      .then((ready) => {
        if (settled) return;
        ready.dispatch({ method: request.method, path, headers: { ...request.headers }, body: request.body ?? null }, handler);
      })
      .catch((error: unknown) => settle({ kind: started ? 'unclear' : 'notSent', why: nameOf(error) }));
  });
}

function flatten(headers: { readonly [name: string]: string | string[] | undefined }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

/** The code, for example `ECONNREFUSED`: messages may hold addresses. */
function nameOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'failed';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // A host with several addresses fails with one error for each.
  return 'errors' in error && Array.isArray(error.errors) && error.errors.length > 0 ? nameOf(error.errors[0]) : 'failed';
}
