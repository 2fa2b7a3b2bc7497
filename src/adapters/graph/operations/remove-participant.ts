import type { RemoveParticipant } from '../../../core/call/room-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { completed, isParticipantId, participantPath } from './room-operation.ts';

/** DELETE `/participants/{id}`: a setting of the tenant must allow it to this application (graph-calling, 1.9). */
export async function removeParticipant(
  graph: GraphConnection,
  call: ControlledCall,
  { number, participant, again }: RemoveParticipant & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  if (!isParticipantId(participant)) return { kind: 'refused', code: 'noParticipant' };
  const action = participantPath(participant);
  const reply = await send(graph, call, { method: 'DELETE', action, about: 'participant', repeatable: true, number }, deadline);
  if (reply.kind === 'refused' && isForbidden(reply.code)) return { kind: 'refused', code: 'removeNotAllowed' };
  if (reply.kind === 'refused' && again && isNobody(reply.code)) return completed; // An earlier request was taken.
  return reply.kind === 'done' ? completed : reply;
}

const isNobody = (code: string): boolean => /^(noParticipant|notFound|http404)$/i.test(code);

/** Not permitted at all has a number of its own, 7504. */
const isForbidden = (code: string): boolean => /^(forbidden|http403)$/i.test(code);
