import { z } from 'zod';
import type { SimCall } from '../call/sim-call.ts';
import { clientContext, mediaPrompt } from './body-parts.ts';
import { defineOperation, type OperationResponse } from './define-operation.ts';
import { isPerson, withParticipant } from './in-group.ts';
import { operationAnswer } from './operation-answer.ts';

/** `POST /{id}/participants/{pid}/startHoldMusic`: one participant at a time (graph-calling, 1.9). */
export const startHoldMusic = defineOperation({
  name: 'startHoldMusic',
  when: 'established',
  body: z.strictObject({ customPrompt: mediaPrompt.nullish(), clientContext }),
  perform: (call, body, { participantId }) =>
    withParticipant(call, participantId, (room, who) => {
      if (!isPerson(who)) return { kind: 'badBody', problem: 'The bot cannot put itself on hold.' };
      if ([...room.people].some(({ isOnHold }) => isOnHold)) {
        return { kind: 'badBody', problem: 'Only one participant can be on hold at a time.' };
      }
      if (body.customPrompt) void call.platform.sounds.sound(body.customPrompt.mediaInfo, call.id);
      who.isOnHold = true;
      return report(call, 'startHoldMusicOperation', body.clientContext ?? null);
    }),
});

/** `POST /{id}/participants/{pid}/stopHoldMusic`. */
export const stopHoldMusic = defineOperation({
  name: 'stopHoldMusic',
  when: 'established',
  body: z.strictObject({ clientContext }),
  perform: (call, body, { participantId }) =>
    withParticipant(call, participantId, (_room, who) => {
      if (!isPerson(who) || !who.isOnHold) return { kind: 'badBody', problem: 'The participant is not on hold.' };
      who.isOnHold = false;
      return report(call, 'stopHoldMusicOperation', body.clientContext ?? null);
    }),
});

/** 202 at once, and the operation `deleted` a moment later. */
function report(call: SimCall, type: string, context: string | null): OperationResponse {
  const operation = { id: call.platform.newId(), clientContext: context };
  call.later(call.platform.latencies.mediaStartMs, () => call.operationDone(type, operation));
  return operationAnswer(call, { ...operation, type, status: 'running' }, {}, 202);
}
