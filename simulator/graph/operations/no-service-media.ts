/** Operations that a bot with service-hosted media meets with a refusal, and the gallery of meetings with video (1.7). */
import { z } from 'zod';
import { clientContext } from './body-parts.ts';
import { defineOperation } from './define-operation.ts';
import { operationAnswer } from './operation-answer.ts';

/** `POST /{id}/changeScreenSharingRole`: group calls with application-hosted media only. */
export const changeScreenSharingRole = defineOperation({
  name: 'changeScreenSharingRole',
  when: 'established',
  body: z.strictObject({ role: z.enum(['viewer', 'sharer']) }),
  perform: () => ({
    kind: 'badBody',
    problem: 'Screen sharing is supported in group calls with application-hosted media only; this call has service-hosted media.',
  }),
});

/** `POST /{id}/updateRecordingStatus`: policy recording only, which is another kind of bot. */
export const updateRecordingStatus = defineOperation({
  name: 'updateRecordingStatus',
  when: 'established',
  body: z.strictObject({ status: z.enum(['notRecording', 'recording', 'failed']), clientContext }),
  perform: () => ({
    kind: 'badBody',
    problem: 'The recording status can be set by policy-based recording bots only; this call is none of theirs.',
  }),
});

/** `POST /{id}/addLargeGalleryView`: meetings with video. */
export const addLargeGalleryView = defineOperation({
  name: 'addLargeGalleryView',
  when: 'established',
  body: z.strictObject({ clientContext }),
  perform: (call, body) => {
    if (!call.coordinates || !call.modalities.includes('video')) {
      return { kind: 'badBody', problem: 'The large gallery view exists in meetings that were joined with video only.' };
    }
    const type = 'addLargeGalleryViewOperation';
    const operation = { id: call.platform.newId(), clientContext: body.clientContext ?? null };
    call.later(call.platform.latencies.mediaStartMs, () => call.operationDone(type, operation));
    return operationAnswer(call, { ...operation, type, status: 'running' }, {}, 202);
  },
});
