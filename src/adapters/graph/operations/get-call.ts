import type { CallObservation, ControlledCall } from '../../../ports/call-control.ts';
import { readCallReply } from '../../../wire/call-resource.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';

/** GET: what the call is now. 404 means that it is over (graph-calling, 1.8; INFERRED from keepAlive). */
export async function getCall(graph: GraphConnection, call: ControlledCall, deadline: number): Promise<CallObservation> {
  const reply = await send(graph, call, { method: 'GET', action: '', repeatable: true, number: 0 }, deadline);
  if (reply.kind === 'callGone') return { kind: 'gone' };
  if (reply.kind === 'refused') return reply;
  const seen = reply.kind === 'done' ? readCallReply(reply.body) : undefined;
  if (!seen) return { kind: 'unclear' };
  const { callbackUri, ...alive } = seen;
  if (alive.state === 'terminated') return { kind: 'gone' };
  const isSafe = callbackUri !== undefined && URL.canParse(callbackUri) && new URL(callbackUri).searchParams.has('safe');
  return isSafe ? { kind: 'withSafeFlow' } : { kind: 'alive', ...alive };
}
