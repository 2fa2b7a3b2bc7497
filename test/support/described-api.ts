import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { adminFacts } from '../../src/edge/admin/handle-admin.ts';
import { openApi } from '../../src/edge/admin/open-api.ts';
import { adminRoutes } from '../../src/edge/admin/routes.ts';
import { automationFacts } from '../../src/edge/automation/handle-automation.ts';
import { automationRoutes } from '../../src/edge/automation/routes.ts';

// Every answer that a test gets from an API is held against the API's own description, as strictly as JSON Schema can: a
// member, a header, a status or a type of content that is not described fails the test, whatever it is about.

export type Json = { readonly [member: string]: unknown };

/** One request and what came back. */
export interface Exchange {
  readonly method: string;
  /** Below the API's first server, with its query. */
  readonly path: string;
  readonly headers?: { readonly [name: string]: string };
  /** What was sent as JSON. */
  readonly sent?: unknown;
  readonly status: number;
  /** Undefined: there is none. */
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

export interface DescribedApi {
  readonly document: Json;
  /** What differs from the description; empty when nothing does. */
  complaints(exchange: Exchange): readonly string[];
  /** What the description refuses in a request. */
  requestComplaints(request: Pick<Exchange, 'method' | 'path' | 'headers' | 'sent'>): readonly string[];
}

const origin = 'https://bot.example.net';
let automation: DescribedApi | undefined;
let admin: DescribedApi | undefined;
export const describedAutomation = (): DescribedApi =>
  (automation ??= describedApi(openApi(automationRoutes, automationFacts(origin))));
export const describedAdmin = (): DescribedApi => (admin ??= describedApi(openApi(adminRoutes, adminFacts(origin))));

/** Fails the test that has asked. */
export function isAsDescribed(api: DescribedApi, exchange: Exchange): void {
  const complaints = api.complaints(exchange);
  if (complaints.length === 0) return;
  const what = `${exchange.method} /${exchange.path} ${exchange.status}`;
  throw new Error(`${what} is not what the API's description says:\n${complaints.join('\n')}\n${exchange.text.slice(0, 2_000)}`);
}

export function describedApi(given: object): DescribedApi {
  const document = jsonOf(given);
  const validators = new Validators(document);
  const find = (reference: unknown): Json => resolved(document, reference);
  const paths = Object.entries(jsonOf(document.paths));

  const operationOf = (method: string, path: string): { readonly place: string; readonly operation: Json } | undefined => {
    const fitting = paths.filter(([template, item]) => fits(template, path) && method.toLowerCase() in jsonOf(item));
    fitting.sort(([a], [b]) => a.split('{').length - b.split('{').length); // The fewest open places win.
    const [template, item] = fitting[0] ?? [];
    if (template === undefined) return undefined;
    return { place: `paths/${key(template)}/${method.toLowerCase()}`, operation: jsonOf(jsonOf(item)[method.toLowerCase()]) };
  };

  return {
    document,
    requestComplaints: (request) => {
      const [path = '', query = ''] = request.path.split('?');
      const found = operationOf(request.method, `/${path}`);
      return found === undefined ? ['this operation is not described'] : asTaken(found, request, new URLSearchParams(query));
    },
    complaints: (exchange) => {
      const { status, text, header } = exchange;
      const type = header('content-type')?.split(';')[0];
      const [path = '', query = ''] = exchange.path.split('?');
      const found = operationOf(exchange.method, `/${path}`);
      if (found === undefined) {
        const problem = validators.complaints('components/schemas/Problem', parsed(text));
        return [404, 405].includes(status) ? problem : ['this operation is not described'];
      }
      const responses = jsonOf(found.operation.responses);
      if (!(status in responses)) return [`the status ${status} is not described, but ${Object.keys(responses).join(', ')}`];
      const { pointer, value: response } = followed(document, `${found.place}/responses/${status}`);
      const described = jsonOf(response.headers ?? {});
      const wrongHeaders = [
        ...Object.entries(described).flatMap(([name, reference]) =>
          find(reference).required === true && header(name) === undefined ? [`the header ${name} is missing`] : [],
        ),
        ...telling.flatMap((name) =>
          header(name) !== undefined && !(name in described) ? [`the header ${name} is not described`] : [],
        ),
        ...Object.keys(described).flatMap((name) => {
          const sent = header(name);
          const at = followed(document, `${pointer}/headers/${key(name)}`).pointer;
          const isNumber = jsonOf(find(described[name]).schema).type === 'integer';
          return sent === undefined
            ? []
            : validators.complaints(`${at}/schema`, isNumber ? Number(sent) : sent, `header ${name}`);
        }),
      ];
      const isWell = status < 300;
      return [
        ...wrongHeaders,
        ...contentComplaints(jsonOf(response.content ?? {}), type, text, pointer),
        ...(isWell ? asTaken(found, exchange, new URLSearchParams(query)) : []),
      ];
    },
  };

  function contentComplaints(content: Json, type: string | undefined, text: string, pointer: string): readonly string[] {
    if (Object.keys(content).length === 0) return text === '' ? [] : ['a body is not described'];
    if (type === undefined || !(type in content)) return [`the type of content ${type} is not described`];
    const body = type === 'text/csv' ? text : parsed(text);
    return validators.complaints(`${pointer}/content/${key(type)}/schema`, body);
  }

  /** What the API takes, its description takes too. */
  function asTaken(
    { place, operation }: { readonly place: string; readonly operation: Json },
    { sent, headers = {} }: Pick<Exchange, 'headers' | 'sent'>,
    query: URLSearchParams,
  ): readonly string[] {
    const parameters = list(operation.parameters ?? []).map(find);
    const named = (where: string) => parameters.filter((one) => one.in === where).map(({ name }) => String(name).toLowerCase());
    const conditions = ['idempotency-key', 'if-match', 'if-none-match'];
    const strange = [
      ...[...query.keys()].filter((name) => !named('query').includes(name)).map((name) => `query ${name}`),
      ...Object.keys(headers).filter(
        (name) => conditions.includes(name.toLowerCase()) && !named('header').includes(name.toLowerCase()),
      ),
    ].map((what) => `${what} was taken, and is not described`);
    const wanted = operation.requestBody === undefined ? undefined : jsonOf(jsonOf(operation.requestBody).content);
    if (wanted === undefined || !('application/json' in wanted)) return strange;
    return [
      ...strange,
      ...validators.complaints(`${place}/requestBody/content/${key('application/json')}/schema`, sent, 'request'),
    ];
  }
}

/** Headers that say something about the answer. One that comes is described. */
const telling: readonly string[] = ['Location', 'ETag', 'Link', 'Retry-After', 'WWW-Authenticate'];

const base = `${origin}/components.json`;

/** Compiles what is asked for, once. */
class Validators {
  readonly #ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
  readonly #document: Json;
  readonly #made = new Map<string, ValidateFunction>();

  constructor(document: Json) {
    addFormats(this.#ajv);
    this.#document = closed(document);
    this.#ajv.addSchema({ $id: base, $defs: jsonOf(jsonOf(this.#document.components).schemas) });
  }

  complaints(pointer: string, value: unknown, what = 'answer'): readonly string[] {
    const validate = this.#made.get(pointer) ?? this.#ajv.compile(at(this.#document, pointer));
    this.#made.set(pointer, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${what}${instancePath}: ${message} ${JSON.stringify(params)}`,
    );
  }
}

/**
 * Answers are described as open, so that they may grow. Here they may not: what has grown is to be described. And what the
 * document keeps among its components, JSON Schema looks for among definitions.
 */
function closed(document: Json): Json {
  const written: unknown = JSON.parse(JSON.stringify(document), (member, value: unknown) => {
    if (member === '$ref' && typeof value === 'string') return value.replace('#/components/schemas/', `${base}#/$defs/`);
    const isOpen = isJson(value) && value.type === 'object' && 'properties' in value && !('additionalProperties' in value);
    return isOpen ? { ...value, additionalProperties: false } : value;
  });
  return jsonOf(written);
}

/** Follows one reference, and says where it leads. */
function followed(document: Json, pointer: string): { readonly pointer: string; readonly value: Json } {
  const value = at(document, pointer);
  const reference = value.$ref;
  return typeof reference === 'string'
    ? { pointer: reference.slice(2), value: at(document, reference.slice(2)) }
    : { pointer, value };
}

export function resolved(document: Json, value: unknown): Json {
  const { $ref: reference, ...rest } = jsonOf(value);
  return typeof reference === 'string' ? at(document, reference.slice(2)) : rest;
}

/** What stands at a JSON pointer, which is escaped as in a URI. */
export function at(document: Json, pointer: string): Json {
  return pointer
    .split('/')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((value, part) => {
      if (!(part in value)) throw new Error(`The description has nothing at ${pointer}.`);
      return jsonOf(value[part]);
    }, document);
}

/** A JSON pointer's way of writing a key. */
export const key = (text: string): string => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));

function fits(template: string, path: string): boolean {
  const [parts, given] = [template.split('/'), path.split('/')];
  return parts.length === given.length && parts.every((part, index) => part.startsWith('{') || part === given[index]);
}

const parsed = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));
export const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export function jsonOf(value: unknown): Json {
  if (!isJson(value)) throw new Error('The description has no object where it should have one.');
  return value;
}
