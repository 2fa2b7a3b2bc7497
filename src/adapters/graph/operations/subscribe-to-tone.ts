import type { ListenForTones } from '../../../core/call/call-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { contextOnlyRequest } from '../../../wire/requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { outcomeOf } from './operation-reply.ts';

/** POST `/subscribeToTone`, once per call. What a second subscription does is not documented, so it is not repeated (graph-calling, 1.7). */
export async function subscribeToTone(
  graph: GraphConnection,
  call: ControlledCall,
  command: ListenForTones & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const body = contextOnlyRequest(command.context);
  return outcomeOf(
    await send(
      graph,
      call,
      { method: 'POST', action: '/subscribeToTone', body, repeatable: false, number: command.number },
      deadline,
    ),
  );
}
