import type { MuteEverybody } from '../../../core/call/room-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { contextOnlyRequest } from '../../../wire/requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { everybodyIn, isApplication } from './list-participants.ts';
import { muteParticipant } from './mute-participant.ts';
import { completed, operationOutcome } from './room-operation.ts';

/**
 * POST `/participants/muteAll`, which exists in the beta only (graph-calling, 1.9). Where that is refused, because the beta
 * has changed or is not reached, people are muted one by one: muting twice is muting once.
 */
export async function muteEverybody(
  graph: GraphConnection,
  call: ControlledCall,
  { number, context }: MuteEverybody & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const body = contextOnlyRequest(context);
  const reply = await send(
    graph,
    call,
    { method: 'POST', action: '/participants/muteAll', version: 'beta', body, about: 'participant', repeatable: true, number },
    deadline,
  );
  if (reply.kind !== 'refused') return operationOutcome(reply);
  return oneByOne(graph, call, { number, context }, deadline);
}

async function oneByOne(
  graph: GraphConnection,
  call: ControlledCall,
  asked: Pick<MuteEverybody, 'context'> & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const found = await everybodyIn(graph, call, asked.number, deadline);
  if (found.kind !== 'found') return found;
  for (const one of found.people) {
    if (isApplication(one) || one.isMuted) continue;
    const outcome = await muteParticipant(graph, call, { ...asked, participant: one.id }, deadline);
    // Who has left meanwhile needs no muting.
    if (outcome.kind !== 'accepted' && !(outcome.kind === 'refused' && isGone(outcome.code))) return outcome;
  }
  return completed;
}

const isGone = (code: string): boolean => /^(noParticipant|notFound|http404)$/i.test(code);
