import { z } from 'zod';
import type { SimCall } from '../call/sim-call.ts';
import { clientContext } from './body-parts.ts';
import { defineOperation, type Operation, type OperationResponse } from './define-operation.ts';
import { inGroup, withParticipant } from './in-group.ts';
import { operationAnswer } from './operation-answer.ts';

const body = z.strictObject({ clientContext });
type Body = z.output<typeof body>;

/** `POST /{id}/mute` and `/unmute`: the bot itself, in group calls only (graph-calling, 1.7). */
export const mute = muteSelf('mute', true);
export const unmute = muteSelf('unmute', false);

function muteSelf(name: 'mute' | 'unmute', isMuted: boolean): Operation {
  return defineOperation({
    name,
    when: 'established',
    body,
    perform: (call, read) =>
      inGroup(call, (room) => {
        call.isMuted = isMuted;
        room.changed([{ who: call }]);
        return completed(call, read, `${name}ParticipantOperation`);
      }),
  });
}

/** `POST /{id}/participants/{pid}/mute` (graph-calling, 1.9). There is no unmuting of others. */
export const muteParticipant = defineOperation({
  name: 'mute participant',
  when: 'established',
  body,
  perform: (call, read, { participantId }) =>
    withParticipant(call, participantId, (room, who) => {
      who.isMuted = true;
      room.changed([{ who }]);
      return completed(call, read, 'muteParticipantOperation');
    }),
});

/** `POST /{id}/participants/muteAll`, beta only: some, or all others (graph-calling, 1.9). */
export const muteAll = defineOperation({
  name: 'mute all',
  when: 'established',
  body: z.strictObject({ participants: z.array(z.string()).nullish(), clientContext }),
  perform: (call, read) =>
    inGroup(call, (room) => {
      const wanted = read.participants?.map((id) => id.toLowerCase());
      const muted = [...room.people].filter(({ participantId }) => wanted?.includes(participantId) ?? true);
      for (const leg of muted) leg.isMuted = true;
      room.changed(muted.map((who) => ({ who })));
      return completed(call, read, 'muteParticipantsOperation');
    }),
});

function completed(call: SimCall, read: Body, type: string): OperationResponse {
  const id = call.platform.newId();
  return operationAnswer(call, { id, type, status: 'completed', clientContext: read.clientContext ?? null });
}
