import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { at, describedAdmin, describedAutomation, isJson, type Json, jsonOf } from './support/described-api.ts';

// The descriptions of both APIs, against the part of OpenAPI 3.1 that we write: sections of
// https://spec.openapis.org/oas/v3.1.1.html. Whether answers are as described, every test of the APIs looks at.

const words = z.string().min(1);
const reference = z.strictObject({ $ref: z.string().startsWith('#/components/') }); // 4.8.23, without siblings
const schema = z.custom<Json>(isJson); // 4.8.24; compiled below
const mediaType = z.strictObject({ schema: schema.optional(), example: z.json().optional() }); // 4.8.14
const content = z.partialRecord(z.enum(['application/json', 'application/problem+json', 'text/csv', 'audio/wav']), mediaType); // 4.8.14
const header = z.strictObject({ description: words, required: z.literal(true).optional(), schema }); // 4.8.21, without a name
const parameter = z
  .strictObject({
    name: words,
    in: z.enum(['path', 'query', 'header']),
    required: z.boolean(),
    description: words,
    schema,
    example: z.json().optional(),
  })
  .refine((one) => one.in !== 'path' || one.required, 'what stands in a path is required'); // 4.8.12
const response = z.strictObject({
  description: words,
  headers: z.record(z.string(), reference).optional(),
  content: content.optional(),
}); // 4.8.17
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  tags: z.tuple([words]),
  summary: words,
  description: words,
  parameters: z.array(z.union([reference, parameter])).optional(),
  security: z.array(z.record(words, z.array(words))).min(2), // 4.8.30; roles, of a scheme that is no OAuth2
  requestBody: z.strictObject({ required: z.literal(true), content }).optional(), // 4.8.13
  responses: z.record(z.string().regex(/^[2345]\d\d$/), z.union([reference, response])), // 4.8.16
}); // 4.8.10
const named = <Value extends z.ZodType>(value: Value) => z.record(z.string().regex(/^[a-zA-Z0-9._-]+$/), value); // 4.8.7
const document = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: words, version: words, description: words }), // 4.8.2
  servers: z.array(z.strictObject({ url: z.url(), description: words })).min(1), // 4.8.5
  tags: z.array(z.strictObject({ name: words, description: words })), // 4.8.22
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'put', 'post', 'delete']), operation), // 4.8.9
  ), // 4.8.8
  components: z.strictObject({
    securitySchemes: named(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('http'), scheme: words, bearerFormat: words, description: words }),
        z.strictObject({ type: z.literal('apiKey'), in: z.literal('header'), name: words, description: words }),
      ]), // 4.8.27
    ),
    parameters: named(parameter),
    headers: named(header),
    responses: named(response),
    schemas: named(schema),
  }),
});

const apis = [
  ['automation', describedAutomation().document],
  ['admin', describedAdmin().document],
] as const;

/** Everything within a document, with where it stands. */
function* within(value: unknown, place = ''): Generator<{ readonly place: string; readonly value: unknown }> {
  yield { place, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [member, one] of Object.entries(value)) yield* within(one, `${place}/${member.replaceAll('/', '~1')}`);
}

describe.each(apis)('the description of the %s API', (_, given) => {
  const read = document.parse(given);
  const operations = Object.entries(read.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, one]) => ({ path, method, ...one })),
  );
  const everything = [...within(given)];
  const references = everything.flatMap(({ value }) => (isJson(value) && typeof value.$ref === 'string' ? [value.$ref] : []));

  test('has what every reference names, and nothing that no reference names', () => {
    for (const to of references) expect(() => at(given, to.slice(2))).not.toThrow();
    const kept = Object.entries(read.components).flatMap(([kind, all]) =>
      kind === 'securitySchemes' ? [] : Object.keys(all).map((name) => `#/components/${kind}/${name}`),
    );
    expect(kept.filter((name) => !references.includes(name))).toEqual([]);
  });

  test('names every operation once, in words that programs can call, under a tag that it explains', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    const tags = read.tags.map(({ name }) => name);
    expect([...new Set(operations.flatMap(({ tags: [tag] }) => [tag]))].sort()).toEqual([...tags].sort());
    const asked = operations.flatMap(({ security }) => security.flatMap((one) => Object.keys(one)));
    expect([...new Set(asked)]).toEqual(Object.keys(read.components.securitySchemes));
  });

  test.each(operations.map((one) => [`${one.method} ${one.path}`, one] as const))('%s says all of itself', (_name, one) => {
    const parameters = (one.parameters ?? []).flatMap((it) => ('$ref' in it ? [] : [it]));
    const open = [...one.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(parameters.filter((it) => it.in === 'path').map(({ name }) => name)).toEqual(open);
    const statuses = Object.keys(one.responses);
    expect(statuses.some((status) => status.startsWith('2'))).toBe(true);
    expect(statuses).toEqual(expect.arrayContaining(['401', '403', '500', '503']));
  });

  test('has schemas that a strict reader compiles, and examples that fit them', () => {
    const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
    addFormats(ajv);
    const inDefinitions: unknown = JSON.parse(
      JSON.stringify(given).replaceAll('"#/components/schemas/', '"https://x.example/all#/$defs/'),
    );
    const local = jsonOf(inDefinitions);
    ajv.addSchema({ $id: 'https://x.example/all', $defs: jsonOf(local.components).schemas });
    const schemas = [...within(local)].filter(({ place }) => /\/schema$|^\/components\/schemas\/\w+$/.test(place));
    expect(schemas.length).toBeGreaterThan(20);
    let examples = 0;
    for (const { place, value } of schemas) {
      expect([place, ajv.validateSchema(jsonOf(value))]).toEqual([place, true]);
      ajv.compile(jsonOf(value));
      for (const inner of within(value)) {
        if (!isJson(inner.value) || !Array.isArray(inner.value.examples)) continue;
        const validate = ajv.compile(inner.value);
        for (const example of inner.value.examples) {
          examples += 1;
          expect([place, inner.place, validate(example), validate.errors]).toEqual([place, inner.place, true, null]);
        }
      }
    }
    expect(examples).toBeGreaterThan(0);
  });
});
