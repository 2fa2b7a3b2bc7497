import type { CancelMedia } from '../../../core/call/call-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { contextOnlyRequest } from '../../../wire/requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { outcomeOf } from './operation-reply.ts';

/**
 * POST `/cancelMediaProcessing`: ends the running operation and all queued ones, not the tone subscription
 * (graph-calling, 1.7). Repeatable: commands go out in order, so a second cancel finds nothing new to end.
 */
export async function cancelMediaProcessing(
  graph: GraphConnection,
  call: ControlledCall,
  command: CancelMedia & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const body = contextOnlyRequest(command.context);
  return outcomeOf(
    await send(
      graph,
      call,
      { method: 'POST', action: '/cancelMediaProcessing', body, repeatable: true, number: command.number },
      deadline,
    ),
  );
}
