import type { UpdateRecordingStatus } from '../../../core/call/room-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { recordingStatusRequest } from '../../../wire/room-requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { roomOperation } from './room-operation.ts';

/** POST `/updateRecordingStatus`: taken from bots of policy-based recording only (graph-calling, 1.7). */
export async function updateRecordingStatus(
  graph: GraphConnection,
  call: ControlledCall,
  { number, status, context }: UpdateRecordingStatus & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const body = recordingStatusRequest(status, context);
  return roomOperation(
    graph,
    call,
    { method: 'POST', action: '/updateRecordingStatus', body, repeatable: true, number },
    deadline,
  );
}
