import type { TransferCall } from '../../../core/call/call-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { invitation, transferRequest } from '../../../wire/requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { outcomeOf } from './operation-reply.ts';

/**
 * POST `/transfer`, of an established peer-to-peer call (graph-calling, 1.6). From a group call Graph wants a
 * `transferee` as well, which we do not know here: it refuses, and the flow goes on by its `failed`.
 */
export async function transfer(
  graph: GraphConnection,
  call: ControlledCall,
  command: TransferCall & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const body = transferRequest(invitation(command.target, graph.voicemailShape), command.replacesCallId);
  return outcomeOf(
    await send(graph, call, { method: 'POST', action: '/transfer', body, repeatable: false, number: command.number }, deadline),
  );
}
