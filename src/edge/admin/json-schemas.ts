import { z } from 'zod';

type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * JSON Schemas (2020-12) of what goes in and out. Those with an id (`.meta({ id })`) are said once, among the components.
 * Answers are open: members may be added to them, and whoever reads them leaves out what they do not know.
 */
export class JsonSchemas {
  readonly components = new Map<string, JsonSchema>();
  readonly #made = { input: new Map<z.ZodType, JsonSchema>(), output: new Map<z.ZodType, JsonSchema>() };

  /** What is sent to us. */
  asked(schema: z.ZodType): JsonSchema {
    return this.#written(schema, 'input');
  }

  /** A value in an address. */
  parameter(schema: z.ZodType): JsonSchema {
    const { default: usual } = withDefault.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
    return { ...this.asked(schema), ...(usual !== undefined && { default: usual }) };
  }

  /** What we say. */
  answered(schema: z.ZodType): JsonSchema {
    return this.#written(schema, 'output');
  }

  #written(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const known = this.#made[io].get(schema);
    if (known !== undefined) return known;
    // Inside of something else a schema with an id becomes a reference.
    const { properties, $defs = {} } = written.parse(
      z.toJSONSchema(z.object({ it: schema }), {
        io,
        unrepresentable: 'any',
        override: ({ zodSchema, jsonSchema }) => tidy(zodSchema, jsonSchema, io),
      }),
    );
    for (const [id, found] of Object.entries($defs)) this.#keep(id, withoutItself(id, withOurReferences(found)));
    const made = withOurReferences(properties.it);
    this.#made[io].set(schema, made);
    return made;
  }

  #keep(id: string, schema: JsonSchema): void {
    const known = this.components.get(id);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`Two schemas of the API are called "${id}".`); // The tests make every description.
    }
    this.components.set(id, schema);
  }
}

const keywords = z.record(z.string(), z.unknown());
const written = z.object({ properties: z.object({ it: keywords }), $defs: z.record(z.string(), keywords).optional() });

const withDefault = z.object({ default: z.json().optional() });

/** What contains itself (`JsonValue`) is a type that most generators of clients stumble over: it may be anything. */
function withoutItself(id: string, schema: JsonSchema): JsonSchema {
  const isWithin = JSON.stringify(schema).includes(`"#/components/schemas/${id}"`);
  return isWithin ? { description: schema.description } : schema;
}

/**
 * Says what is meant when a member is left out. As a `default` generators of clients take it for a member that is always there,
 * and want it from whoever sends.
 */
function tellDefault(schema: z.core.JSONSchema.BaseSchema): void {
  const { default: usual, description = '' } = schema;
  delete schema.default;
  const isEmpty = typeof usual === 'object' && usual !== null && Object.keys(usual).length === 0;
  if (usual === undefined || usual === '' || isEmpty || /left out/i.test(description)) return;
  schema.description = `${description} Left out: ${JSON.stringify(usual)}.`.trim();
}

/** Leaves out what says nothing to whoever reads it, and keeps what it says. */
function tidy(source: z.core.$ZodType, schema: z.core.JSONSchema.BaseSchema, io: 'input' | 'output'): void {
  if (io === 'output' && schema.additionalProperties === false) delete schema.additionalProperties;
  if (io === 'input') tellDefault(schema);
  if (schema.format === 'date-time') delete schema.pattern; // It repeats the format, at length.
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  const examples = z.globalRegistry.get(source)?.examples; // Zod drops those of what is sent where something in it is read further.
  if (Array.isArray(examples)) schema.examples = examples;
  const names = schema.propertyNames;
  if (typeof names === 'object' && Object.keys(names).join() === 'type') delete schema.propertyNames; // All names are strings.
}

function withOurReferences(schema: JsonSchema): JsonSchema {
  const text = JSON.stringify(schema, (member, value: unknown) =>
    member === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : value,
  );
  return keywords.parse(JSON.parse(text));
}
