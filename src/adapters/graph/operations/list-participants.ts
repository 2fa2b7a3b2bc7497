import type { ListedParticipant } from '../../../core/call/room-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { mostListed, readParticipantList } from '../../../wire/participants.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { type GraphReply, send } from '../send.ts';

/** GET `/participants`: of a large meeting the first ones, people before applications (graph-calling, 1.9). */
export async function listParticipants(
  graph: GraphConnection,
  call: ControlledCall,
  { number }: { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const found = await everybodyIn(graph, call, number, deadline);
  if (found.kind !== 'found') return found;
  const value = found.people.toSorted((a, b) => Number(isApplication(a)) - Number(isApplication(b))).slice(0, mostListed);
  return { kind: 'accepted', answer: { kind: 'operation', ended: 'completed', value } };
}

export const isApplication = ({ kind }: ListedParticipant): boolean => kind === 'application' || kind === 'applicationInstance';

/** Everybody in the call, the bot included. */
export async function everybodyIn(
  graph: GraphConnection,
  call: ControlledCall,
  number: number,
  deadline: number,
): Promise<{ readonly kind: 'found'; readonly people: readonly ListedParticipant[] } | Exclude<GraphReply, { kind: 'done' }>> {
  const reply = await send(graph, call, { method: 'GET', action: '/participants', repeatable: true, number }, deadline);
  if (reply.kind !== 'done') return reply;
  const people = readParticipantList(reply.body);
  return people === undefined ? { kind: 'unclear' } : { kind: 'found', people };
}
