import { z } from 'zod';
import { rolesFor } from './admin-door.ts';
import type { ApiRoute } from './define-route.ts';
import { problemNames } from './problem.ts';

export interface ApiFacts {
  readonly title: string;
  readonly description: string;
  readonly server: string;
  /** Where a key of the app is taken. */
  readonly keyPath: string;
}

/** The description of an API (OpenAPI 3.1), made from the routes that serve it. */
export function openApi(routes: readonly ApiRoute<never>[], { title, description, server, keyPath }: ApiFacts): object {
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const route of routes) {
    const path = `/${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: '1',
      description,
    },
    servers: [{ url: server }],
    security: [{ entra: [] }, { key: [] }],
    paths,
    components: {
      securitySchemes: {
        entra: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An app role: each operation names it.',
        },
        key: {
          type: 'apiKey',
          in: 'header',
          name: 'x-functions-key',
          description: `Under ${keyPath}.`,
        },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'status', 'title'],
          properties: {
            type: { type: 'string', enum: problemNames.map((name) => `urn:teams-ivr:${name}`) },
            status: { type: 'integer' },
            title: { type: 'string' },
            detail: { type: 'string' },
            findings: { type: 'array', items: { type: 'object' } },
            failures: { type: 'array', items: { type: 'string' } },
            rows: { type: 'array', items: { type: 'object' } },
            code: { type: 'string', description: 'Of Microsoft, or of the bot itself: docs/result-codes.md explains it.' },
          },
        },
      },
    },
  };
}

function operation({ method, path, summary, right, query, body, takesSound, needsTag }: ApiRoute<never>): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const tag = { name: 'If-Match', in: 'header', required: false, schema: { type: 'string' }, description: 'ETag of the draft.' };
  const content = takesSound === true ? { 'audio/wav': {} } : body && { 'application/json': { schema: schemaOf(body) } };
  return {
    operationId: `${method.toLowerCase()} ${path}`.replace(
      /[^A-Za-z]+(\w)?/g,
      (_, letter: string | undefined) => letter?.toUpperCase() ?? '',
    ),
    summary,
    description: `Needs the app role ${rolesFor(right).join(' or ')}.`,
    parameters: [...inPath, ...(query === undefined ? [] : queryParameters(query)), ...(needsTag === true ? [tag] : [])],
    ...(content !== undefined && { requestBody: { required: true, content } }),
    responses: {
      '2XX': { description: 'Done.' },
      default: {
        description: 'A problem (RFC 9457).',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

const objectSchema = z.looseObject({ properties: z.record(z.string(), z.unknown()).default({}) });

function queryParameters(query: z.ZodType): readonly object[] {
  const { properties } = objectSchema.parse(schemaOf(query));
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function schemaOf(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
