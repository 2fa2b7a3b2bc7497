import type { SimClock } from '../clock/sim-clock.ts';

/** A request as it arrives, whatever carried it. */
export interface GraphRequest {
  readonly method: string;
  /** Absolute, or from the root: `/v1.0/communications/calls/…`. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string | undefined };
  readonly body?: Uint8Array | string | undefined;
}

export interface GraphResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array;
}

/** JSON on the wire, to be looked at only through a schema. */
export type Json = { readonly [member: string]: unknown };

export function json(status: number, value: unknown, headers: { readonly [name: string]: string } = {}): GraphResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(JSON.stringify(value)),
  };
}

export function empty(status: number): GraphResponse {
  return { status, headers: {}, body: new Uint8Array() };
}

/** Graph's error shape (graph-calling, 5.3). */
export function graphError(
  at: { readonly clock: SimClock; newId(): string },
  status: number,
  code: string,
  message: string,
): GraphResponse {
  const innerError = { date: new Date(at.clock.now()).toISOString().slice(0, 19), 'request-id': at.newId() };
  return json(status, { error: { code, message, innerError } });
}

/** One header, whatever the spelling of its name. */
export function headerOf(request: GraphRequest, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of Object.entries(request.headers)) if (key.toLowerCase() === wanted) return value;
  return undefined;
}

export function bodyText(body: Uint8Array | string | undefined): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

/** The token of `Authorization: Bearer …`. */
export function bearerOf(request: GraphRequest): string | undefined {
  return /^Bearer +([^\s]+)$/i.exec(headerOf(request, 'authorization')?.trim() ?? '')?.[1];
}
