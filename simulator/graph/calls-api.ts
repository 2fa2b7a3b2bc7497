/** `/v1.0/communications/calls/…`: who asks, which call, which operation, in the order in which the real one refuses. */
import { unreachable } from '../../src/core/call/unreachable.ts';
import type { SimCall } from './call/sim-call.ts';
import { isPermitted } from './directory/permission-table.ts';
import { refuseToken, type TokenEndpoint } from './identity/token-endpoint.ts';
import { bearerOf, bodyText, type GraphRequest, type GraphResponse, graphError } from './messages.ts';
import type { AllowedWhen, OperationResponse } from './operations/define-operation.ts';
import { refusal } from './operations/refusals.ts';
import { type Route, routeFor } from './operations/registry.ts';
import type { Platform } from './platform.ts';
import { type RequestBody, readBody } from './request-body.ts';

export class CallsApi {
  readonly #platform: Platform;
  readonly #tokens: TokenEndpoint;

  constructor(platform: Platform, tokens: TokenEndpoint) {
    this.#platform = platform;
    this.#tokens = tokens;
  }

  /** `segments` is the path below `/v1.0/communications/calls`. */
  answer(request: GraphRequest, segments: readonly string[], version: 'v1.0' | 'beta'): GraphResponse {
    const began = this.#platform.clock.now();
    const [rawId, action] = segments;
    const call = this.#platform.calls.find(rawId);
    const route = routeFor(request.method, segments, version);
    const body = readBody(request);
    const response = this.#decide(request, body, call, route);
    const answered = bodyText(response.body);
    this.#platform.exchanges.add(call?.id, {
      direction: 'toGraph',
      title: route?.operation.name ?? action ?? 'unknown request',
      method: request.method,
      path: new URL(request.url, this.#platform.options.ownUrl()).pathname,
      status: response.status,
      durationMs: this.#platform.clock.now() - began,
      ...(body.kind === 'json' ? { request: body.value } : {}),
      ...(answered === '' ? {} : { response: JSON.parse(answered) as unknown }),
      ...(response.status >= 400 ? { trouble: `Refused with ${response.status}.` } : {}),
    });
    return response;
  }

  #decide(request: GraphRequest, body: RequestBody, call: SimCall | undefined, route: Route | undefined): GraphResponse {
    const refuse = (status: number, code: string, message: string): GraphResponse =>
      graphError(this.#platform, status, code, message);
    const token = this.#tokens.check(bearerOf(request));
    if (token.kind !== 'good') return refuseToken(this.#platform, token.kind);
    if (!route)
      return refuse(404, 'UnknownError', unknownOperation(new URL(request.url, this.#platform.options.ownUrl()).pathname));
    const { operation, participantId } = route;
    if (!this.#platform.directory.callingEnabled) return refusal(this.#platform, '7503');
    if (operation.about === 'call') {
      if (!call || call.isOver) return refusal(this.#platform, '8522');
      if (token.tenantId !== call.tenantId.toLowerCase()) return refusal(this.#platform, '7505');
      const act = operation.permit(call);
      if (act !== undefined && !isPermitted(act, token.roles, call.permissions)) return refusal(this.#platform, '7504');
    }
    if (body.kind === 'notJson') return refuse(415, 'UnsupportedMediaType', 'The request body must be application/json.');
    if (body.kind === 'unreadable') return refuse(400, 'BadRequest', 'Unable to read JSON request payload.');
    const interfered = this.#platform.options.interfere?.(operation.name, call?.id ?? '');
    if (interfered) return interfered;
    const asked = { platform: this.#platform, tenantId: token.tenantId, roles: token.roles, participantId };
    const content = body.kind === 'json' ? body.value : {};
    let result: OperationResponse;
    if (operation.about === 'calls') {
      result = operation.run(asked, content);
    } else {
      if (!call) return refusal(this.#platform, '8522');
      const wrong = wrongState(operation.when, call);
      if (wrong !== undefined) return refuse(400, 'invalidRequest', `${operation.name}: ${wrong}`);
      result = operation.run({ ...asked, call }, content);
    }
    if ('kind' in result) return refuse(400, 'invalidRequest', result.problem);
    return result;
  }
}

/** What existed once is said to be gone (graph-calling, 1.1). */
function unknownOperation(path: string): string {
  return /\/(microsoft\.graph\.)?updateMetadata$/i.test(path)
    ? 'updateMetadata was removed in March 2021.'
    : 'The simulator does not know this operation.';
}

/** The numbers that the real service gives for these are not documented; the status and the shape are. */
function wrongState(when: AllowedWhen, call: SimCall): string | undefined {
  switch (when) {
    case 'alive':
      return undefined;
    case 'ringing':
      return call.asked === 'nothing' ? undefined : `the call has been asked to ${call.asked} already.`;
    case 'established':
      return call.state === 'established' ? undefined : `the call is ${call.state}, not established.`;
    default:
      return unreachable(when);
  }
}
