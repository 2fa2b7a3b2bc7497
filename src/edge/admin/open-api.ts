import type { z } from 'zod';
import { rolesFor } from './admin-door.ts';
import type { ApiRoute } from './define-route.ts';
import { JsonSchemas } from './json-schemas.ts';
import { headers, ifMatch, ifNoneMatch, key, OpenApiReplies } from './open-api-replies.ts';

export interface ApiFacts {
  readonly title: string;
  readonly description: string;
  /** Where an access token is taken. */
  readonly server: string;
  /** Where a key of the app is taken. */
  readonly keyServer: string;
  readonly tags: readonly Tag[];
  /** Members of a problem that only this API has. */
  readonly problemMembers: { readonly [member: string]: z.ZodType };
}

/** Operations that belong together. */
interface Tag {
  readonly name: string;
  readonly description: string;
  /** First parts of their paths. */
  readonly under: readonly string[];
}

/**
 * The description of an API (OpenAPI 3.1), made from the routes that serve it. Clients are generated from it, so names of
 * operations and components never change.
 */
export function openApi(routes: readonly ApiRoute<never>[], facts: ApiFacts): object {
  const { title, description, server, keyServer, tags } = facts;
  const schemas = new JsonSchemas();
  const replies = new OpenApiReplies(schemas, facts.problemMembers);
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const route of routes) {
    const path = `/${route.path}`;
    const { takesKey, needsTag, params = {}, query } = route;
    const parameters = [
      ...parametersOf(schemas, 'path', params),
      ...(query === undefined ? [] : queryParameters(schemas, query)),
      ...(takesKey === true ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
      ...(needsTag === true
        ? [{ $ref: '#/components/parameters/IfMatch' }, { $ref: '#/components/parameters/IfNoneMatch' }]
        : []),
    ];
    const content = contentOf(schemas, route);
    const roles = rolesFor(route.right);
    const operation = {
      operationId: route.name,
      tags: tags.flatMap(({ name, under }) => (under.includes(route.path.split('/')[0] ?? '') ? [name] : [])),
      summary: route.summary,
      description: `Needs the app role ${roles.join(' or ')}.`,
      security: [...roles.map((role) => ({ entra: [role] })), { key: [] }],
      ...(parameters.length > 0 && { parameters }),
      ...(content !== undefined && { requestBody: { required: true, content } }),
      responses: replies.of(route),
    };
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation };
  }
  const takes = (door: 'takesKey' | 'needsTag'): boolean => routes.some((route) => route[door] === true);
  return {
    openapi: '3.1.0',
    info: { title, version: '1', description: `${description}\n\n${howToRead}` },
    servers: [
      { url: server, description: 'With an access token of Microsoft Entra.' },
      { url: keyServer, description: 'With a key of the Functions app.' },
    ],
    tags: tags.map(({ name, description: about }) => ({ name, description: about })),
    paths,
    components: {
      securitySchemes,
      parameters: {
        ...(takes('takesKey') && { IdempotencyKey: key }),
        ...(takes('needsTag') && { IfMatch: ifMatch, IfNoneMatch: ifNoneMatch }),
      },
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => replies.usesHeader(name))),
      responses: Object.fromEntries(replies.components),
      schemas: Object.fromEntries([...schemas.components].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

const howToRead =
  'Answers may get more members, and problems more types, without a new version: leave out what you do not know. What is sent ' +
  'is read strictly: a member that is not described is refused.';

const securitySchemes = {
  entra: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token with an app role: each operation names it.',
  },
  key: { type: 'apiKey', in: 'header', name: 'x-functions-key', description: 'Taken at the second server only.' },
};

function contentOf(schemas: JsonSchemas, { body, takesSound }: ApiRoute<never>): object | undefined {
  if (takesSound === true) return { 'audio/wav': {} };
  return body && { 'application/json': { schema: schemas.asked(body) } };
}

function queryParameters(schemas: JsonSchemas, query: z.ZodType): readonly object[] {
  return parametersOf(schemas, 'query', 'shape' in query ? (query as z.ZodObject).shape : {}); // Queries are objects.
}

/** What a value means stands with its parameter, where generators of clients look for it. */
function parametersOf(
  schemas: JsonSchemas,
  place: 'path' | 'query',
  values: { readonly [name: string]: z.ZodType },
): readonly object[] {
  return Object.entries(values).map(([name, value]) => {
    const { description, ...schema } = schemas.parameter(value);
    return { name, in: place, required: place === 'path', ...(description !== undefined && { description }), schema };
  });
}
