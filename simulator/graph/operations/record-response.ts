import { z } from 'zod';
import { recordOperation } from '../media/record-operation.ts';
import { graphError } from '../messages.ts';
import { clientContext, mediaPrompt, seconds } from './body-parts.ts';
import { defineOperation } from './define-operation.ts';
import { operationAnswer } from './operation-answer.ts';

/** `POST /{id}/recordResponse` (graph-calling, 1.7). `stopTones` are keypad symbols, not the names of notifications. */
export const recordResponse = defineOperation({
  name: 'recordResponse',
  when: 'established',
  body: z.strictObject({
    prompts: z.array(mediaPrompt).max(1).nullish(),
    bargeInAllowed: z.boolean().nullish(),
    initialSilenceTimeoutInSeconds: seconds(1, 120, 5),
    maxSilenceTimeoutInSeconds: seconds(1, 120, 5),
    maxRecordDurationInSeconds: seconds(1, 120, 5),
    playBeep: z.boolean().nullish(),
    stopTones: z.array(z.string().regex(/^[0-9*#A-D]$/, 'must be a keypad symbol')).nullish(),
    clientContext,
  }),
  perform: (call, body) => {
    if (body.bargeInAllowed) call.media.cancelAll();
    const request = { id: call.platform.newId(), clientContext: body.clientContext ?? null };
    const operation = recordOperation(call, {
      ...request,
      prompts: (body.prompts ?? []).map(({ mediaInfo }) => mediaInfo),
      limits: {
        initialSilenceMs: body.initialSilenceTimeoutInSeconds * 1000,
        maxSilenceMs: body.maxSilenceTimeoutInSeconds * 1000,
        maxDurationMs: body.maxRecordDurationInSeconds * 1000,
      },
      playBeep: body.playBeep ?? true,
      stopTones: body.stopTones ?? [],
    });
    if (!call.media.add(operation)) {
      return graphError(call.platform, 429, 'tooManyRequests', 'Too many media operations are queued.');
    }
    call.botActed({ act: 'records' });
    const nothingYet = { recordingLocation: null, recordingAccessToken: null };
    return operationAnswer(call, { ...request, type: 'recordOperation', status: 'running' }, nothingYet);
  },
});
