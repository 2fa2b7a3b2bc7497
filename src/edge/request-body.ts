import type { IncomingMessage } from 'node:http';

/** A request's body that is read from the wire only as far as somebody asks for it. */
export interface RequestBody {
  readonly stream: ReadableStream<Uint8Array>;
  /**
   * Call after the answer has been sent. Lets the unread rest come in and be lost, so that the client sees its answer and
   * the connection can serve again; cuts the connection when the rest has not ended after that time.
   */
  discard(lingerMs: number): Promise<void>;
}

/** A refused caller costs nothing: until the first read, no byte of the body leaves the socket's buffer. */
export function requestBody(request: IncomingMessage): RequestBody {
  const chunks = request.iterator({ destroyOnReturn: false });
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next: IteratorResult<Uint8Array> = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return {
    stream,
    async discard(lingerMs) {
      await chunks.return?.();
      if (request.complete) return;
      request.resume();
      setTimeout(() => {
        if (!request.complete) request.socket.destroy();
      }, lingerMs).unref();
    },
  };
}
