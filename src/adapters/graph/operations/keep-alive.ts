import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { outcomeOf } from './operation-reply.ts';

/** POST `/keepAlive`, without a body: a call that hears nothing for 45 minutes dies (graph-calling, 1.8). */
export async function keepAlive(
  graph: GraphConnection,
  call: ControlledCall,
  command: { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  return outcomeOf(
    await send(graph, call, { method: 'POST', action: '/keepAlive', repeatable: true, number: command.number }, deadline),
  );
}
