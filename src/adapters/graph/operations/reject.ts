import type { RejectCall } from '../../../core/call/call-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { rejectRequest } from '../../../wire/requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { outcomeOf } from './operation-reply.ts';

/** POST `/reject`, before the call is answered (graph-calling, 1.4). */
export async function reject(
  graph: GraphConnection,
  call: ControlledCall,
  command: RejectCall & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const body = rejectRequest(command.reason, graph.callbackUri);
  return outcomeOf(
    await send(graph, call, { method: 'POST', action: '/reject', body, repeatable: false, number: command.number }, deadline),
  );
}
