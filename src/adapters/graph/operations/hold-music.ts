import type { StartHoldMusic, StopHoldMusic } from '../../../core/call/room-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { contextOnlyRequest } from '../../../wire/requests.ts';
import { holdMusicRequest } from '../../../wire/room-requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { isParticipantId, participantPath, roomOperation } from './room-operation.ts';

/** POST `/participants/{id}/startHoldMusic` and `/stopHoldMusic`: one participant at a time (graph-calling, 1.9). */
export async function holdMusic(
  graph: GraphConnection,
  call: ControlledCall,
  command: (StartHoldMusic | StopHoldMusic) & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const { kind, number, participant, context } = command;
  if (!isParticipantId(participant)) return { kind: 'refused', code: 'noParticipant' };
  const prompt = command.kind === 'startHoldMusic' && command.prompt ? await graph.prompts.playable(command.prompt) : undefined;
  const body = command.kind === 'startHoldMusic' ? holdMusicRequest(command, prompt) : contextOnlyRequest(context);
  const action = participantPath(participant, `/${kind}`);
  return roomOperation(graph, call, { method: 'POST', action, body, about: 'participant', repeatable: false, number }, deadline);
}
