import type { z } from 'zod';

/**
 * What a route answers, by status, for the description of its API. A text is a problem, in words. What every route answers
 * alike (who comes in, what is not understood, what is too much) is added where the description is made.
 */
export interface Replies {
  readonly [status: number]: string | Answer;
}

/** Something that went well. */
export interface Answer {
  readonly words: string;
  /** Of the JSON in the body. Undefined: no body. */
  readonly body?: z.ZodType;
  /** An example of the same as `text/csv`, where that can be asked for. */
  readonly csv?: string;
  readonly headers: readonly HeaderName[];
}

export const answer = (words: string, body?: z.ZodType, ...headers: readonly HeaderName[]): Answer => ({
  words,
  headers,
  ...(body === undefined ? {} : { body }),
});

/** Headers that say something about the answer. */
export type HeaderName = 'Location' | 'ETag' | 'Link' | 'Retry-After' | 'WWW-Authenticate';

/** What fits a schema, as something that is only shown: the compiler finds an answer that its description does not have. */
export type Shown<Schema extends z.ZodType> = Unchanging<z.output<Schema>>;

type Unchanging<Value> = Value extends readonly (infer Item)[]
  ? readonly Unchanging<Item>[]
  : Value extends object
    ? { readonly [Member in keyof Value]: Unchanging<Value[Member]> }
    : Value;
