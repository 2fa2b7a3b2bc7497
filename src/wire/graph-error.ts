import { z } from 'zod';
import { lenient } from './lenient.ts';

const code = lenient(z.union([z.string(), z.number().transform(String)]).pipe(z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/)));
const errorBody = z.object({ error: z.object({ code, message: lenient(z.string()) }) });
const wrapped = z.object({ errorCode: code });

/**
 * Graph's error code from a body of either documented shape: `{"error": {"code": "7503"}}`, and `UnknownError` with a
 * JSON text `{"errorCode": "7503"}` inside `message` (graph-calling, 5.3). Undefined when there is none. The message
 * itself is never passed on: it may name people.
 */
export function readGraphErrorCode(body: Uint8Array): string | undefined {
  const read = errorBody.safeParse(parseJson(new TextDecoder().decode(body)));
  if (!read.success) return undefined;
  const inner = wrapped.safeParse(parseJson(read.data.error.message ?? ''));
  return (inner.success ? inner.data.errorCode : undefined) ?? read.data.error.code ?? undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
