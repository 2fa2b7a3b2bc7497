import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { GraphConnection } from '../../src/adapters/graph/graph-connection.ts';
import { systemClock } from '../../src/ports/clock.ts';
import type { HttpRequestOut } from '../../src/ports/http-client.ts';
import { silentLog } from '../../src/ports/log.ts';
import type { Exchange } from '../support/an-adapter.ts';
import { readContract } from './contract-folder.ts';

/** The requests that an act on the calls API, or on meetings, sends; `reply` is what Graph says to each. */
export async function whatIsSent(
  act: (graph: GraphConnection) => Promise<void>,
  reply: (request: HttpRequestOut) => { readonly status: number; readonly body?: unknown } = () => ({ status: 202 }),
): Promise<readonly HttpRequestOut[]> {
  const sent: HttpRequestOut[] = [];
  const graph: GraphConnection = {
    http: {
      send: async (request) => {
        sent.push(request);
        const { status, body } = reply(request);
        const bytes = body === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(body));
        return { kind: 'answered', status, headers: {}, body: bytes };
      },
      close: async () => {},
    },
    graphBaseUrl: 'https://graph.example/v1.0',
    appId: 'c0ffee00-1111-4222-8333-444455556666',
    callbackUri: 'https://bot.example.net/api/calls',
    tokens: { forTenant: async () => 'token', refresh: async () => 'token' },
    prompts: {
      playable: async (item) => ({ uri: `https://bot.example.net/media/${item.kind}.wav`, resourceId: item.kind }),
      wav: async () => undefined,
    },
    clock: systemClock,
    log: silentLog,
    voicemailShape: 'endpointType',
  };
  await act(graph);
  return sent;
}

/** Checks requests and answers against Graph's published description. */
export interface ContractCheck {
  /** Method, path and body are as described. `ids`: what stands in the path for which parameter. */
  readonly fits: (request: HttpRequestOut, ids: { readonly [parameter: string]: string }) => void;
  /** Status and body are described for this request; an answer without a described body has none. */
  readonly answers: (exchange: Exchange, ids: { readonly [parameter: string]: string }) => void;
  /** This is what the description says comes back. */
  readonly isAnswer: (request: { readonly method: string; readonly path: string }, body: unknown) => void;
  readonly validatorFor: (path: string) => ValidateFunction;
}

export function contractCheck(): ContractCheck {
  const contract = JSON.parse(readContract('openapi-communications-calls.json'));
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false }); // It would tell of formats that it does not know.
  addFormats(ajv);
  ajv.addSchema(contract, 'contract');
  const paths: ReadonlyMap<string, { readonly [method: string]: unknown }> = new Map(Object.entries(contract.paths));

  /** A JSON pointer's way of writing a key. */
  const key = (text: string) => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
  const validatorFor = (path: string): ValidateFunction =>
    ajv.compile({ $ref: `contract#/paths/${key(path)}/post/requestBody/content/application~1json/schema` });
  const schemaNamed = (name: string): ValidateFunction => ajv.compile({ $ref: `contract#/components/schemas/${name}` });

  /** Each typed object within a body also fits the schema that its own `@odata.type` names. */
  function checkTyped(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    if ('@odata.type' in value && typeof value['@odata.type'] === 'string') {
      const validate = schemaNamed(value['@odata.type'].replace(/^#/, ''));
      expect({ valid: validate(value), errors: validate.errors }).toEqual({ valid: true, errors: null });
    }
    Object.values(value).forEach(checkTyped);
  }

  const pathOf = (request: HttpRequestOut, ids: { readonly [parameter: string]: string }): string => {
    let path = decodeURIComponent(new URL(request.url).pathname).replace('/v1.0', '');
    for (const [parameter, id] of Object.entries(ids)) path = path.replace(id, `{${parameter}}`);
    return path;
  };

  return {
    validatorFor,
    fits: (request, ids) => {
      const path = pathOf(request, ids);
      const operation = paths.get(path)?.[request.method.toLowerCase()];
      expect({ path, method: request.method, known: operation !== undefined }).toEqual({
        path,
        method: request.method,
        known: true,
      });
      if (typeof operation !== 'object' || operation === null || !('requestBody' in operation)) {
        expect(request.body).toBeUndefined();
        return;
      }
      const body: unknown = JSON.parse(request.body ?? '');
      const validate = validatorFor(path);
      expect({ valid: validate(body), errors: validate.errors }).toEqual({ valid: true, errors: null });
      checkTyped(body);
    },
    answers: ({ request, status, answer }, ids) => {
      const [path, method] = [pathOf(request, ids), request.method.toLowerCase()];
      const described = contract.paths[path]?.[method]?.responses ?? {};
      const found = [String(status), `${String(status)[0]}XX`].find((one) => one in described);
      expect({ path, method, status, described: found !== undefined }).toEqual({ path, method, status, described: true });
      if (found === undefined) return;
      if (described[found].content === undefined) {
        expect({ path, method, answer }).toEqual({ path, method, answer: undefined });
        return;
      }
      const responses = `contract#/paths/${key(path)}/${method}/responses`;
      const validate = ajv.compile({ $ref: `${responses}/${found}/content/application~1json/schema` });
      expect({ path, valid: validate(answer), errors: validate.errors }).toEqual({ path, valid: true, errors: null });
      checkTyped(answer);
    },
    isAnswer: ({ method, path }, body) => {
      const responses = `contract#/paths/${key(path)}/${method}/responses`;
      const found = contract.paths[path]?.[method]?.responses ?? {};
      const status = Object.keys(found).find((one) => one.startsWith('2')) ?? '';
      const validate = ajv.compile({ $ref: `${responses}/${status}/content/application~1json/schema` });
      expect({ valid: validate(body), errors: validate.errors }).toEqual({ valid: true, errors: null });
    },
  };
}
