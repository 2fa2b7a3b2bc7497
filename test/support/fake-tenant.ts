import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silenceWav } from '../../src/adapters/prompts/silence.ts';

/** What a tenant that nobody has set up right may do; absent members are as they should be. */
export interface TenantFaults {
  /** Entra's number instead of a token. */
  readonly tokenError?: number;
  /** Permissions in the token. */
  readonly roles?: readonly string[];
  /** Graph's answer to any request. Default: the call does not exist. */
  readonly graph?: { readonly status: number; readonly body: object };
  /** Added to the `Date` of every answer. */
  readonly skewMs?: number;
  /** The body of the key set. */
  readonly keys?: object;
}

/** What stands where the bot should be. Absent members are as the bot does. */
export interface FrontFaults {
  readonly health?: { readonly status: number; readonly body: string };
  /** Status of `POST /api/calls`. */
  readonly webhook?: number;
  readonly prompt?: { readonly status: number; readonly body: Uint8Array };
}

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Entra's token endpoint, Graph and the issuer of notifications on loopback, with real HTTP. */
export function fakeTenant(faults: TenantFaults): Promise<Listening> {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' };
  return listen((request, response) => {
    const path = request.url ?? '';
    const answer = (status: number, body: object): void => {
      const date = new Date(Date.now() + (faults.skewMs ?? 0)).toUTCString();
      response.writeHead(status, { 'content-type': 'application/json', date }).end(JSON.stringify(body));
    };
    request.resume();
    request.on('end', () => {
      if (path.includes('/oauth2/')) return answerToken(faults, answer);
      if (path.endsWith('/OpenIdConfiguration')) return answer(200, { jwks_uri: `${originOf(request)}/keys` });
      if (path === '/keys') return answer(200, faults.keys ?? { keys: [jwk] });
      const { status, body } = faults.graph ?? { status: 404, body: { error: { code: '8522', message: 'Call not found' } } };
      return answer(status, body);
    });
  });
}

/** Looks like a signed token; Graph's fake does not check it. */
export const fakeSignature = 'c2lnbmF0dXJlLW9mLW5vYm9keQ';

function answerToken({ tokenError, roles = allRoles }: TenantFaults, answer: (status: number, body: object) => void): void {
  if (tokenError !== undefined) {
    const error_description = `AADSTS${tokenError}: The words of Entra, which may hold anything.`;
    return answer(401, { error: 'invalid_client', error_description, error_codes: [tokenError] });
  }
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const access_token = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ roles })}.${fakeSignature}`;
  return answer(200, { token_type: 'Bearer', expires_in: 3_599, access_token });
}

export const allRoles = [
  'Calls.Initiate.All',
  'Calls.AccessMedia.All',
  'Calls.JoinGroupCall.All',
  'Calls.JoinGroupCallAsGuest.All',
  'Calls.InitiateGroupCall.All',
] as const;

/** The three doors of a bot, for those who knock. */
export function fakeFront(faults: FrontFaults): Promise<Listening> {
  const wellBody = JSON.stringify({ status: 'ok', checks: { store: 'ok', flows: 'ok' } });
  return listen((request, response) => {
    const path = request.url ?? '';
    request.resume();
    request.on('end', () => {
      if (path === '/api/health') {
        const { status, body } = faults.health ?? { status: 200, body: wellBody };
        response.writeHead(status).end(body);
      } else if (path === '/api/calls') {
        response.writeHead(faults.webhook ?? 401, { 'www-authenticate': 'Bearer' }).end();
      } else {
        const { status, body } = faults.prompt ?? { status: 200, body: silenceWav(100) };
        response.writeHead(status).end(body);
      }
    });
  });
}

function originOf(request: IncomingMessage): string {
  return `http://${request.headers.host}`;
}

/** Any free port of this machine. */
export async function listen(handler: RequestListener): Promise<Listening> {
  return listenOn(createServer(handler), 'http');
}

export async function listenOn(server: Server, scheme: 'http' | 'https'): Promise<Listening> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`, // It listens on TCP.
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
