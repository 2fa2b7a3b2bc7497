import { createServer, type IncomingMessage, request as requestTo, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Stands between `@azure/cosmos` and a Cosmos endpoint, passes everything on, and spoils what a test has asked for: only
 * the things that the endpoint itself cannot do. Also counts, because every request costs.
 */
export interface FaultProxy {
  readonly endpoint: string;
  /** What came by, in its order. */
  readonly seen: SeenRequest[];
  /** Spoils the next request of that kind; several are used up in their order. */
  spoil(kind: RequestKind, ...faults: readonly ProxyFault[]): void;
  /** Spoils every one from now on. */
  spoilAll(fault: ProxyFault | undefined): void;
  close(): Promise<void>;
}

export type RequestKind = 'read' | 'create' | 'replace' | 'query' | 'metadata';

export interface SeenRequest {
  readonly kind: RequestKind;
  readonly method: string;
  readonly path: string;
  readonly bytes: number;
}

export type ProxyFault =
  /** Answered here; the service never hears of it. */
  | { readonly kind: 'refused'; readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  /** The service does it, and the answer is lost. `meanwhile`: what others do before the asker can look. */
  | { readonly kind: 'answerLost'; readonly meanwhile?: () => Promise<unknown> }
  /** The service does it, and the answer breaks off in the middle. */
  | { readonly kind: 'answerTorn' }
  /** The connection breaks before the service hears of it. */
  | { readonly kind: 'requestTorn'; readonly meanwhile?: () => Promise<unknown> }
  /** The service does it, and says another thing. */
  | { readonly kind: 'answeredAs'; readonly status: number }
  /** Somebody else comes first. */
  | { readonly kind: 'overtaken'; readonly by: () => Promise<unknown> }
  /** The service hears of it this late. */
  | { readonly kind: 'late'; readonly ms: number };

export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const seen: SeenRequest[] = [];
  const planned = new Map<RequestKind, ProxyFault[]>();
  let always: ProxyFault | undefined;

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await bytesOf(incoming);
    const kind = kindOf(incoming);
    seen.push({ kind, method: incoming.method ?? '', path: incoming.url ?? '', bytes: body.length });
    const fault = planned.get(kind)?.shift() ?? always;
    const forward = () => forwarded(target, incoming, body);
    switch (fault?.kind) {
      case undefined:
        return answer(outgoing, await forward());
      case 'refused':
        return answer(outgoing, { status: fault.status, headers: fault.headers ?? {}, body: Buffer.from(fault.body ?? '{}') });
      case 'answerLost':
        await forward();
        await fault.meanwhile?.();
        return void outgoing.socket?.destroy();
      case 'answerTorn': {
        const whole = await forward();
        outgoing.writeHead(whole.status, { ...whole.headers, 'content-length': whole.body.length });
        outgoing.write(whole.body.subarray(0, 10), () => outgoing.socket?.destroy());
        return;
      }
      case 'requestTorn':
        await fault.meanwhile?.();
        return void outgoing.socket?.destroy();
      case 'answeredAs':
        await forward();
        return answer(outgoing, { status: fault.status, headers: {}, body: Buffer.from('{"message":"as planned"}') });
      case 'overtaken':
        await fault.by();
        return answer(outgoing, await forward());
      case 'late':
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
        return answer(outgoing, await forward());
    }
  };

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.socket?.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // Of a TCP server that listens.
  return {
    endpoint: `http://127.0.0.1:${port}`,
    seen,
    spoil: (kind, ...faults) => planned.set(kind, [...(planned.get(kind) ?? []), ...faults]),
    spoilAll: (fault) => {
      always = fault;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Documents lie under `/dbs/{database}/colls/{container}/docs`; everything else describes them. */
function kindOf({ method, url, headers }: IncomingMessage): RequestKind {
  if (!/\/docs(\/|$)/.test(url ?? '')) return 'metadata';
  if (headers['x-ms-documentdb-isquery'] !== undefined || headers['x-ms-cosmos-is-query-plan-request'] !== undefined)
    return 'query';
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'replace';
    default:
      return 'read';
  }
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function forwarded(target: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = incoming;
    const onward = requestTo(`${target}${url ?? ''}`, { ...(method === undefined ? {} : { method }), headers }, (reply) => {
      bytesOf(reply).then((bytes) => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: bytes }), reject);
    });
    onward.on('error', reject);
    onward.end(body);
  });
}

function answer(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  const { 'transfer-encoding': _, ...rest } = headers;
  outgoing.writeHead(status, { ...rest, 'content-length': body.length });
  outgoing.end(body);
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
