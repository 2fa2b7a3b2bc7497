import type { TransferCall } from '../../../core/call/call-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { invitation, transferRequest } from '../../../wire/requests.ts';
import { transfereeOf } from '../../../wire/room-requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { outcomeOf } from './operation-reply.ts';
import { reaching } from './reaching.ts';

/**
 * POST `/transfer`, of an established call (graph-calling, 1.6). From a call with several people Graph wants to know who of
 * them is sent on: without, it refuses, and the flow goes on by its `failed`.
 */
export async function transfer(
  graph: GraphConnection,
  call: ControlledCall,
  command: TransferCall & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const { target, replacesCallId, transferee } = command;
  const whom = transferee === undefined ? undefined : transfereeOf(transferee, graph.voicemailShape);
  const body = transferRequest(invitation(target, graph.voicemailShape), replacesCallId, whom);
  return outcomeOf(
    await send(
      graph,
      call,
      { method: 'POST', action: '/transfer', body, ...reaching([target]), repeatable: false, number: command.number },
      deadline,
    ),
  );
}
