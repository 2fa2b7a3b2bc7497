import * as z from 'zod';
import '../../shared/zod-without-eval.ts';

/** How a request to the API went. Nothing throws. */
export type Answer<T> =
  /** `status`: 202 means that the end is not known yet. */
  | { readonly kind: 'ok'; readonly status: number; readonly value: T }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** No answer within the deadline, or a connection that could not be made. */
  | { readonly kind: 'unreachable' }
  /** An answer that is not the API's: of a gateway, or of another version. */
  | { readonly kind: 'notUnderstood'; readonly status: number };

export type Trouble = Exclude<Answer<never>, { readonly kind: 'ok' }>;

/** What the API says when it says no (problem+json), with what the page needs besides. */
export interface Refusal {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  /** Explained by the page of result codes. */
  readonly code?: string;
  readonly retryAfterMs?: number;
}

const problemSchema = z.object({ title: z.string(), detail: z.string().exactOptional(), code: z.string().exactOptional() });

/** Reads an answer once, by the schema of what is expected. */
export async function readAnswer<T>(response: Response, schema: z.ZodType<T>): Promise<Answer<T>> {
  const { status } = response;
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) {
    const read = schema.safeParse(body);
    return read.success ? { kind: 'ok', status, value: read.data } : { kind: 'notUnderstood', status };
  }
  const problem = problemSchema.safeParse(body);
  // The host of the app asks for keys before any code of ours runs, and refuses without a word.
  if (status === 401 && !problem.success) return { kind: 'refused', refusal: { status, title: 'The key is not taken.' } };
  if (!problem.success) return { kind: 'notUnderstood', status };
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    kind: 'refused',
    refusal: { status, ...problem.data, ...(seconds >= 0 && { retryAfterMs: seconds * 1_000 }) },
  };
}
