import type { RecordCaller } from '../../../core/call/call-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { recordResponseRequest } from '../../../wire/requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { outcomeOf } from './operation-reply.ts';

/** POST `/recordResponse`: a short clip of the caller, queued behind what is playing (graph-calling, 1.7). */
export async function recordResponse(
  graph: GraphConnection,
  call: ControlledCall,
  command: RecordCaller & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const body = recordResponseRequest(command);
  return outcomeOf(
    await send(
      graph,
      call,
      { method: 'POST', action: '/recordResponse', body, repeatable: false, number: command.number },
      deadline,
    ),
  );
}
