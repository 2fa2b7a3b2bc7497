import { z } from 'zod';
import { lenient } from './lenient.ts';

const code = lenient(z.union([z.string(), z.number().transform(String)]).pipe(z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/)));
const errorBody = z.object({ error: z.object({ code, message: lenient(z.string()) }) });
const wrapped = z.object({ errorCode: code, message: lenient(z.string()) });

/** What Graph says against a request. */
export interface GraphError {
  readonly code: string;
  /** In Graph's words: to be looked at, and never passed on, because it may name people. */
  readonly message?: string;
}

/**
 * Graph's error from a body of either documented shape: `{"error": {"code": "7503"}}`, and `UnknownError` with a JSON text
 * `{"errorCode": "7503"}` inside `message` (graph-calling, 5.3). Undefined when there is no code.
 */
export function readGraphError(body: Uint8Array): GraphError | undefined {
  const read = errorBody.safeParse(parseJson(new TextDecoder().decode(body)));
  if (!read.success) return undefined;
  const { code: outer, message } = read.data.error;
  const inner = wrapped.safeParse(parseJson(message ?? '')).data;
  const known = inner?.errorCode ?? outer ?? undefined;
  if (known === undefined) return undefined;
  const words = inner?.message ?? message ?? undefined;
  return { code: known, ...(words === undefined ? {} : { message: words }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
