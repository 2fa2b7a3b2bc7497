import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { outcomeOf } from './operation-reply.ts';

/** DELETE: hangs up. 404 and 410 say that there is nothing left to end, which is what we wanted (graph-calling, 1.8). */
export async function deleteCall(
  graph: GraphConnection,
  call: ControlledCall,
  command: { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  return outcomeOf(await send(graph, call, { method: 'DELETE', action: '', repeatable: true, number: command.number }, deadline));
}
