import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SimulatedGraph } from '../graph/graph.ts';
import { readBody } from './read-body.ts';

const maxBodyBytes = 1_048_576;

/** Puts the simulated Graph on the network: the same bytes as in process. */
export async function answerAsGraph(graph: SimulatedGraph, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, maxBodyBytes);
  if (!body) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]));
  const answer = await graph.handle({ method: request.method ?? 'GET', url: request.url ?? '/', headers, body });
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) }).end(answer.body);
}
