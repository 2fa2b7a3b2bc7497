import type { z } from 'zod';
import { type Access, apiRootFor, headersFor } from './access.ts';
import { type Answer, readAnswer } from './answer.ts';

export interface ApiClient {
  /** `path` is what stands below `/api/`: `live-calls`. */
  get<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<Answer<T>>;
  /** `key` makes asking twice asking once: the same one for every try of one wish. */
  post<T>(path: string, body: object, schema: z.ZodType<T>, key?: string): Promise<Answer<T>>;
  remove<T>(path: string, schema: z.ZodType<T>, key?: string): Promise<Answer<T>>;
}

/** What a request has besides its address. */
interface Sent {
  readonly method?: 'POST' | 'DELETE';
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** Longer than the API takes for anything that works; a dead server is noticed rather than waited for. */
const deadlineMs = 20_000;

export function apiClient(access: Access, send: typeof fetch = (...given) => fetch(...given)): ApiClient {
  const ask = async <T>(path: string, init: Sent, schema: z.ZodType<T>): Promise<Answer<T>> => {
    const deadline = AbortSignal.timeout(deadlineMs);
    const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    const headers = { ...headersFor(access), ...init.headers };
    // Proof goes in a header that only this page can set; a browser must not add one of its own.
    const options: RequestInit = { ...init, headers, signal, credentials: 'omit', cache: 'no-store', redirect: 'error' };
    try {
      return await readAnswer(await send(`${apiRootFor(access)}/${path}`, options), schema);
    } catch {
      return { kind: 'unreachable' };
    }
  };
  const once = (key: string | undefined): { readonly [name: string]: string } =>
    key === undefined ? {} : { 'idempotency-key': key };
  return {
    get: (path, schema, signal) => ask(path, signal === undefined ? {} : { signal }, schema),
    post: (path, body, schema, key) =>
      ask(
        path,
        { method: 'POST', headers: { 'content-type': 'application/json', ...once(key) }, body: JSON.stringify(body) },
        schema,
      ),
    remove: (path, schema, key) => ask(path, { method: 'DELETE', headers: once(key) }, schema),
  };
}
