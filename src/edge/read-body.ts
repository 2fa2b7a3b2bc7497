import type { BodyStream } from './http-types.ts';

export type BodyRead =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'tooLong' }
  /** The sender went away in the middle. */
  | { readonly kind: 'broken' };

/** Reads a body to its end, or until it is longer than `maxBytes`, whatever `Content-Length` said. */
export async function readBody(body: BodyStream | null, maxBytes: number): Promise<BodyRead> {
  if (!body) return { kind: 'read', bytes: new Uint8Array() };
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) return { kind: 'read', bytes: joined(chunks, length) };
      length += value.byteLength;
      if (length > maxBytes) {
        reader.cancel().catch(() => {}); // Nobody wants the rest.
        return { kind: 'tooLong' };
      }
      chunks.push(value);
    }
  } catch {
    return { kind: 'broken' };
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
