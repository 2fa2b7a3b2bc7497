import type { GetParticipant } from '../../../core/call/room-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { readOneParticipant } from '../../../wire/participants.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { isParticipantId, participantPath } from './room-operation.ts';

/** GET `/participants/{id}` (graph-calling, 1.9). */
export async function getParticipant(
  graph: GraphConnection,
  call: ControlledCall,
  { number, participant }: GetParticipant & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  if (!isParticipantId(participant)) return { kind: 'refused', code: 'noParticipant' };
  const action = participantPath(participant);
  const reply = await send(graph, call, { method: 'GET', action, about: 'participant', repeatable: true, number }, deadline);
  if (reply.kind !== 'done') return reply;
  const value = readOneParticipant(reply.body);
  return value === undefined
    ? { kind: 'unclear' }
    : { kind: 'accepted', answer: { kind: 'operation', ended: 'completed', value } };
}
