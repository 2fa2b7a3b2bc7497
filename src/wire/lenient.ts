import { z } from 'zod';

/**
 * How Graph's JSON is read: a member that is missing, null or of a wrong shape is simply absent, so that one odd
 * member never costs us the notification around it (graph-calling, section 3).
 */
export function lenient<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().catch(undefined);
}

/** A text that is worth keeping. Longer ones are dropped, because what is read here may be stored. */
export function lenientText(maxLength: number) {
  return lenient(z.string().min(1).max(maxLength));
}

/** A list whose entries are read one by one; anything else is an empty list. */
export const lenientList = z.array(z.unknown()).nullish().catch(undefined);

/** Whole numbers, written as a number or, on old traffic, as a string (graph-calling, "Fifteen things", 5). */
export const lenientInteger = lenient(
  z
    .union([
      z.number().int(),
      z
        .string()
        .max(20)
        .regex(/^-?\d+$/)
        .transform(Number),
    ])
    .pipe(z.number().int()),
);

/** A present value, or nothing: Graph's null and our undefined mean the same. */
export function present<Value>(value: Value | null | undefined): Value | undefined {
  return value ?? undefined;
}

/** An object of the given members without those that are absent, for `exactOptionalPropertyTypes`. */
export function withoutAbsent<Members extends Record<string, unknown>>(members: Members): Present<Members> {
  const kept = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null));
  return kept as Present<Members>; // Only absent members went; the type says the same.
}

type Present<Members> = {
  [Name in keyof Members as null extends Members[Name] ? never : undefined extends Members[Name] ? never : Name]: Members[Name];
} & {
  [Name in keyof Members as null extends Members[Name] ? Name : undefined extends Members[Name] ? Name : never]?: NonNullable<
    Members[Name]
  >;
};
