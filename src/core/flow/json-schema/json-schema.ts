import { z } from 'zod';
import type { StepKit } from '../../steps/define-step.ts';

/** A JSON Schema of the 2020-12 draft, as plain JSON. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

export const draft = 'https://json-schema.org/draft/2020-12/schema';

/**
 * What people write for a zod schema: the input side, so that a duration is a text with a unit. What zod refers to within
 * the schema is put into `defs`, under names that begin with `name`.
 */
export function fromZod(schema: z.ZodType | StepKit['schema'], name: string, defs: { [name: string]: JsonSchema }): JsonSchema {
  const {
    $schema: _draft,
    $defs = {},
    ...own
  } = withoutPrototypes(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  for (const [inner, definition] of Object.entries($defs)) defs[`${name}.${inner}`] = renamed(definition, name) as JsonSchema; // An object, as it was.
  return renamed(own, name) as JsonSchema; // Likewise.
}

const plain = z.looseObject({ $schema: z.unknown(), $defs: z.record(z.string(), z.looseObject({})).optional() });

function withoutPrototypes(schema: unknown): z.output<typeof plain> {
  return plain.parse(JSON.parse(JSON.stringify(schema)));
}

function renamed(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, inner.replace(/^#\/\$defs\//, `#/$defs/${name}.`)]
        : [key, renamed(inner, name)],
    ),
  );
}

/** An object with exactly these members, of which some must be there. */
export function object(
  properties: { readonly [member: string]: JsonSchema },
  { required = [], ...more }: { readonly required?: readonly string[]; readonly [keyword: string]: unknown } = {},
): JsonSchema {
  return { type: 'object', ...more, properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

/** An object of names to values of one kind. */
export const named = (propertyNames: JsonSchema, value: JsonSchema, more: JsonSchema = {}): JsonSchema => ({
  type: 'object',
  ...more,
  propertyNames,
  additionalProperties: value,
});

export const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });

export const text = (maxLength: number, more: JsonSchema = {}): JsonSchema => ({ type: 'string', maxLength, ...more });

export const note: JsonSchema = text(2_000, {
  description: 'For people; the bot does not read it.',
  examples: ['Changed for the winter timetable.'],
});

/** `"$schema"`, which editors read. */
export const schemaMember: JsonSchema = text(2_000, {
  description: 'Where editors find this description.',
  examples: ['../flow.schema.json'],
});
