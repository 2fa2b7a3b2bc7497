import { GroupRoom } from '../call/group-room.ts';
import type { SimCall } from '../call/sim-call.ts';
import type { PersonLeg } from '../people/person-leg.ts';
import type { OperationResponse } from './define-operation.ts';
import { refusal } from './refusals.ts';

/** Runs in a group call only; peer-to-peer calls are refused (graph-calling, 1.7 and 1.9). */
export function inGroup(call: SimCall, perform: (room: GroupRoom) => OperationResponse): OperationResponse {
  if (call.room instanceof GroupRoom) return perform(call.room);
  return { kind: 'badBody', problem: 'The operation is supported in group calls only.' };
}

/** Runs with somebody of the roster; the bot itself is one of them. */
export function withParticipant(
  call: SimCall,
  participantId: string,
  perform: (room: GroupRoom, who: PersonLeg | SimCall) => OperationResponse,
): OperationResponse {
  return inGroup(call, (room) => {
    const who = room.find(participantId);
    return who ? perform(room, who) : refusal(call.platform, 'noParticipant');
  });
}

export function isPerson(who: PersonLeg | SimCall): who is PersonLeg {
  return 'participantId' in who;
}
