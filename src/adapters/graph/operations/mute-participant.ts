import type { MuteParticipant } from '../../../core/call/room-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { contextOnlyRequest } from '../../../wire/requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { isParticipantId, participantPath, roomOperation } from './room-operation.ts';

/** POST `/participants/{id}/mute`. Nobody but the participant can undo it (graph-calling, 1.9). */
export async function muteParticipant(
  graph: GraphConnection,
  call: ControlledCall,
  { number, participant, context }: Omit<MuteParticipant, 'kind'> & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  if (!isParticipantId(participant)) return { kind: 'refused', code: 'noParticipant' };
  const body = contextOnlyRequest(context);
  const action = participantPath(participant, '/mute');
  return roomOperation(graph, call, { method: 'POST', action, body, about: 'participant', repeatable: true, number }, deadline);
}
