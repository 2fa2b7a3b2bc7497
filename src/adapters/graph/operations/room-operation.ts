import type { ClientContext } from '../../../core/call/ids.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { readOperationReply } from '../../../wire/participants.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { type GraphReply, type GraphRequest, send } from '../send.ts';

/** A room command as it is sent. */
export interface Asked {
  readonly number: number;
  readonly context: ClientContext;
}

export const completed: CommandOutcome = { kind: 'accepted', answer: { kind: 'operation', ended: 'completed' } };

/** Sends a request that begins an operation. Its end stands in the reply, or is a notification. */
export async function roomOperation(
  graph: GraphConnection,
  call: ControlledCall,
  request: GraphRequest,
  deadline: number,
): Promise<CommandOutcome> {
  return operationOutcome(await send(graph, call, request, deadline));
}

export function operationOutcome(reply: GraphReply): CommandOutcome {
  if (reply.kind !== 'done') return reply;
  const answer = readOperationReply(reply.body);
  return answer === undefined ? { kind: 'accepted' } : { kind: 'accepted', answer };
}

/** Ids come from Graph and from variables of flows: never more than one segment of the path. */
export function participantPath(participant: string, below = ''): `/${string}` {
  return `/participants/${encodeURIComponent(participant)}${below}`;
}

/** `.` and `..` would name another resource, however they are written. */
export function isParticipantId(text: string): boolean {
  return text.length > 0 && text.length <= 128 && !/^\.{1,2}$/.test(text);
}
