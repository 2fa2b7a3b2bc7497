/**
 * Outgoing HTTP as the adapters use it. Production keeps connections alive (undici); the virtual-time simulation
 * answers in the same process. Both carry the same bytes.
 */
export interface HttpClient {
  send(request: HttpRequestOut): Promise<HttpResult>;
  close(): Promise<void>;
}

export interface HttpRequestOut {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
  /** Give up after this long, whatever the state of the connection. */
  readonly timeoutMs: number;
  /** Refuse a longer answer. Default 1 MiB. */
  readonly maxBytes?: number;
}

/** Never thrown: whether a request may have taken effect decides what the caller may do next. */
export type HttpResult =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: { readonly [name: string]: string };
      readonly body: Uint8Array;
    }
  /** Certainly not received by the other side: refused connection, unknown host. */
  | { readonly kind: 'notSent'; readonly why: string }
  /** Sent, perhaps in part, and not answered in time or not whole. */
  | { readonly kind: 'unclear'; readonly why: string };
