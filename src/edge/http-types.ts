/** A request as the doors of the bot read it: the part that Azure Functions, the local host and tests have in common. */
export interface IncomingRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  /** Unread. Null when the request has none. */
  readonly body: BodyStream | null;
  /** What stood in the places of the route, decoded: `{ file }` of `media/{file}`. */
  readonly params: { readonly [name: string]: string };
}

/** What goes back. No body means an empty one. */
export interface Reply {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: Uint8Array | string;
}

/** As much of a web stream as reading a body takes; the streams of Node, of Azure Functions and of the web all are one. */
export interface BodyStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(): Promise<void>;
  };
}
